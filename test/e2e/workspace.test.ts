import { App, LogLevel } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../sandbox/slack/http.ts';
import type { Manifest } from '../../sandbox/slack/manifest.ts';
import {
  SANDBOX_BOT_TOKEN,
  SANDBOX_SIGNING_SECRET,
  startWorkspace,
  type Workspace,
} from '../../sandbox/slack/workspace.ts';
import { type Desk, deskOf } from './support/desk.ts';

const MANIFEST: Manifest = {
  botName: 'Tester',
  commands: [],
  botScopes: ['commands', 'chat:write', 'files:write', 'users:read'],
  shortcuts: [
    { callbackId: 'on_message', name: 'On this message', type: 'message' },
    { callbackId: 'anywhere', name: 'Anywhere', type: 'global' },
  ],
  hasHomeTab: true,
  botEvents: ['app_home_opened'],
};

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value), value });
const typed = (value: string) => ({ what: { typed: { type: 'plain_text_input', value } } });

function modal(callbackId: string, more: Partial<ModalView> = {}): ModalView {
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: 'what',
      label: plain('What'),
      element: { type: 'plain_text_input', action_id: 'typed' },
    },
    {
      type: 'input',
      block_id: 'which',
      optional: true,
      label: plain('Which'),
      element: { type: 'external_select', action_id: 'found', min_query_length: 0 },
    },
    { type: 'section', text: plain('More'), accessory: { type: 'button', action_id: 'more', text: plain('More') } },
  ];
  return { type: 'modal', callback_id: callbackId, title: plain(callbackId), submit: plain('Go'), blocks, ...more };
}

const heard: { what: string; about: unknown }[] = [];
const hear = (what: string, about: unknown) => void heard.push({ what, about });
const lastHeard = (what: string) => heard.findLast((each) => each.what === what)?.about;

