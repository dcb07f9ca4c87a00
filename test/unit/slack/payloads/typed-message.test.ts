import { describe, expect, it } from 'vitest';
import { asTyped, isWrittenByPerson, typedMessage } from '../../../../src/slack/payloads/typed-message.ts';
import { DIRECT_MESSAGE, directMessage, MENTION_TS, mention, outsidersMention } from '../fixtures/messages.ts';
import { CHANNEL, TEAM, USER } from '../fixtures/people.ts';

const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';

describe('asTyped', () => {
  it.each([
    ['a mention', `<@U9> ${ID}`, ID],
    ['a mention behind', `${ID} <@U9|flow-json>`, ID],
    ['a mention of somebody else', `<@U9> ${ID} <@W1> <!subteam^S1|@on-call> <!here>`, `${ID}    @on-call`],
    ['a channel', 'ops <#C1|flow-dev>', 'ops  flow-dev'],
    ['an address', '<https://example.com/flows?flowId=1&amp;x=2>', 'https://example.com/flows?flowId=1&x=2'],
    ['a link with a label', 'get <https://example.com/flows/1706|our flow>', 'get  https://example.com/flows/1706'],
    ['a number that a client took for a telephone', '<tel:1706000000000001|1706000000000001>', '1706000000000001'],
    ['an address of mail', '<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['escapes', 'watch &lt;flowId&gt; &amp;amp;', 'watch <flowId> &amp;'],
    ['several lines', `<@U9>\n${ID}\nspace:eu-shop`, `${ID}\nspace:eu-shop`],
  ])('gives back %s', (_name, mrkdwn, text) => {
    expect(asTyped(mrkdwn)).toBe(text);
  });
});

describe('isWrittenByPerson', () => {
  it.each([
    ['a mention', mention(ID)],
    ['a message', directMessage(ID)],
    ['a message with a file', directMessage(ID, { subtype: 'file_share', files: [{}] })],
    ['a reply that was also sent to the channel', mention(ID, { subtype: 'thread_broadcast' })],
  ])('takes %s', (_name, body) => {
    expect(isWrittenByPerson(body)).toBe(true);
  });

  it.each([
    ['a bot', { bot_id: 'B1' }],
    ['a workflow', { subtype: 'bot_message', bot_profile: { name: 'Deploys' } }],
    ['an edit, as a mention', { edited: { user: USER.id, ts: '1.1' } }],
    ['an edit, as a message', { subtype: 'message_changed', hidden: true, message: {}, previous_message: {} }],
    ['a deletion', { subtype: 'message_deleted', hidden: true }],
    ['somebody who came in', { subtype: 'channel_join' }],
    ['a new topic', { subtype: 'channel_topic' }],
  ])('takes none of %s', (_name, fields) => {
    expect(isWrittenByPerson(mention(ID, fields))).toBe(false);
    expect(isWrittenByPerson(directMessage(ID, fields))).toBe(false);
  });

  it.each([undefined, {}, { event: 'message' }])('takes nothing that is no event: %j', (body) => {
    expect(isWrittenByPerson(body)).toBe(false);
  });
});

describe('typedMessage', () => {
  it('says who wrote what, where', () => {
    expect(typedMessage.parse(mention(ID))).toMatchObject({
      teamId: TEAM.id,
      userId: USER.id,
      channelId: CHANNEL.id,
      ts: MENTION_TS,
      threadTs: undefined,
      text: ID,
      isByOutsider: false,
    });
    expect(typedMessage.parse(directMessage('watches'))).toMatchObject({ channelId: DIRECT_MESSAGE, text: 'watches' });
  });

  it('knows a thread by its first message alone', () => {
    expect(typedMessage.parse(mention(ID, { thread_ts: '1.1' }))).toMatchObject({ threadTs: '1.1' });
    expect(typedMessage.parse(mention(ID, { thread_ts: MENTION_TS })).threadTs).toBeUndefined();
  });

  it('is of the workspace that the bot is installed in, also where an outsider wrote it', () => {
    expect(typedMessage.parse(outsidersMention(ID))).toMatchObject({ teamId: TEAM.id, isByOutsider: true });
  });

  it.each([
    ['one of a shared channel whose author is of this workspace', { user_team: TEAM.id }, {}],
    ['another workspace of the same organisation', { user_team: 'T2' }, { is_ext_shared_channel: false }],
    ['the organisation itself', { user_team: 'E1' }, { authorizations: [{ team_id: TEAM.id, enterprise_id: 'E1' }] }],
    ['nobody knows which', { team: undefined }, {}],
  ])('is by no outsider: %s', (_name, fields, more) => {
    const body = mention(ID, fields, { is_ext_shared_channel: true, ...more });
    expect(typedMessage.parse(body).isByOutsider).toBe(false);
  });

  it.each([
    ['a user', { user: undefined }],
    ['a channel', { channel: 7 }],
    ['a moment', { ts: '' }],
  ])('is none without %s', (_name, fields) => {
    expect(typedMessage.safeParse(mention(ID, fields)).success).toBe(false);
  });

  it('is none without a workspace', () => {
    const nowhere = { team_id: undefined, context_team_id: undefined, authorizations: undefined };
    expect(typedMessage.safeParse(mention(ID, {}, nowhere)).success).toBe(false);
  });
});
