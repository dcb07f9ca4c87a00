import { describe, expect, it } from 'vitest';
import type { FlowCatalogue } from '../../../../src/flows/catalogue/flow-catalogue.ts';
import { translateTo } from '../../../../src/i18n.ts';
import { parseRequestValue } from '../../../../src/slack/payloads/request-value.ts';
import { StoreError } from '../../../../src/store/store-error.ts';
import { messageButton } from '../fixtures/buttons.ts';
import { DIRECT_MESSAGE, directMessage, MENTION_TS, mention, outsidersMention } from '../fixtures/messages.ts';
import { CHANNEL, TEAM, TRIGGER_ID, USER } from '../fixtures/people.ts';
import { setUpApp } from '../support/bolt.ts';
import { buttonsIn, LANGUAGES, shownIn } from '../support/texts.ts';

const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const OTHER_ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b19';
const THREAD = { thread_ts: '1600000000.000100' };

type App = ReturnType<typeof setUpApp>;
type Blocks = Parameters<typeof buttonsIn>[0];
/** What was posted for one person alone. */
const privately = ({ client }: App) =>
  client.postEphemeral.mock.calls.map(([args]) => args as unknown as { text: string; blocks: Blocks });
const inDirectMessage = ({ client }: App) =>
  client.postMessage.mock.calls.map(([args]) => args as unknown as { text: string; blocks: Blocks });

const NO_FLOWS: Pick<FlowCatalogue, 'find' | 'lookUp'> = {
  find: async () => ({ flows: [], total: 0, isComplete: true }),
  lookUp: async () => ({ listed: [], isListKnown: true }),
};

