import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../sandbox/slack/http.ts';
import type { Manifest } from '../../sandbox/slack/manifest.ts';
import {
  SANDBOX_APP_TOKEN,
  SANDBOX_BOT_TOKEN,
  SANDBOX_SIGNING_SECRET,
  startWorkspace,
  type Workspace,
} from '../../sandbox/slack/workspace.ts';
import { type Desk, deskOf } from './support/desk.ts';

const MANIFEST: Manifest = {
  botName: 'Flow JSON',
  commands: ['/flow-json'],
  botScopes: [
    'app_mentions:read',
    'channels:history',
    'channels:join',
    'channels:read',
    'chat:write',
    'commands',
    'files:read',
    'files:write',
    'groups:history',
    'groups:read',
    'im:history',
    'im:write',
    'users:read',
  ],
  shortcuts: [],
  hasHomeTab: false,
  botEvents: ['app_mention', 'message.im'],
};

interface Heard {
  event: Record<string, unknown>;
  body: Record<string, unknown>;
  retry: { num: number | undefined; reason: string | undefined };
}

/** A bot that notes what it hears, and knows nothing of the one in `src/`. */
async function listener(workspace: Workspace, heard: Heard[]): Promise<App> {
  const port = await freePort();
  const isSocketMode = workspace.socketMode.isOn;
  const options = { logLevel: LogLevel.ERROR };
  const receiver = isSocketMode
    ? new SocketModeReceiver({
        ...options,
        appToken: SANDBOX_APP_TOKEN,
        installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
      })
    : new HTTPReceiver({ ...options, signingSecret: SANDBOX_SIGNING_SECRET });
  const app = new App({
    ...options,
    receiver,
    token: SANDBOX_BOT_TOKEN,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
    ignoreSelf: false,
  });
  const note = async ({ event, body, context }: { event: object; body: object; context: object }) => {
    const { retryNum, retryReason } = context as { retryNum?: number; retryReason?: string };
    heard.push({ event: { ...event }, body: { ...body }, retry: { num: retryNum, reason: retryReason } });
  };
  app.event('app_mention', note);
  app.event('message', note);
  await app.start(port);
  if (isSocketMode) await workspace.socketMode.connected();
  else workspace.connectBot(`http://127.0.0.1:${port}/slack/events`);
  return app;
}

const BOT = '<@U0SANDBOX01>';
const FLOW = '1706000000000001';

