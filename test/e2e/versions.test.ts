import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Line, SharedFile } from '../../sandbox/slack/page-api.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

const WITHIN_MS = 20_000;
/** Of 5 minutes of the watcher's time 1 s is left, of the two minutes of rest 0.4 s. */
const FAST = { WATCH_PACE: '300' };

const titled = (title: string) =>
  JSON.stringify({ version: '7.1', screens: [{ id: 'SIGN_UP', title, layout: { type: 'SingleColumnLayout' } }] });

/** What `sha256sum` gives of the file once it is downloaded, and how long it is. */
async function fileOf(desk: Desk, file: SharedFile): Promise<{ fingerprint: string; bytes: number }> {
  const bytes = await desk.bytesOf(file);
  return { fingerprint: createHash('sha256').update(bytes).digest('hex').slice(0, 12), bytes: bytes.length };
}

describe('a version of a flow', () => {
  const { start, close } = sandboxes();
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await start({ settings: FAST });
  });
  afterAll(close);

  async function lineOf(desk: Desk, what: string, isIt: (line: Line) => boolean): Promise<Line> {
    let found: Line | undefined;
    await expect
      .poll(
        async () => {
          found = (await desk.lines()).find(isIt);
          return found === undefined ? `no ${what}` : what;
        },
        { timeout: WITHIN_MS, interval: 50 },
      )
      .toBe(what);
    if (found === undefined) throw new Error(`There is no ${what}`);
    return found;
  }

  it('has one fingerprint and one size wherever it is named: those of the file that is downloaded', async () => {
    const flowId = '17b6version1';
    const desk = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    // With what a file may have that is not shared: a byte order mark, white space, and letters of several bytes.
    sandbox.cams.setFlow(flowId, `\uFEFF  ${titled('Ünsere Anmeldung 报名')}\n`, 'Fingerprints');
    await desk.command(`/flow-json ${flowId}`);
    const { line: result, file } = await desk.file(`${flowId}.json`);
    const first = await fileOf(desk, file);
    expect(said(result)).toContain(`SHA-256 \`${first.fingerprint}\``);
    expect(said(result)).toContain(`${first.bytes} B`);

    await desk.command(`/flow-json watch ${flowId} every 5m`);
    sandbox.cams.setFlow(flowId, titled('Join us'));
    const notice = await lineOf(desk, 'notification', (line) => !line.isPrivate && said(line).includes('→ “Join us”'));
    // A notification's files follow it in its thread.
    const named = async (name: string) => {
      const file = async () => (await desk.filesOf(notice)).find((each) => each.name === name);
      await expect.poll(async () => (await file())?.name, { timeout: WITHIN_MS, interval: 50 }).toBe(name);
      const found = await file();
      if (found === undefined) throw new Error(`There is no ${name}`);
      return fileOf(desk, found);
    };
    expect(await named(`${flowId}-v1.json`)).toEqual(first);
    const second = await named(`${flowId}-v2.json`);
    expect(said(notice)).toContain(`\`${first.fingerprint}\` → \`${second.fingerprint}\``);
    await desk.command(`/flow-json unwatch ${flowId}`);

    await desk.command(`/flow-json history ${flowId}`);
    const history = await lineOf(desk, 'history', (line) => line.isPrivate && said(line).includes('*Versions of flow'));
    expect(said(history)).toMatch(new RegExp(`\\*2\\*.* \`${second.fingerprint}\` · ${second.bytes} B`));
    expect(said(history)).toMatch(new RegExp(`\\*1\\*.* \`${first.fingerprint}\` · ${first.bytes} B`));

    await desk.command(`/flow-json diff ${flowId}`);
    const diff = await lineOf(desk, 'diff', (line) => line.isPrivate && said(line).includes('→ “Join us”'));
    expect(said(diff)).toContain(`\`${first.fingerprint}\` → \`${second.fingerprint}\``);

    await desk.command(`/flow-json ${flowId}`);
    await lineOf(desk, 'second result', (line) => said(line).includes(`SHA-256 \`${second.fingerprint}\``));
  });

  it('is compared with what was last seen, in one line, and shows what changed', async () => {
    const flowId = '17b6version2';
    const desk = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    sandbox.cams.setFlow(flowId, titled('Old title'), 'Compared');
    await desk.command(`/flow-json ${flowId}`);
    const { line: first } = await desk.file(`${flowId}.json`);
    expect(said(first)).not.toMatch(/nchanged|Changed since/);
    await desk.told(new RegExp(`^Shared ${flowId}`));
    // Others who ask within seconds share a file; this one wants it anew.
    sandbox.cams.setFlow(flowId, titled('New title'));
    await desk.click('Get again', first);
    const second = await lineOf(desk, 'result that differs', (line) =>
      /Changed since version 1, first seen here .*: 1 screen edited/.test(said(line)),
    );
    await desk.click('What changed', second);
    const told = await lineOf(desk, 'change', (line) => line.isPrivate && said(line).includes('→ “New title”'));
    expect(said(told)).toContain('title “Old title” → “New title”');
  });

  it('is shared as a file by its number, as a command, a mention, in the direct message, and by the buttons of the history', async () => {
    const flowId = '17b6version3';
    const desk = deskOf(sandbox, 'campaignManager', 'campaigns');
    sandbox.cams.setFlow(flowId, titled('One'), 'By number');
    await desk.command(`/flow-json ${flowId}`);
    const { line: first } = await desk.file(`${flowId}.json`);
    await desk.told(new RegExp(`^Shared ${flowId}`));
    sandbox.cams.setFlow(flowId, titled('Two'));
    await desk.click('Get again', first);
    await lineOf(desk, 'second result', (line) => said(line).includes('Changed since version 1'));
    const sharedIn = (lines: readonly Line[]) =>
      lines.flatMap(({ files }) => files).filter(({ name }) => name === `${flowId}-v1.json`).length;
    const shared = (of: Desk, count: number) =>
      expect.poll(async () => sharedIn(await of.lines()), { timeout: WITHIN_MS, interval: 50 }).toBe(count);

    await desk.command(`/flow-json get ${flowId} 1`);
    await shared(desk, 1);
    const { file } = await desk.file(`${flowId}-v1.json`);
    expect(JSON.parse(await desk.textOf(file))).toEqual(JSON.parse(titled('One')));
    await desk.command(`/flow-json get ${flowId} 9`);
    await desk.told(/version 9/);

    await desk.type(`@Flow JSON get ${flowId} v1`);
    await shared(desk, 2);
    const directly = deskOf(sandbox, 'campaignManager', 'botDirectMessage');
    await directly.type(`get ${flowId} 1`);
    await shared(directly, 1);

    await desk.command(`/flow-json history ${flowId}`);
    const history = await lineOf(desk, 'history', (line) => line.isPrivate && said(line).includes('*1*'));
    // The last button of that label is that of the oldest version.
    await desk.click('Compare with now', history);
    await lineOf(desk, 'comparison', (line) => line.isPrivate && said(line).includes('title “One” → “Two”'));
    await desk.click('Get', history);
    await shared(desk, 3);
    await desk.command(`/flow-json get ${flowId} 1 only-me`);
    await shared(directly, 2);
  });
});