describe('a mention', () => {
  it('starts a request for the channel, and says so to its author alone', async () => {
    const app = setUpApp();
    expect(await app.send(mention(ID))).toEqual([undefined]);
    expect(app.started).toMatchObject([
      {
        flows: [{ flowId: ID }],
        conversation: { channelId: CHANNEL.id, threadTs: undefined },
        userId: USER.id,
        teamId: TEAM.id,
        botUserId: 'U000000009',
        replyTo: { channelId: CHANNEL.id, replaces: false },
      },
    ]);
    expect(app.started[0]?.replyTo.url).toBeUndefined();
    expect(privately(app)).toMatchObject([
      { channel: CHANNEL.id, user: USER.id, text: `Fetching the JSON of flow ${ID}…` },
    ]);
    expect(privately(app)[0]).not.toHaveProperty('thread_ts');
    expect(app.client.postMessage).not.toHaveBeenCalled();
  });

  it('in a thread is answered in the thread', async () => {
    const app = setUpApp();
    await app.send(mention(ID, THREAD));
    const threadTs = THREAD.thread_ts;
    expect(app.started).toMatchObject([
      { conversation: { channelId: CHANNEL.id, threadTs }, replyTo: { channelId: CHANNEL.id, threadTs } },
    ]);
    expect(privately(app)).toMatchObject([{ channel: CHANNEL.id, thread_ts: threadTs }]);
  });

  it('is written down before it is acked', async () => {
    const { send, steps } = setUpApp();
    await send(mention(ID));
    expect(steps).toEqual(['accept', 'ack']);
  });

  it('is not acked before it is known whether it was here before', async () => {
    const { send, steps, isNew } = setUpApp();
    isNew.mockImplementation(async () => {
      expect(steps).toEqual([]);
      return true;
    });
    expect(await send(mention('help'))).toHaveLength(1);
    expect(isNew).toHaveBeenCalledOnce();
  });

  it('takes what the command takes', async () => {
    const app = setUpApp();
    await app.send(mention(`${ID} ${OTHER_ID} space:eu-shop only-me`));
    expect(app.started).toMatchObject([{ flows: [{ flowId: ID, custSpaceId: 'cams-eu' }, { flowId: OTHER_ID }] }]);
    expect(app.started[0]?.conversation).toBeUndefined();
    await app.send(mention(`watch ${ID}`, { ts: '1.2' }));
    expect(app.watches.add).toHaveBeenCalledOnce();
  });

  it.each(['watch', `${ID} space:nowhere.com`, 'history'])(
    'that is not understood gets usage privately: %s',
    async (text) => {
      const app = setUpApp();
      expect(await app.send(mention(text, THREAD))).toEqual([undefined]);
      expect(privately(app)).toHaveLength(1);
      expect(privately(app)).toMatchObject([{ thread_ts: THREAD.thread_ts, user: USER.id }]);
      expect(shownIn(privately(app))).toContain('*Usage:*');
      // The usage is that of the command, which Slack refuses there.
      expect(shownIn(privately(app))).toContain('mention me instead of typing `/flow-json`');
      expect(app.client.postMessage).not.toHaveBeenCalled();
      expect(app.started).toEqual([]);
    },
  );

  it.each(['hello there', 'what is this?'])('that names no flow is answered privately: %s', async (text) => {
    const app = setUpApp({ catalogue: NO_FLOWS });
    expect(await app.send(mention(text, THREAD))).toEqual([undefined]);
    expect(privately(app)).toMatchObject([{ thread_ts: THREAD.thread_ts, user: USER.id }]);
    expect(app.client.postMessage).not.toHaveBeenCalled();
    expect(app.started).toEqual([]);
  });

  it.each(['help', `watch ${ID}`, 'hello', 'list', `diff ${ID} ${OTHER_ID}`, '', 'settings'])(
    'that comes again does nothing again, and is acked: %j',
    async (text) => {
      const app = setUpApp({ catalogue: NO_FLOWS });
      await app.send(mention(text));
      // What sets something up is said in the channel.
      const said = () => [...privately(app), ...app.client.postMessage.mock.calls].length;
      const answers = said();
      expect(answers).toBeGreaterThan(0);
      const [watched, looked] = [app.watches.add, app.lookAtFlow].map(({ mock }) => mock.calls.length);
      expect(await app.send(mention(text))).toEqual([undefined]);
      // The same message, told of as a message too.
      await app.send(mention(text, { type: 'app_mention' }, { event_id: 'Ev000000009' }));
      expect(said()).toBe(answers);
      expect([app.watches.add, app.lookAtFlow].map(({ mock }) => mock.calls.length)).toEqual([watched, looked]);
    },
  );

  it('names itself to the journal, so that a request which comes again is not accepted', async () => {
    const app = setUpApp();
    app.accept.mockResolvedValue(undefined);
    expect(await app.send(mention(ID))).toEqual([undefined]);
    expect(app.accept.mock.calls[0]?.[1]).toEqual([
      { key: `message:${TEAM.id}:${CHANNEL.id}:${MENTION_TS}`, withinMs: 3_600_000 },
    ]);
    expect(privately(app)).toEqual([]);
  });

  it('whose space is unknown is refused once', async () => {
    const app = setUpApp();
    for (const _time of [1, 2]) await app.send(mention(`${ID} space:nowhere.com`));
    expect(privately(app)).toHaveLength(1);
  });

  it.each([
    ['by a bot', { bot_id: 'B1' }],
    ['by a workflow', { subtype: 'bot_message', bot_id: 'B1', user: undefined }],
    ['by this bot', { user: 'U000000009' }],
    ['edited', { edited: { user: USER.id, ts: '1.1' } }],
  ])('%s is acked, and nothing else', async (_name, fields) => {
    const app = setUpApp();
    expect(await app.send(mention(ID, fields))).toEqual([undefined]);
    expect(app.started).toEqual([]);
    expect(app.notified().trim()).toBe('');
    expect(app.lines).toEqual([]);
  });

  it('says in its thread what fails', async () => {
    const app = setUpApp();
    app.accept.mockRejectedValue(new StoreError('store-unreachable', 'gone'));
    expect(await app.send(mention(ID, THREAD))).toEqual([undefined]);
    expect(privately(app)).toMatchObject([
      { thread_ts: THREAD.thread_ts, text: expect.stringContaining("the bot can't reach its database") },
    ]);
  });

  it('is acked and logged where Slack says nobody', async () => {
    const app = setUpApp();
    expect(await app.send(mention(ID, { user: undefined }))).toEqual([undefined]);
    expect(app.lines).toEqual(['error: A payload could not be read']);
    expect(app.notified().trim()).toBe('');
  });

  it('by an outsider is answered with whom it is for, whatever it asks', async () => {
    for (const text of [ID, 'help', `watch ${ID}`, '']) {
      const app = setUpApp();
      await app.send(outsidersMention(text));
      await app.send(outsidersMention(text));
      expect(privately(app)).toMatchObject([{ text: 'I only work for members of Harbour &amp; Co.' }]);
      expect(app.started).toEqual([]);
      expect(app.watches.add).not.toHaveBeenCalled();
    }
  });
});