describe.each(['by HTTP', 'in Socket Mode'])('what is written, %s,', (way) => {
  const heard: Heard[] = [];
  let workspace: Workspace;
  let app: App;
  let maya: Desk;

  beforeAll(async () => {
    workspace = await startWorkspace({ manifest: MANIFEST, socketMode: way === 'in Socket Mode' });
    app = await listener(workspace, heard);
    maya = deskOf({ workspace }, 'campaignManager', 'campaigns');
  });
  afterAll(async () => {
    await app.stop();
    await workspace.close();
  });

  const say = async (desk: Desk, text: string, threadTs?: string) => {
    heard.length = 0;
    expect(await workspace.say(desk.me, desk.conversationId, text, threadTs)).toEqual({ ok: true });
    return (await desk.lines()).findLast(({ author, isPrivate }) => author.id === desk.me.id && !isPrivate);
  };
  const only = async (): Promise<Heard> => {
    await expect.poll(() => heard.length).toBe(1);
    return heard[0] ?? expect.fail('nothing was heard');
  };

  it('is heard where it mentions the app', async () => {
    const line = await say(maya, `@Flow JSON ${FLOW} from https://example.com/?flowId=1&x=<2>`);
    const { event, body } = await only();
    expect(event).toMatchObject({
      type: 'app_mention',
      text: `${BOT} ${FLOW} from <https://example.com/?flowId=1&amp;x=>&lt;2&gt;`,
      user: maya.me.id,
      ts: line?.ts,
      event_ts: line?.ts,
      channel: maya.conversationId,
      team: 'T000000001',
      client_msg_id: expect.any(String),
      blocks: [{ type: 'rich_text', block_id: expect.any(String), elements: expect.any(Array) }],
    });
    expect(event).not.toHaveProperty('thread_ts');
    expect(body).toMatchObject({
      type: 'event_callback',
      team_id: 'T000000001',
      event_id: expect.stringMatching(/^Ev/),
      is_ext_shared_channel: false,
      authorizations: [{ team_id: 'T000000001', user_id: 'U0SANDBOX01', is_bot: true }],
    });
  });

  it('is heard in a thread, with the thread', async () => {
    const parent = await say(maya, 'Who has the flow?');
    expect(heard).toEqual([]);
    const reply = await say(maya, `@Flow JSON ${FLOW}`, parent?.ts);
    expect(reply?.threadTs).toBe(parent?.ts);
    expect((await only()).event).toMatchObject({ type: 'app_mention', thread_ts: parent?.ts, ts: reply?.ts });
  });

  it('is heard in the direct message without a mention', async () => {
    const direct = deskOf({ workspace }, 'campaignManager', 'botDirectMessage');
    await say(direct, `watch ${FLOW}`);
    expect((await only()).event).toMatchObject({
      type: 'message',
      channel_type: 'im',
      channel: direct.conversationId,
      text: `watch ${FLOW}`,
      user: direct.me.id,
    });
    // Whatever it says, it is a message there and no mention.
    await say(direct, '@Flow JSON help');
    expect((await only()).event).toMatchObject({ type: 'message', text: `${BOT} help` });
  });

  it('by the app itself in the direct message comes back to it', async () => {
    heard.length = 0;
    const channel = workspace.conversations.botDirectMessage;
    await app.client.chat.postMessage({ channel, text: 'Here it is' });
    expect((await only()).event).toMatchObject({
      channel,
      channel_type: 'im',
      bot_id: 'B0SANDBOX01',
      app_id: 'A0SANDBOX01',
      text: 'Here it is',
    });
  });

  it('is heard again once it is edited', async () => {
    const line = await say(maya, 'Flow JSON, please help');
    expect(heard).toEqual([]);
    await workspace.edit(maya.me, maya.conversationId, line?.ts ?? '', '@Flow JSON help');
    const edited = { user: maya.me.id, ts: expect.any(String) };
    expect((await only()).event).toMatchObject({ type: 'app_mention', ts: line?.ts, text: `${BOT} help`, edited });

    const direct = deskOf({ workspace }, 'campaignManager', 'botDirectMessage');
    const first = await say(direct, 'hlep');
    heard.length = 0;
    await workspace.edit(direct.me, direct.conversationId, first?.ts ?? '', 'help');
    expect((await only()).event).toMatchObject({
      subtype: 'message_changed',
      hidden: true,
      channel_type: 'im',
      message: { ts: first?.ts, text: 'help', edited },
      previous_message: { ts: first?.ts, text: 'hlep' },
    });
  });

  it('is sent again where the ack got lost', async () => {
    workspace.loseAcks(1);
    await say(maya, `@Flow JSON ${FLOW}`);
    await expect.poll(() => heard.length).toBe(2);
    const [first, second] = heard;
    expect(second?.body.event_id).toBe(first?.body.event_id);
    expect(first?.retry.num ?? 0).toBe(0);
    expect(second?.retry).toEqual({ num: 1, reason: way === 'by HTTP' ? 'http_timeout' : 'timeout' });
    await workspace.sendAgain();
    await expect.poll(() => heard.length).toBe(3);
    expect(heard[2]?.retry.num).toBe(2);
  });

  it('by another app is whatever a test makes of it', async () => {
    heard.length = 0;
    const event = {
      type: 'app_mention',
      bot_id: 'B0OTHER',
      subtype: 'bot_message',
      text: BOT,
      ts: '1.1',
      channel: 'C1',
    };
    expect(await workspace.sendEvent(event)).toMatchObject({ ok: true });
    expect((await only()).event).toEqual(event);
  });

  it('is not heard where the app is no member, and can be told by /invite', async () => {
    const desk = deskOf({ workspace }, 'campaignManager', 'flowDev');
    await say(desk, '@Flow JSON help');
    await desk.told(/not in this channel/);
    expect(heard).toEqual([]);
    expect(await desk.type('/invite @Flow JSON')).toEqual({ ok: true });
    await say(desk, '@Flow JSON help');
    await only();
    await workspace.removeBot(desk.conversationId);
  });

  it('by an outsider names the other workspace', async () => {
    const amara = deskOf({ workspace }, 'outsider', 'partners');
    await say(amara, `@Flow JSON ${FLOW}`);
    const { event, body } = await only();
    expect(event).toMatchObject({ user: amara.me.id, team: 'T0LIGHTHOUSE', user_team: 'T0LIGHTHOUSE' });
    expect(body).toMatchObject({
      team_id: 'T0LIGHTHOUSE',
      context_team_id: 'T000000001',
      is_ext_shared_channel: true,
      authorizations: [{ team_id: 'T000000001' }],
    });
    expect(await amara.type('/flow-json help')).toMatchObject({ ok: false });
  });
});

