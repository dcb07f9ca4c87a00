import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import type { Line } from '../../sandbox/slack/page-api.ts';
import { SANDBOX_BOT_TOKEN, startWorkspace, type Workspace } from '../../sandbox/slack/workspace.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

/** Less than the longest limit here, which nobody waits for. */
const WITHIN_MS = 20_000;
/** Of 5 minutes of the watcher's time 1 s is left, of the two minutes of rest 0.4 s. */
const FAST = { WATCH_PACE: '300' };

const flowJson = z.looseObject({ screens: z.array(z.looseObject({ title: z.string().optional() })) });
const FLOW = { version: '7.1', screens: [{ id: 'SIGN_UP', title: 'Sign up', layout: { type: 'SingleColumnLayout' } }] };

/** The flow with another title on its first screen. */
function titled(title: string): string {
  const { screens, ...rest } = flowJson.parse(FLOW);
  return JSON.stringify({ ...rest, screens: screens.map((screen) => ({ ...screen, title })) });
}

/** The same JSON with the keys of each object in the opposite order. */
function keysTurned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysTurned);
  if (typeof value !== 'object' || value === null) return value;
  const turned = Object.entries(value).toReversed();
  return Object.fromEntries(turned.map(([key, inner]) => [key, keysTurned(inner)]));
}

const until = (what: () => boolean | Promise<boolean>) =>
  expect.poll(what, { timeout: WITHIN_MS, interval: 50 }).toBe(true);

const notices = async (at: Desk, flowId: string): Promise<Line[]> =>
  (await at.lines()).filter(
    (line) => !line.isPrivate && line.author.isBot && said(line).includes(`Sign-up ${flowId}* changed`),
  );

function watchingIn(sandbox: () => Sandbox) {
  const callsFor = (flowId: string) =>
    sandbox().cams.arrivals.filter((arrival) => arrival.flowId === flowId && arrival.operation === 'GetFlowJSONAssest')
      .length;

  /** Until the watcher has looked at the flow as it is now. */
  async function lookedAt(flowId: string): Promise<void> {
    const before = callsFor(flowId);
    // The first that comes may have begun before.
    await until(() => callsFor(flowId) >= before + 2);
  }

  async function watched(at: Desk, flowId: string): Promise<void> {
    sandbox().cams.setFlow(flowId, titled('Sign up'), `Sign-up ${flowId}`);
    await at.command(`/flow-json watch ${flowId} every 5m`);
    await lookedAt(flowId);
  }

  return { callsFor, lookedAt, watched };
}

