import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Fault } from '../../sandbox/slack/faults.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

const FLOW_ID = '1706000000000406';
const { start, close } = sandboxes();
let sandbox: Sandbox;
let maya: Desk;
beforeAll(async () => {
  sandbox = await start();
  maya = deskOf(sandbox, 'campaignManager', 'campaigns');
});
afterAll(close);

/** Flows of their own, so that no test waits for another's line. */
let flowCount = 0;
function newFlow(inside = sandbox): string {
  flowCount += 1;
  const flowId = `17b6slack${flowCount}`;
  inside.cams.setFlow(flowId, '{"version":"6.3","screens":[{"id":"ONE"}]}');
  return flowId;
}

const sharesOf = async (desk: Desk, flowId: string) =>
  (await desk.lines()).flatMap(({ files }) => files).filter(({ name }) => name === `${flowId}.json`);

const callsOf = (method: string, inside = sandbox) => inside.workspace.calls.filter((call) => call.method === method);

/** For what mostly waits: tests that run at the same time have a bot, and a Slack that fails, each. */
async function alone() {
  const own = await start();
  return { own, maya: deskOf(own, 'campaignManager', 'campaigns') };
}

/** What is counted and made to fail here are the calls of one share: no picture's of its own may come in between. */
const asJson = (flowId: string) => `/flow-json ${flowId} json`;

const directTexts = async (inside = sandbox) =>
  (await deskOf(inside, 'campaignManager', 'botDirectMessage').lines()).map(({ text }) => text);
const outcome = (flowId: string) => expect.stringContaining(`Shared ${flowId}.json`);