describe('the Web API of the workspace', () => {
  let workspace: Workspace;
  let app: App;
  let maya: Desk;

  beforeAll(async () => {
    workspace = await startWorkspace({ manifest: MANIFEST });
    app = await listener(workspace, []);
    maya = deskOf({ workspace }, 'campaignManager', 'campaigns');
  });
  afterAll(async () => {
    await app.stop();
    await workspace.close();
  });

  const post = async (text: string, threadTs?: string) => {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    return (await app.client.chat.postMessage({ channel: maya.conversationId, text, ...thread })).ts ?? '';
  };

  it('refuses a command in a thread', async () => {
    const ts = await post('A thread');
    expect(await workspace.say(maya.me, maya.conversationId, '/flow-json help', ts)).toEqual({
      ok: false,
      error: '/flow-json is not supported in threads. Sorry!',
    });
  });

  it('gives a thread in pages', async () => {
    const ts = await post('First');
    const alone = await app.client.conversations.replies({ channel: maya.conversationId, ts });
    expect(alone).toMatchObject({ messages: [{ text: 'First' }], has_more: false });
    expect(alone.messages?.[0]).not.toHaveProperty('thread_ts');
    for (const text of ['one', 'two', 'three']) await post(text, ts);
    const page = await app.client.conversations.replies({ channel: maya.conversationId, ts, limit: 3 });
    expect(page.messages).toMatchObject([
      { text: 'First', thread_ts: ts, reply_count: 3, reply_users: ['U0SANDBOX01'] },
      { text: 'one', thread_ts: ts },
      { text: 'two' },
    ]);
    expect(page.has_more).toBe(true);
    const cursor = page.response_metadata?.next_cursor ?? '';
    const rest = await app.client.conversations.replies({ channel: maya.conversationId, ts, limit: 3, cursor });
    expect(rest.messages?.map(({ text }) => text)).toEqual(['First', 'three']);
    expect(rest.has_more).toBe(false);
    const newest = page.messages?.[1]?.ts ?? '';
    const late = await app.client.conversations.replies({ channel: maya.conversationId, ts, oldest: newest });
    expect(late.messages?.map(({ text }) => text)).toEqual(['First', 'two', 'three']);
  });

  it('has no thread where no message is, and none of a conversation that is not the bot’s', async () => {
    const { campaigns, flowDev, launchSecret } = workspace.conversations;
    const read = (channel: string) => app.client.conversations.replies({ channel, ts: '1.000001' });
    await expect(read(campaigns)).rejects.toThrow('thread_not_found');
    await expect(read(flowDev)).rejects.toThrow('not_in_channel');
    await expect(read(launchSecret)).rejects.toThrow('channel_not_found');
  });

  it('shows a private message in a thread that is active, and nowhere else', async () => {
    const ts = await post('Quiet');
    const ephemeral = (text: string) =>
      app.client.chat.postEphemeral({ channel: maya.conversationId, user: maya.me.id, text, thread_ts: ts });
    await ephemeral('Unseen');
    await post('A reply', ts);
    await ephemeral('Seen');
    expect((await maya.told(/^Seen$/)).threadTs).toBe(ts);
    expect(await maya.privateTexts()).not.toContain('Unseen');
  });

  it('tells guests, outsiders and shared channels apart', async () => {
    const { people, conversations } = workspace;
    const user = async (id: string) => (await app.client.users.info({ user: id })).user;
    const channel = async (id: string) => (await app.client.conversations.info({ channel: id })).channel;
    expect(await user(people.campaignManager.id)).toMatchObject({ is_restricted: false, team_id: 'T000000001' });
    expect(await user(people.campaignManager.id)).not.toHaveProperty('is_stranger');
    expect(await user(people.contractor.id)).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await user(people.guest.id)).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await user(people.outsider.id)).toMatchObject({ is_stranger: false, team_id: 'T0LIGHTHOUSE' });
    expect(await channel(conversations.campaigns)).toMatchObject({
      is_private: false,
      is_shared: false,
      is_ext_shared: false,
    });
    expect(await channel(conversations.campaignLeads)).toMatchObject({ is_private: true, is_group: true });
    expect(await channel(conversations.partners)).toMatchObject({
      is_ext_shared: true,
      is_shared: true,
      connected_team_ids: ['T0LIGHTHOUSE'],
      context_team_id: 'T000000001',
    });
    await expect(channel(conversations.launchSecret)).rejects.toThrow('channel_not_found');
    // Out of the one channel that both are in, the app does not know the person any more.
    await workspace.removeBot(conversations.partners);
    expect(await user(people.outsider.id)).toMatchObject({ is_stranger: true });
    await workspace.inviteBot(conversations.partners);
  });

  it('shows each person the channels that are theirs', async () => {
    const namesOf = async (key: 'guest' | 'contractor' | 'outsider') =>
      (await workspace.state(workspace.people[key])).conversations.map(({ name }) => name);
    expect(await namesOf('guest')).toEqual(['campaigns', 'Flow JSON']);
    expect(await namesOf('contractor')).toEqual(['campaigns', 'flow-dev', 'Flow JSON']);
    expect(await namesOf('outsider')).toEqual(['partners']);
  });
});