/** A bot that knows nothing of the one in `src/`. */
function testBot(slackApiUrl: string): App {
  const app = new App({
    token: SANDBOX_BOT_TOKEN,
    signingSecret: SANDBOX_SIGNING_SECRET,
    clientOptions: { slackApiUrl },
    logLevel: LogLevel.ERROR,
  });
  app.shortcut({ type: 'message_action', callback_id: 'on_message' }, async ({ ack, shortcut, client, respond }) => {
    await ack();
    hear('message', shortcut);
    if (shortcut.message.text === 'A thread, please') {
      const place = { channel: shortcut.channel.id, thread_ts: shortcut.message_ts };
      await client.chat.postMessage({ ...place, text: 'A reply' });
      await client.chat.postEphemeral({
        ...place,
        user: shortcut.user.id,
        text: 'Just you',
        blocks: [{ type: 'section', text: plain('Just you') }],
      });
    } else await respond({ text: 'Taken', thread_ts: shortcut.message_ts });
  });
  app.shortcut({ type: 'shortcut', callback_id: 'anywhere' }, async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('first', { notify_on_close: true }) });
  });
  app.view('first', async ({ ack, view }) => {
    hear('submitted', view);
    const value = view.state.values.what?.typed?.value;
    if (value === 'wrong') await ack({ response_action: 'errors', errors: { what: 'Not that' } });
    else if (value === 'misplaced') await ack({ response_action: 'errors', errors: { nowhere: 'Not there' } });
    else if (value === 'push') await ack({ response_action: 'push', view: modal('second') });
    else if (value === 'update') await ack({ response_action: 'update', view: modal('changed') });
    else if (value === 'long') await ack({ response_action: 'update', view: modal('t'.repeat(25)) });
    else await ack();
  });
  app.view('second', ({ ack }) => ack({ response_action: 'clear' }));
  app.view({ type: 'view_closed', callback_id: 'first' }, async ({ ack, view }) => {
    await ack();
    hear('closed', view.id);
  });
  app.options('found', async ({ ack, payload }) => {
    const count = Number(payload.value);
    await ack({ options: Array.from({ length: count }, (_, index) => option(`o${index}`)) });
  });
  app.action('more', async ({ ack, body, client }) => {
    await ack();
    hear('action', body);
    if (body.type !== 'block_actions' || body.view?.type !== 'modal') return;
    await client.views.push({ trigger_id: body.trigger_id, view: modal('second') });
    await client.views.update({ view_id: body.view.id, view: modal('first', { title: plain('Updated') }) });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    hear('home', event);
    const button = { type: 'button' as const, action_id: 'more', text: plain('More') };
    const blocks: KnownBlock[] = [{ type: 'actions', block_id: 'home', elements: [button] }];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  return app;
}

let workspace: Workspace;
let app: App;
let maya: Desk;
beforeAll(async () => {
  workspace = await startWorkspace({ manifest: MANIFEST });
  app = testBot(workspace.apiUrl);
  const port = await freePort();
  await app.start(port);
  workspace.connectBot(`http://127.0.0.1:${port}/slack/events`);
  maya = deskOf({ workspace }, 'campaignManager', 'campaigns');
});
afterAll(async () => {
  await app.stop();
  await workspace.close();
});

async function openModal(): Promise<string> {
  await maya.shortcut('anywhere');
  await expect.poll(async () => (await maya.modal()).callbackId).toBe('first');
  return (await maya.modal()).id;
}
const modals = async () => (await workspace.state(maya.me)).modals;
const titles = async () => (await modals()).map(({ title }) => title);

describe('a message shortcut', () => {
  it('works where the bot is no member, and answers into the thread', async () => {
    const desk = deskOf({ workspace }, 'campaignManager', 'directMessage');
    const [line] = await desk.lines();
    await desk.shortcut('on_message', line);
    expect(await desk.told(/^Taken$/)).toMatchObject({ threadTs: line?.ts });
    expect(lastHeard('message')).toMatchObject({
      type: 'message_action',
      message_ts: line?.ts,
      channel: { id: desk.conversationId, name: 'directmessage' },
      message: { type: 'message', user: line?.author.id, ts: line?.ts, text: line?.text },
      user: { id: desk.me.id, name: 'maya' },
    });
  });

  it('hears of the files, blocks and the thread of a message', async () => {
    await maya.type('A thread, please');
    const parent = (await maya.lines()).at(-1);
    const file = { content: 'text', filename: 'one.txt', snippet_type: 'text', title: 'One' };
    const place = { channel_id: maya.conversationId, thread_ts: parent?.ts ?? '' };
    const blocks = [{ type: 'section' as const, text: plain('Here') }];
    await app.client.filesUploadV2({ ...place, ...file, blocks });
    const { line } = await maya.file('one.txt');
    expect(line.threadTs).toBe(parent?.ts);
    await maya.shortcut('on_message', line);
    expect(lastHeard('message')).toMatchObject({
      message: {
        thread_ts: parent?.ts,
        blocks: [{ ...blocks[0], block_id: expect.any(String) }],
        files: [{ id: expect.any(String), name: 'one.txt', title: 'One', mode: 'snippet', filetype: 'text', size: 4 }],
      },
    });
    await maya.shortcut('on_message', parent);
    await expect.poll(async () => (await maya.lines()).map(({ text }) => text)).toContain('A reply');
    expect(lastHeard('message')).toMatchObject({ message: { thread_ts: parent?.ts } });
    expect((await maya.lines()).find(({ text }) => text === 'A reply')?.threadTs).toBe(parent?.ts);
    const { threadTs, blocks: privateBlocks } = await maya.told(/^Just you$/);
    expect(threadTs).toBe(parent?.ts);
    expect(privateBlocks).toMatchObject([{ type: 'section' }]);
  });

  it('is refused for a private line and an unseen conversation', async () => {
    const secret = workspace.conversations.launchSecret;
    const priya = workspace.people.onCallEngineer;
    const justYou = await maya.told(/^Just you$/);
    expect(await workspace.shortcut(maya.me, 'on_message', justYou)).toMatchObject({ ok: false });
    expect(await workspace.shortcut(priya, 'on_message', { conversationId: secret, ts: '1.1' })).toMatchObject({
      ok: false,
    });
    expect(await workspace.shortcut(priya, 'nothing')).toMatchObject({ ok: false });
  });
});

describe('a modal', () => {
  it('shows errors and stays, then closes', async () => {
    const id = await openModal();
    expect(await maya.submit(typed('wrong'))).toEqual({ ok: false, errors: { what: 'Not that' } });
    expect(await titles()).toEqual(['first']);
    expect(await maya.submit(typed('misplaced'))).toMatchObject({
      ok: false,
      error: expect.stringContaining('nowhere'),
    });
    expect(await maya.submit(typed('long'))).toMatchObject({
      ok: false,
      error: expect.stringContaining('/view/title'),
    });
    expect(await maya.submit(typed('right'))).toEqual({ ok: true });
    expect(lastHeard('submitted')).toMatchObject({ id, callback_id: 'first', state: { values: typed('right') } });
    expect(await modals()).toEqual([]);
  });

  it('is pushed upon, updated and cleared by acks', async () => {
    await openModal();
    expect(await maya.submit(typed('push'))).toEqual({ ok: true });
    expect(await titles()).toEqual(['first', 'second']);
    expect(await maya.submit({})).toEqual({ ok: true });
    expect(await modals()).toEqual([]);

    const id = await openModal();
    expect(await maya.submit(typed('update'))).toEqual({ ok: true });
    expect(await modals()).toMatchObject([{ id, title: 'changed' }]);
  });

  it('is pushed upon and updated by a button in it', async () => {
    const viewId = await openModal();
    const button = (await maya.modal()).blocks[2];
    const place = { viewId, blockId: button?.block_id ?? '', actionId: 'more' };
    expect(await workspace.viewAction(maya.me, { ...place, values: typed('x') })).toEqual({ ok: true });
    await expect.poll(titles).toEqual(['Updated', 'second']);
    expect(lastHeard('action')).toMatchObject({
      container: { type: 'view', view_id: viewId },
      view: { id: viewId, state: { values: typed('x') } },
      actions: [{ type: 'button', action_id: 'more', block_id: place.blockId, text: plain('More') }],
    });
  });

  it('tells of its closing, and is then not updated any more', async () => {
    const id = await openModal();
    expect(await workspace.closeView(maya.me, id)).toEqual({ ok: true });
    expect(lastHeard('closed')).toBe(id);
    expect(await modals()).toEqual([]);
    await expect(app.client.views.update({ view_id: id, view: modal('first') })).rejects.toThrow('not_found');
    expect(await workspace.submit(maya.me, id, {})).toMatchObject({ ok: false });
  });

  it('offers options within the limits of Slack', async () => {
    await openModal();
    expect(await maya.options('which', 'found', '2')).toEqual([option('o0'), option('o1')]);
    await expect(maya.options('which', 'found', '101')).rejects.toThrow('no such options');
  });

  it('is nobody else’s', async () => {
    const id = await openModal();
    const tomas = workspace.people.flowDeveloper;
    expect((await workspace.state(tomas)).modals).toEqual([]);
    expect(await workspace.submit(tomas, id, {})).toMatchObject({ ok: false });
  });

  it('is refused beyond the limits', async () => {
    const view = modal('m', { title: plain('t'.repeat(25)) });
    await expect(app.client.views.open({ trigger_id: 'any', view })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: [expect.stringContaining('/view/title/text')] },
      },
    });
  });
});