describe('a mention that names no flow', () => {
  const THREAD_MESSAGES = [
    { text: `Flow ID: ${ID} is broken`, user: 'U2' },
    { text: `and flow ${OTHER_ID}`, user: 'U3' },
    { text: `<@U000000009>`, user: USER.id },
  ];

  it('offers those of the thread, each once', async () => {
    const app = setUpApp();
    app.readThread.mockResolvedValue([...THREAD_MESSAGES, ...THREAD_MESSAGES]);
    expect(await app.send(mention('space:eu-shop', THREAD))).toEqual([undefined]);
    expect(app.readThread.mock.calls[0]?.[1]).toEqual({ channelId: CHANNEL.id, threadTs: THREAD.thread_ts });
    expect(privately(app)).toMatchObject([{ thread_ts: THREAD.thread_ts }]);
    const values = buttonsIn(privately(app)[0]?.blocks ?? []).map(({ value }) => parseRequestValue(value));
    const where = { account: 'default', custSpaceId: 'cams-eu', threadTs: THREAD.thread_ts };
    expect(values).toMatchObject([
      { flowIds: [ID], ...where },
      { flowIds: [OTHER_ID], ...where },
      { flowIds: [ID, OTHER_ID], ...where },
    ]);
    expect(app.started).toEqual([]);
  });

  it('is answered by a click on one of them, in the thread', async () => {
    const app = setUpApp();
    app.readThread.mockResolvedValue(THREAD_MESSAGES);
    await app.send(mention('', THREAD));
    const [button] = buttonsIn(privately(app)[0]?.blocks ?? []);
    const click = messageButton(button?.action_id ?? '', button?.value);
    await app.send({ ...click, container: { ...click.container, ...THREAD } });
    const threadTs = THREAD.thread_ts;
    expect(app.started).toMatchObject([{ flows: [{ flowId: ID }], conversation: { threadTs }, replyTo: { threadTs } }]);
  });

  it('keeps to the direct message where the workspace has set that', async () => {
    const app = setUpApp();
    app.readThread.mockResolvedValue(THREAD_MESSAGES);
    app.preferences.destination.mockResolvedValue('only-me');
    await app.send(mention('', THREAD));
    const [button] = buttonsIn(privately(app)[0]?.blocks ?? []);
    expect(parseRequestValue(button?.value)).toMatchObject({ onlyMe: true });
  });

  it('comes into the thread where the mention said so, whatever the workspace has set', async () => {
    const app = setUpApp();
    app.readThread.mockResolvedValue(THREAD_MESSAGES);
    app.preferences.destination.mockResolvedValue('only-me');
    await app.send(mention('here', THREAD));
    const [button] = buttonsIn(privately(app)[0]?.blocks ?? []);
    await app.send(messageButton(button?.action_id ?? '', button?.value));
    expect(app.started).toMatchObject([{ conversation: { threadTs: THREAD.thread_ts } }]);
  });

  it('shares of them what the mention said', async () => {
    const app = setUpApp();
    app.readThread.mockResolvedValue(THREAD_MESSAGES);
    await app.send(mention('picture', THREAD));
    const values = buttonsIn(privately(app)[0]?.blocks ?? []).map(({ value }) => parseRequestValue(value));
    expect(values.map((value) => value?.display)).toEqual(['picture', 'picture', 'picture']);
  });

  it('is acked before the thread is read', async () => {
    const app = setUpApp();
    app.readThread.mockImplementation(async () => {
      expect(app.steps).toEqual(['ack']);
      return [];
    });
    await app.send(mention('', THREAD));
    expect(app.readThread).toHaveBeenCalledOnce();
  });

  it.each(LANGUAGES)('opens the window by a button where the thread names none either, in %s', async (language) => {
    const t = translateTo(language);
    const app = setUpApp({ textsFor: async () => t });
    await app.send(mention('only-me', THREAD));
    expect(privately(app)).toMatchObject([{ thread_ts: THREAD.thread_ts, text: t('window.needsClick') }]);
    expect(app.client.openView).not.toHaveBeenCalled();

    const [button] = buttonsIn(privately(app)[0]?.blocks ?? []);
    expect(await app.send(messageButton(button?.action_id ?? '', button?.value))).toEqual([undefined]);
    expect(app.client.openView.mock.calls).toMatchObject([
      [{ trigger_id: TRIGGER_ID, view: { callback_id: 'picker' } }],
    ]);
    const view = JSON.stringify(app.client.openView.mock.calls[0]);
    expect(view).toContain(`\\"lineThreadTs\\":\\"${THREAD.thread_ts}\\"`);
    expect(view).toContain('"initial_option":{"text":{"type":"plain_text","text":');
    expect(view).toContain('"value":"only-me"');
  });

  it('reads no thread where it is in none', async () => {
    const app = setUpApp();
    await app.send(mention(''));
    expect(app.readThread).not.toHaveBeenCalled();
    expect(privately(app)).toHaveLength(1);
  });

  it('says what is wrong with its space', async () => {
    const app = setUpApp();
    await app.send(mention('space:nowhere.com', THREAD));
    expect(app.readThread).not.toHaveBeenCalled();
    expect(privately(app)).toHaveLength(1);
  });
});

