import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Fault } from '../../sandbox/slack/faults.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';

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
function newFlow(): string {
  flowCount += 1;
  const flowId = `17b6slack${flowCount}`;
  sandbox.cams.setFlow(flowId, '{"version":"6.3","screens":[{"id":"ONE"}]}');
  return flowId;
}

const sharesOf = async (desk: Desk, flowId: string) =>
  (await desk.lines()).flatMap(({ files }) => files).filter(({ name }) => name === `${flowId}.json`);

describe('a fault of Slack', () => {
  it.each<[string, string, Fault, RegExp]>([
    [
      'a token that is revoked',
      'files.getUploadURLExternal',
      { error: 'token_revoked' },
      /no longer accepts this bot's token/,
    ],
    [
      'uploads that are switched off',
      'files.completeUploadExternal',
      { error: 'file_uploads_disabled' },
      /does not take the file/,
    ],
    ['an upload that fails', 'upload', { status: 500 }, /did not take the file/],
    [
      'a code that nobody knows',
      'files.completeUploadExternal',
      { error: 'a_new_code' },
      /refused to share the file: a_new_code/,
    ],
  ])('is told to the requester: %s', async (_name, method, fault, says) => {
    const flowId = newFlow();
    sandbox.workspace.failNext(method, fault);
    await maya.command(`/flow-json ${flowId}`);
    const { text } = await maya.told(new RegExp(`could not share the JSON of flow ${flowId}:`));
    expect(text).toMatch(says);
    expect(text).toContain('What to do: ');
    expect(await sharesOf(maya, flowId)).toEqual([]);
  });

  it.each<[string, string, Fault]>([
    ['a limit is waited for', 'files.completeUploadExternal', { status: 429, retryAfter: 1 }],
    ['a 500 is tried again', 'files.getUploadURLExternal', { status: 500 }],
    ['a reset is tried again', 'files.getUploadURLExternal', { reset: true }],
  ])('that passes is not seen: %s', async (_name, method, fault) => {
    const flowId = newFlow();
    sandbox.workspace.failNext(method, fault);
    await maya.command(`/flow-json ${flowId}`);
    await maya.told(new RegExp(`^Shared ${flowId}`));
    expect(await sharesOf(maya, flowId)).toHaveLength(1);
  });

  it('that lost only the answer to the share is no failure, and shares nothing twice', async () => {
    const flowId = newFlow();
    sandbox.workspace.failNext('files.completeUploadExternal', { reset: true, afterForwarding: true });
    await maya.command(`/flow-json ${flowId}`);
    await maya.told(new RegExp(`^Shared ${flowId}`));
    expect(await sharesOf(maya, flowId)).toHaveLength(1);
  });

  it.each([
    ['is_archived', 'that channel is archived'],
    ['restricted_action', 'only some people may post in that channel'],
  ])('that forbids the channel (%s) sends the file to the direct message', async (error, why) => {
    const flowId = newFlow();
    sandbox.workspace.failNext('files.completeUploadExternal', { error });
    await maya.command(`/flow-json ${flowId}`);
    const { text } = await maya.told(new RegExp(`The JSON of flow ${flowId} is in your direct message with me`));
    expect(text).toContain(why);
    await deskOf(sandbox, 'campaignManager', 'botDirectMessage').file(`${flowId}.json`);
  });

  it('at the response_url sends the outcome to the direct message', async () => {
    const flowId = newFlow();
    sandbox.workspace.failNext('response_url', { status: 404 }, 10);
    await maya.command(`/flow-json ${flowId}`);
    await maya.file(`${flowId}.json`);
    const direct = deskOf(sandbox, 'campaignManager', 'botDirectMessage');
    await expect
      .poll(async () => (await direct.lines()).map(({ text }) => text))
      .toContainEqual(expect.stringContaining(`Shared ${flowId}.json`));
  });
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
    expect(text).toContain('lacks a permission (scope) in Slack');
    expect(text).toContain('Code missing_scope');
  });
});