describe('the Home tab', () => {
  it('is published when it is opened, and its buttons work', async () => {
    expect((await workspace.state(maya.me)).home).toBeUndefined();
    const home = await maya.home();
    expect(lastHeard('home')).toMatchObject({
      type: 'app_home_opened',
      user: maya.me.id,
      channel: workspace.conversations.botDirectMessage,
      tab: 'home',
    });
    const button = { viewId: home.id, blockId: 'home', actionId: 'more', values: {} };
    expect(await workspace.viewAction(maya.me, button)).toEqual({ ok: true });
    expect(lastHeard('action')).toMatchObject({ view: { type: 'home', id: home.id } });
    await maya.home();
    expect(lastHeard('home')).toMatchObject({ view: { id: home.id } });
  });
});

describe('users.info', () => {
  it('gives the locale where it is asked for', async () => {
    const { id: user } = workspace.people.campaignManagerChina;
    expect((await app.client.users.info({ user, include_locale: true })).user?.locale).toBe('zh-CN');
    expect((await app.client.users.info({ user })).user).not.toHaveProperty('locale');
  });
});

describe('the page’s routes', () => {
  const post = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${workspace.url}/sandbox/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return answer.json();
  };

  it('do the same', async () => {
    const as = workspace.people.campaignManagerChina.id;
    const modalsOf = async () => (await workspace.state(workspace.people.campaignManagerChina)).modals;
    expect(await post('shortcut', { as, callbackId: 'anywhere' })).toEqual({ ok: true });
    await expect.poll(modalsOf).toHaveLength(1);
    const viewId = (await modalsOf())[0]?.id ?? '';
    const inside = { as, viewId, blockId: 'which', actionId: 'found', values: {} };
    expect(await post('view/options', { ...inside, query: '1' })).toEqual({ ok: true, options: [option('o0')] });
    expect(await post('view/action', { ...inside, blockId: 'none' })).toMatchObject({ ok: false });
    expect(await post('view/submit', { as, viewId, values: typed('wrong') })).toMatchObject({ errors: {} });
    expect(await post('view/close', { as, viewId })).toEqual({ ok: true });
    expect(await post('home', { as, tab: 'messages' })).toEqual({ ok: true });
    expect(await post('home', { as: 'U0NOBODY', tab: 'home' })).toMatchObject({ ok: false });
    expect(await post('view/submit', { as, viewId })).toMatchObject({ error: 'The request is malformed.' });
  });
});