describe('a watched flow', () => {
  const { start, close } = sandboxes();
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await start({ settings: FAST });
  });
  afterAll(close);
  const { callsFor, lookedAt, watched } = watchingIn(() => sandbox);

  it('is told of once when it changes, with the words, both files and the diff', async () => {
    const flowId = '17b6watch01';
    const tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    await watched(tomas, flowId);
    sandbox.cams.setFlow(flowId, titled('Join us'));
    await until(async () => (await notices(tomas, flowId)).length === 1);

    const [line] = await notices(tomas, flowId);
    if (line === undefined) throw new Error('There is no notice');
    expect(said(line)).toContain(`*Sign-up ${flowId}* changed: 1 screen edited`);
    expect(said(line)).toContain('title “Sign up” → “Join us”');
    // The message is short: its files are in its thread.
    expect(line.files).toEqual([]);
    expect(JSON.stringify(line.blocks)).toContain('Get previous file');
    const { line: below } = await tomas.file(`${flowId}-v1-v2.diff`);
    expect(below.threadTs).toBe(line.ts);
    // The picture is the first of the files, or follows them in the thread where a slow machine takes long to draw it.
    const { line: pictured, file: picture } = await tomas.file(`${flowId}-v1-v2.png`);
    expect(pictured.threadTs).toBe(line.ts);
    expect(pictured.files[0]).toEqual(picture);
    expect(picture.altText).toMatch(/^Before → After\. Changed: /);
    const files = below.files.filter(({ name }) => name !== picture.name);
    expect(files.map(({ name, mode }) => [name, mode])).toEqual([
      [`${flowId}-v1-v2.diff`, 'snippet'],
      [`${flowId}-v1.json`, 'snippet'],
      [`${flowId}-v2.json`, 'snippet'],
    ]);
    const texts = await Promise.all(files.map((file) => tomas.textOf(file)));
    expect(texts.slice(1).map((text) => JSON.parse(text))).toEqual([FLOW, JSON.parse(titled('Join us'))]);
    expect(texts[0]).toMatch(/^-\s+"title": "Sign up",$\n^\+\s+"title": "Join us",$/m);
    await lookedAt(flowId);
    expect(await notices(tomas, flowId)).toHaveLength(1);
    await tomas.command(`/flow-json unwatch ${flowId}`);
  });

  it('is not told of where the order of its keys alone has changed', async () => {
    const flowId = '17b6watch02';
    const priya = deskOf(sandbox, 'onCallEngineer', 'campaigns');
    await watched(priya, flowId);
    sandbox.cams.setFlow(flowId, JSON.stringify(keysTurned(FLOW), null, 4));
    await lookedAt(flowId);
    // A change that comes after it is told of by itself: nothing of the other was waiting.
    sandbox.cams.setFlow(flowId, titled('Welcome'));
    const told = async () => notices(priya, flowId);
    await until(async () => (await told()).some((each) => said(each).includes('→ “Welcome”')));
    const [line, ...others] = await told();
    expect(others).toEqual([]);
    expect((await priya.file(`${flowId}-v1-v2.diff`)).line.threadTs).toBe(line?.ts);
    await priya.command(`/flow-json unwatch ${flowId}`);
  });

  it('is not told of any more once nobody watches it', async () => {
    const flowId = '17b6watch03';
    const jonas = deskOf(sandbox, 'supportLead', 'campaigns');
    await watched(jonas, flowId);
    await jonas.command(`/flow-json unwatch ${flowId}`);
    const calls = callsFor(flowId);
    sandbox.cams.setFlow(flowId, titled('Nobody looks'));
    // Another one that is watched meanwhile shows that time has passed.
    await watched(jonas, '17b6watch04');
    sandbox.cams.setFlow('17b6watch04', titled('Somebody looks'));
    await until(async () => (await notices(jonas, '17b6watch04')).length === 1);
    expect(await notices(jonas, flowId)).toEqual([]);
    // One look may have been under way.
    expect(callsFor(flowId)).toBeLessThanOrEqual(calls + 1);
    await jonas.command('/flow-json unwatch 17b6watch04');
  });

  it('is compared with another one as both are now', async () => {
    const tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    sandbox.cams.setFlow('17b6staging1', titled('New'), 'Staging');
    sandbox.cams.setFlow('17b6product1', titled('Old'), 'Production');
    await tomas.command('/flow-json diff 17b6product1 17b6staging1');
    const told = async () => (await tomas.lines()).map(said).find((text) => text.includes('title “Old” → “New”'));
    await until(async () => (await told()) !== undefined);
    expect(callsFor('17b6staging1') + callsFor('17b6product1')).toBe(2);
  });

  it('is none where Alibaba Cloud knows no such flow', async () => {
    const priya = deskOf(sandbox, 'onCallEngineer', 'campaigns');
    await priya.command('/flow-json watch 99999999');
    await priya.told(/^I can't watch flow 99999999: the flow belongs to another Alibaba Cloud account/);
    await priya.command('/flow-json watches');
    expect((await priya.privateTexts()).filter((text) => text.includes('99999999'))).toHaveLength(1);
  });

  it('is a matter for the operators where it may not be read: they are told once, with the next step', async () => {
    const flowId = '17b6denied01';
    sandbox.cams.setFlow(flowId, titled('Denied'));
    sandbox.cams.failNext(flowId, 'e400-ram-permission-deny', 1_000);
    const priya = deskOf(sandbox, 'onCallEngineer', 'campaigns');
    await priya.command('/flow-json ops here');
    await priya.command(`/flow-json watch ${flowId} every 5m`);
    const told = async () =>
      (await priya.lines()).filter((line) => /not allowed to read flows of the account/.test(said(line)));
    await until(async () => (await told()).length > 0);
    const calls = callsFor(flowId);
    await until(() => callsFor(flowId) > calls);
    const [line, ...others] = await told();
    expect(others).toEqual([]);
    expect(line?.isPrivate).toBe(false);
    expect(line && said(line)).toMatch(/`?cams:GetFlowJSONAssest`? .*RequestId: /s);
    await priya.command(`/flow-json unwatch ${flowId}`);
  });

  it.each([8, 30])('waits for a limit of %i s while nobody else does', async (retryAfter) => {
    const { workspace } = sandbox;
    const [limited, free] = [`17b6limited${retryAfter}`, `17b6free${retryAfter}`];
    const tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    await watched(tomas, limited);
    workspace.failNext('files.completeUploadExternal', { status: 429, retryAfter });
    sandbox.cams.setFlow(limited, titled('Limited'));
    const wasLimited = () => workspace.calls.filter(({ error }) => error === 'http_429').length;
    const before = wasLimited();
    await until(() => wasLimited() > before);

    const askedAt = performance.now();
    await tomas.command('/flow-json');
    // Slack takes no window more than 3 s after the command: the stand-in refuses it, too.
    await tomas.modal();
    sandbox.cams.setFlow(free, titled('Free'));
    await tomas.command(`/flow-json ${free}`);
    await tomas.told(new RegExp(`^Shared ${free}`));
    expect(performance.now() - askedAt).toBeLessThan(8000);
    // What can't wait so long is tried again: after half a minute of the watcher's time.
    await until(async () => (await notices(tomas, limited)).length === 1);
    await tomas.command(`/flow-json unwatch ${limited}`);
  });

  it('has its buttons where Slack takes none beside a file', async () => {
    const { workspace } = sandbox;
    const flowId = '17b6watch05';
    const tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    await watched(tomas, flowId);
    workspace.switches.set({ fileBlocks: 'no-interactive' });
    sandbox.cams.setFlow(flowId, titled('No buttons'));
    await until(async () => (await notices(tomas, flowId)).length === 1);
    const [notice] = await notices(tomas, flowId);
    await tomas.file(`${flowId}-v1-v2.diff`);
    workspace.switches.set({ fileBlocks: 'any' });
    await tomas.click('Unwatch', notice);
    const told = async () =>
      (await tomas.lines()).some(
        (line) => !line.isPrivate && said(line).includes(`no longer notify this channel when flow \`${flowId}\``),
      );
    await until(told);
  });

  it('is told of once though the answer to the message is lost, with its files below it', async () => {
    const flowId = '17b6watch06';
    const tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    await watched(tomas, flowId);
    sandbox.workspace.failNext('chat.postMessage', { reset: true, afterForwarding: true });
    sandbox.cams.setFlow(flowId, titled('Lost'));
    const { line } = await tomas.file(`${flowId}-v1-v2.diff`);
    const [notice, ...others] = await notices(tomas, flowId);
    expect(others).toEqual([]);
    expect(line.threadTs).toBe(notice?.ts);
    await tomas.command(`/flow-json unwatch ${flowId}`);
  });

  it.each([
    ['is archived', 'flowDev', 'archive', /is archived, so I paused your watch on flow 17b6watchflowDev/],
    ['has lost the bot', 'launchSecret', 'removeBot', /I'm no longer in .*17b6watchlaunchSecret/],
  ] as const)('pauses and tells who made it where the channel %s', async (_what, where, control, words) => {
    const { workspace } = sandbox;
    const flowId = `17b6watch${where}`;
    const maya = deskOf(sandbox, 'campaignManager', where);
    await workspace.inviteBot(maya.conversationId);
    await watched(maya, flowId);
    await workspace[control](maya.conversationId);
    sandbox.cams.setFlow(flowId, titled('Too late'));
    const direct = deskOf(sandbox, 'campaignManager', 'botDirectMessage');
    const told = async () => (await direct.lines()).map((line) => said(line).replaceAll('`', ''));
    await until(async () => (await told()).some((text) => words.test(text)));
    expect((await told()).filter((text) => text.includes(flowId))).toHaveLength(1);
    expect(await notices(maya, flowId)).toEqual([]);
  });
});