it('a mention of the settings has a button that opens them', async () => {
  const app = setUpApp();
  await app.send(mention('settings'));
  const [button] = buttonsIn(privately(app)[0]?.blocks ?? []);
  await app.send(messageButton(button?.action_id ?? '', button?.value));
  expect(app.client.openView.mock.calls).toMatchObject([[{ view: { callback_id: 'settings' } }]]);
});

describe('the button that opens a window', () => {
  it('is refused where it holds nothing of ours', async () => {
    const app = setUpApp();
    await app.send(messageButton('open_window', '{"w":7}'));
    expect(app.client.openView).not.toHaveBeenCalled();
    expect(app.notified()).toContain("I couldn't read that button.");
  });
});

describe('the direct message', () => {
  it('takes a command without a mention, and answers by ordinary messages', async () => {
    const app = setUpApp();
    expect(await app.send(directMessage('help'))).toEqual([undefined]);
    expect(inDirectMessage(app)).toMatchObject([{ channel: DIRECT_MESSAGE }]);
    expect(shownIn(inDirectMessage(app))).toContain('*Usage:*');
    expect(app.client.postEphemeral).not.toHaveBeenCalled();
  });

  it('takes a flow, for itself', async () => {
    const app = setUpApp();
    await app.send(directMessage(ID));
    expect(app.started).toMatchObject([
      { conversation: { channelId: DIRECT_MESSAGE }, replyTo: { channelId: DIRECT_MESSAGE } },
    ]);
    expect(app.steps).toEqual(['accept', 'ack']);
  });

  it('takes a thread of it', async () => {
    const app = setUpApp();
    await app.send(directMessage('watches', THREAD));
    expect(inDirectMessage(app)).toMatchObject([{ channel: DIRECT_MESSAGE, thread_ts: THREAD.thread_ts }]);
  });

  it('takes the text beside a file, and what a file holds where there is no text', async () => {
    const app = setUpApp();
    const file = { subtype: 'file_share', files: [{ name: 'notes.txt', preview: `Flow ID: ${OTHER_ID}` }] };
    await app.send(directMessage(ID, file));
    expect(app.started).toMatchObject([{ flows: [{ flowId: ID }] }]);
    await app.send(directMessage('', { ...file, ts: '1.9' }));
    const [button] = buttonsIn(inDirectMessage(app).at(-1)?.blocks ?? []);
    expect(parseRequestValue(button?.value)).toMatchObject({ flowIds: [OTHER_ID] });
  });

  it('answers one message once, also where it comes as a mention too', async () => {
    const app = setUpApp();
    const both = [directMessage('help'), mention('help', { channel: DIRECT_MESSAGE }), directMessage('help')];
    for (const body of both) expect(await app.send(body)).toEqual([undefined]);
    expect(inDirectMessage(app)).toHaveLength(1);
  });

  it.each([
    ['by the bot itself', { bot_id: 'B000000009', user: 'U000000009' }],
    ['by another bot', { subtype: 'bot_message', bot_id: 'B1', user: undefined }],
    ['that tell of an edit', { subtype: 'message_changed', hidden: true, message: {}, user: undefined }],
    ['that tell of a deletion', { subtype: 'message_deleted', hidden: true, user: undefined }],
  ])('leaves messages unanswered %s', async (_name, fields) => {
    const app = setUpApp();
    expect(await app.send(directMessage('help', fields))).toEqual([undefined]);
    expect(app.notified().trim()).toBe('');
    expect(app.lines).toEqual([]);
  });

  it('is the only place where it needs no mention', async () => {
    const app = setUpApp();
    const elsewhere = { channel: CHANNEL.id, channel_type: 'channel' };
    expect(await app.send(directMessage('help', elsewhere))).toEqual([undefined]);
    expect(app.notified().trim()).toBe('');
  });
});

describe('an event', () => {
  it('that nobody listens to is acked', async () => {
    const { send } = setUpApp();
    expect(await send({ ...mention(ID), event: { type: 'reaction_added', user: USER.id } })).toEqual([undefined]);
  });

  it('whose ack gets lost is logged, and what it asked for is done', async () => {
    const app = setUpApp();
    await app.send(mention(ID), { isAckLost: true });
    expect(app.started).toHaveLength(1);
    expect(app.lines).toEqual(['warn: An ack did not reach Slack']);
  });
});