describe('a share', () => {
  const section = { type: 'section' as const, text: { type: 'plain_text' as const, text: 'Here' } };
  const button = { type: 'button' as const, action_id: 'a', text: { type: 'plain_text' as const, text: 'Go' } };
  const actions = { type: 'actions' as const, elements: [button] };
  let workspace: Workspace;
  let app: App;
  let maya: Desk;

  beforeAll(async () => {
    workspace = await startWorkspace({ manifest: MANIFEST });
    app = await listener(workspace, []);
    maya = deskOf({ workspace }, 'campaignManager', 'campaigns');
  });
  afterAll(async () => {
    await app.stop();
    await workspace.close();
  });

  async function upload(filename: string, more: { alt_text?: string } = {}): Promise<string> {
    const content = Buffer.from('iVBORw0KGgo=', 'base64');
    const { upload_url: url = '', file_id: id = '' } = await app.client.files.getUploadURLExternal({
      filename,
      length: content.length,
      ...(more.alt_text === undefined ? {} : { alt_txt: more.alt_text }),
    });
    expect((await fetch(url, { method: 'POST', body: content })).status).toBe(200);
    return id;
  }

  async function share(ids: string[], blocks?: (typeof section | typeof actions)[]) {
    const [id = '', ...others] = ids;
    return app.client.files.completeUploadExternal({
      files: [{ id }, ...others.map((each) => ({ id: each }))],
      channel_id: maya.conversationId,
      ...(blocks && { blocks }),
    });
  }

  it('of pictures is one message, each with what it shows', async () => {
    await share([await upload('map.png', { alt_text: 'Three screens' }), await upload('other.png')]);
    const { line, file } = await maya.file('map.png');
    expect(line.files.map(({ name }) => name)).toEqual(['map.png', 'other.png']);
    expect(file).toMatchObject({ mimetype: 'image/png', altText: 'Three screens', mode: 'hosted' });
    const picture = await fetch(`${workspace.url}/sandbox/files/${file.id}?as=${maya.me.id}`);
    expect(picture.headers.get('content-type')).toBe('image/png');
  });

  it('takes blocks as it is switched', async () => {
    const { switches } = workspace;
    await share([await upload('any.png')], [section, actions]);
    switches.set({ fileBlocks: 'no-interactive' });
    await expect(share([await upload('b.png')], [section, actions])).rejects.toThrow('invalid_blocks');
    const beside = { ...section, accessory: button };
    await expect(share([await upload('c.png')], [beside])).rejects.toThrow('invalid_blocks');
    await share([await upload('d.png')], [section]);
    switches.set({ fileBlocks: 'none' });
    await expect(share([await upload('e.png')], [section])).rejects.toThrow('invalid_blocks');
    await share([await upload('f.png')]);
    switches.set({ fileBlocks: 'any' });
    await maya.file('f.png');
    const markdown = { type: 'markdown', text: 'no' } as never;
    await expect(share([await upload('g.png')], [markdown])).rejects.toThrow('internal_error');
  });

  it('that is answered with ok may never land', async () => {
    workspace.failNext('files.completeUploadExternal', { neverLands: true });
    const id = await upload('lost.png');
    expect(await share([id])).toMatchObject({ ok: true, files: [{ id }] });
    const { file } = await app.client.files.info({ file: id });
    expect(file?.shares).toEqual({});
    expect((await maya.lines()).flatMap(({ files }) => files.map(({ name }) => name))).not.toContain('lost.png');
  });

  it('is done although its answer is lost, and not where the call is one too many', async () => {
    const lost = await upload('answered.png');
    workspace.failNext('files.completeUploadExternal', { reset: true, afterForwarding: true });
    await expect(share([lost])).rejects.toThrow();
    await maya.file('answered.png');
    workspace.failNext('chat.postMessage', { status: 429, retryAfter: 7 });
    const headers = { authorization: `Bearer ${SANDBOX_BOT_TOKEN}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ channel: maya.conversationId, text: 'Too many' });
    const answer = await fetch(`${workspace.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await maya.lines()).map(({ text }) => text)).not.toContain('Too many');
  });
});