describe('a fault of Slack', () => {
  it.each<[string, string, Fault, RegExp]>([
    [
      'a token that is revoked',
      'files.getUploadURLExternal',
      { error: 'token_revoked' },
      /no longer accepts the bot's token/,
    ],
    [
      'uploads that are switched off',
      'files.completeUploadExternal',
      { error: 'file_uploads_disabled' },
      /doesn't accept the file/,
    ],
    ['an upload that fails', 'upload', { status: 500 }, /didn't take the file/],
    [
      'a code that nobody knows',
      'files.completeUploadExternal',
      { error: 'a_new_code' },
      /refused to share the file: a_new_code/,
    ],
  ])('is told to the requester: %s', async (_name, method, fault, says) => {
    const flowId = newFlow();
    // An upload is tried once more.
    sandbox.workspace.failNext(method, fault, method === 'upload' ? 2 : 1);
    await maya.command(asJson(flowId));
    const { text } = await maya.told(new RegExp(`could not share the JSON of flow ${flowId}:`));
    expect(text).toMatch(says);
    expect(text).toContain('What to do: ');
    expect(await sharesOf(maya, flowId)).toEqual([]);
  });

  it.each<[string, string, Fault]>([
    ['a limit is waited for', 'files.completeUploadExternal', { status: 429, retryAfter: 1 }],
    ['a 500 is tried again', 'files.getUploadURLExternal', { status: 500 }],
    ['a reset is tried again', 'files.getUploadURLExternal', { reset: true }],
    ['an upload that fails is made again', 'upload', { status: 500 }],
    ['an upload whose answer is lost is made again', 'upload', { reset: true, afterForwarding: true }],
  ])('that passes is not seen: %s', async (_name, method, fault) => {
    const flowId = newFlow();
    sandbox.workspace.failNext(method, fault);
    await maya.command(asJson(flowId));
    await maya.told(new RegExp(`^Shared ${flowId}`));
    expect(await sharesOf(maya, flowId)).toHaveLength(1);
  });

  it('that lost only the answer to the share is no failure, and shares nothing twice', async () => {
    const flowId = newFlow();
    sandbox.workspace.failNext('files.completeUploadExternal', { reset: true, afterForwarding: true });
    await maya.command(asJson(flowId));
    await maya.told(new RegExp(`^Shared ${flowId}`));
    expect(await sharesOf(maya, flowId)).toHaveLength(1);
  });

  it.each([
    ['is_archived', 'that channel is archived'],
    ['restricted_action', 'only some people can post in that channel'],
  ])('that forbids the channel (%s) sends the file to the direct message', async (error, why) => {
    const flowId = newFlow();
    sandbox.workspace.failNext('files.completeUploadExternal', { error });
    await maya.command(asJson(flowId));
    const { text } = await maya.told(new RegExp(`The JSON of flow ${flowId} is in your direct message with me`));
    expect(text).toContain(why);
    await deskOf(sandbox, 'campaignManager', 'botDirectMessage').file(`${flowId}.json`);
  });

  it.each<[string, Fault]>([
    ['404', { status: 404 }],
    ['200 and expired_url', { error: 'expired_url' }],
    ['200 and used_url', { error: 'used_url' }],
  ])('at the response_url (%s) sends the outcome by an ephemeral message', async (_name, fault) => {
    const flowId = newFlow();
    sandbox.workspace.failNext('response_url', fault);
    await maya.command(asJson(flowId));
    await maya.told(new RegExp(`^Shared ${flowId}`));
    expect(await directTexts()).not.toContainEqual(outcome(flowId));
  });
});

describe.concurrent('a fault of Slack that takes long', () => {
  it('at the response_url and in the channel sends it to the direct message, once, though the answer to that is lost', async ({
    expect,
  }) => {
    const { own, maya } = await alone();
    const flowId = newFlow(own);
    own.workspace.failNext('response_url', { status: 404 });
    own.workspace.failNext('chat.postEphemeral', { error: 'not_in_channel' });
    own.workspace.failNext('chat.postMessage', { reset: true, afterForwarding: true });
    await maya.command(asJson(flowId));
    await maya.file(`${flowId}.json`);
    const texts = () => directTexts(own);
    await expect.poll(texts).toContainEqual(outcome(flowId));
    // What is taken up again is, within a few seconds.
    await pause(6000);
    expect((await texts()).filter((text) => text.includes(`Shared ${flowId}.json`))).toHaveLength(1);
  });

  const NEVER: Fault = { neverLands: true };

  it('shares a file that never comes once more, and it is there once', async ({ expect }) => {
    const { own, maya } = await alone();
    const flowId = newFlow(own);
    own.workspace.failNext('files.completeUploadExternal', NEVER);
    await maya.command(asJson(flowId));
    await maya.told(new RegExp(`^Shared ${flowId}`), 25_000);
    expect(await sharesOf(maya, flowId)).toHaveLength(1);
    expect(callsOf('files.delete', own)).toMatchObject([{ ok: true }]);
  });

  it('tells the requester of a file that never comes the second time either', async ({ expect }) => {
    const { own, maya } = await alone();
    const flowId = newFlow(own);
    own.workspace.failNext('files.completeUploadExternal', NEVER, 2);
    await maya.command(asJson(flowId));
    const { text } = await maya.told(new RegExp(`could not share the JSON of flow ${flowId}:`), 40_000);
    expect(text).toContain('the file never appeared in the conversation. I tried twice.');
    expect(await sharesOf(maya, flowId)).toEqual([]);
    expect((await maya.privateTexts()).join()).not.toContain(`Shared ${flowId}`);
  });

  it('holds neither another share in the same channel nor a window, while a limit is waited for', async ({
    expect,
  }) => {
    const { own, maya } = await alone();
    const [limited, free] = [newFlow(own), newFlow(own)];
    const tomas = deskOf(own, 'flowDeveloper', 'campaigns');
    own.workspace.failNext('files.completeUploadExternal', { status: 429, retryAfter: 12 });
    await maya.command(asJson(limited));
    await expect.poll(() => callsOf('files.completeUploadExternal', own).at(-1)?.error).toBe('http_429');
    await tomas.command(asJson(free));
    await tomas.told(new RegExp(`^Shared ${free}`), 10_000);
    await maya.command('/flow-json');
    expect((await maya.modal()).title).not.toBe('');
    expect(await sharesOf(maya, limited)).toEqual([]);
    await maya.told(new RegExp(`^Shared ${limited}`), 15_000);
  });
});

describe('a limit on one share', () => {
  it.each([60, 3600])('of %i s holds nobody else, and the requester is told at once how long', async (retryAfter) => {
    const [limited, free] = [newFlow(), newFlow()];
    const tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    sandbox.workspace.failNext('files.completeUploadExternal', { status: 429, retryAfter });
    await maya.command(asJson(limited));
    const { text } = await maya.told(new RegExp(`could not share the JSON of flow ${limited}:`), 10_000);
    expect(text).toMatch(retryAfter === 60 ? /Try again in about 61 s/ : /Try again in about 61 min/);
    await tomas.command(asJson(free));
    await tomas.told(new RegExp(`^Shared ${free}`), 10_000);
  });
});

describe('buttons beside a file', () => {
  const LABELS = ['Get again', 'Add to favourites', 'Watch'];
  const linesOf = async (flowId: string) => {
    await maya.told(new RegExp(`^Shared ${flowId}`));
    const lines = await maya.lines();
    const shared = lines.find(({ files }) => files.some(({ name }) => name === `${flowId}.json`));
    const reply = lines.find(({ isPrivate, text }) => isPrivate && text.startsWith(`Shared ${flowId}`));
    const labels = (line: typeof shared) =>
      (line?.blocks ?? []).flatMap((block) =>
        block.type === 'actions'
          ? block.elements.flatMap((element) => (element.type === 'button' ? [element.text.text] : []))
          : [],
      );
    return { shared, reply, sharedLabels: labels(shared), replyLabels: labels(reply) };
  };

  it.each([
    ['any', true, 1],
    ['no-interactive', false, 2],
    ['none', false, 2],
  ] as const)(
    'are there, or in the reply, in a workspace that takes %s blocks',
    async (fileBlocks, isBeside, calls) => {
      sandbox.workspace.switches.set({ fileBlocks });
      const flowId = newFlow();
      const before = callsOf('files.completeUploadExternal').length;
      await maya.command(asJson(flowId));
      const { shared, reply, sharedLabels, replyLabels } = await linesOf(flowId);
      expect(callsOf('files.completeUploadExternal').slice(before)).toHaveLength(calls);
      expect(isBeside ? sharedLabels : replyLabels).toEqual(expect.arrayContaining(LABELS));
      expect(isBeside ? replyLabels : sharedLabels).toEqual([]);
      expect(shared?.text === '' ? said(shared) : shared?.text).toContain(flowId);
      expect((shared?.blocks ?? []).length > 0).toBe(fileBlocks !== 'none');
      await maya.click('Get again', isBeside ? shared : reply);
      await expect.poll(async () => (await sharesOf(maya, flowId)).length).toBe(2);
      // What was learned is not asked a second time.
      expect(callsOf('files.completeUploadExternal').slice(before)).toHaveLength(calls + 1);
    },
  );
});

describe('a scope that the app lacks', () => {
  it('is told with what to do', async () => {
    const manifest = await readManifest();
    const other = await start({
      manifest: { ...manifest, botScopes: manifest.botScopes.filter((scope) => scope !== 'files:write') },
    });
    const desk = deskOf(other, 'campaignManager', 'campaigns');
    await desk.command(`/flow-json ${FLOW_ID}`);
    const { text } = await desk.told(/could not share/);
    expect(text).toContain('lacks a Slack permission (scope)');
    expect(text).toContain('Code missing_scope');
  });
});