describe.concurrent('a watched flow that can not be looked at', () => {
  const { start, close } = sandboxes();
  afterAll(close);

  it.each(['f404-file', 'e400-ram-permission-deny'] as const)(
    'is told of once, listed, and told of once it is back: %s',
    async (fault) => {
      // Most of it is waiting, at the same time: for three failures, each of which is waited for twice as long, and for the
      // hour between two such messages of a channel.
      const sandbox = await start({ settings: FAST });
      const { watched } = watchingIn(() => sandbox);
      const soon = (what: () => Promise<boolean>) => expect.poll(what, { timeout: 40_000, interval: 100 }).toBe(true);
      const flowId = `17b6blind${fault.slice(1, 4)}${fault.length}`;
      const tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
      await watched(tomas, flowId);
      sandbox.cams.failNext(flowId, fault, 1000);
      const told = async (words: RegExp) =>
        (await tomas.lines())
          .filter(({ isPrivate, author }) => !isPrivate && author.isBot)
          .map(said)
          .filter((text) => words.test(text));
      const blind = /can't read 1 flow that this channel watches/;
      const before = (await told(blind)).length;
      await soon(async () => (await told(blind)).length > before);
      const [text = ''] = (await told(blind)).slice(-1);
      expect(text).toMatch(fault.startsWith('f') ? new RegExp(flowId) : /of the account `?default/);
      await tomas.command('/flow-json watches');
      await tomas.told(new RegExp(`${flowId}[^]*unreadable since`));
      expect(await told(blind)).toHaveLength(before + 1);

      const back = /can read 1 flow again/;
      const backBefore = (await told(back)).length;
      sandbox.cams.reset();
      await soon(async () => (await told(back)).length > backBefore);
      await tomas.command(`/flow-json unwatch ${flowId}`);
    },
    120_000,
  );
});

describe('the stand-in for Slack', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    const manifest = await readManifest();
    workspace = await startWorkspace({
      manifest: { ...manifest, botScopes: [...manifest.botScopes, 'channels:history'] },
    });
  });
  afterAll(() => workspace.close());

  const answerShape = z.looseObject({
    ok: z.boolean(),
    error: z.string().optional(),
    ts: z.string().optional(),
    messages: z
      .array(z.looseObject({ text: z.string(), blocks: z.array(z.looseObject({ block_id: z.string() })).optional() }))
      .default([]),
  });
  async function call(method: string, args: Record<string, unknown>) {
    const response = await fetch(`${workspace.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SANDBOX_BOT_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    return answerShape.parse(await response.json());
  }

  it('gives the history newest first, with the replies that were also sent to the channel', async () => {
    const channel = workspace.conversations.campaigns;
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'parent' } }];
    const { ts } = await call('chat.postMessage', { channel, text: 'parent', blocks });
    await call('chat.postMessage', { channel, text: 'in the thread', thread_ts: ts });
    await call('chat.postMessage', { channel, text: 'in both', thread_ts: ts, reply_broadcast: true });
    const { messages } = await call('conversations.history', { channel, limit: 2 });
    expect(messages.map(({ text }) => text)).toEqual(['in both', 'parent']);
    expect(messages[1]?.blocks?.[0]?.block_id).toMatch(/./);
    const { messages: later } = await call('conversations.history', { channel, oldest: ts });
    expect(later.map(({ text }) => text)).toEqual(['in both']);
    const { messages: replies } = await call('conversations.replies', { channel, ts });
    expect(replies.map(({ text }) => text)).toEqual(['parent', 'in the thread', 'in both']);
    const { lines } = await workspace.state(workspace.people.flowDeveloper);
    expect(lines.filter(({ isBroadcast }) => isBroadcast).map(({ text }) => text)).toEqual(['in both']);
  });

  it('refuses the bot where it is no member, and where the channel is archived', async () => {
    const { flowDev, campaigns, launchSecret } = workspace.conversations;
    const post = async (channel: string) => (await call('chat.postMessage', { channel, text: 'Hello' })).error;
    expect((await call('conversations.history', { channel: flowDev })).error).toBe('not_in_channel');
    await workspace.removeBot(campaigns);
    expect(await post(campaigns)).toBe('not_in_channel');
    await workspace.inviteBot(campaigns);
    expect(await post(campaigns)).toBeUndefined();
    await workspace.archive(campaigns);
    expect(await post(campaigns)).toBe('is_archived');
    await workspace.unarchive(campaigns);
    expect(await post(campaigns)).toBeUndefined();
    expect(await post(launchSecret)).toBe('channel_not_found');
  });
});
