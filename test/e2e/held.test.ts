import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { openAuditReader } from '../../src/store/audit-reader.ts';
import { deskOf, sandboxes } from './support/desk.ts';

const DATABASE = `file:${join(mkdtempSync(join(tmpdir(), 'flow-json-held-')), 'flow-json.db')}`;
const CLINIC = '1706000000000001';
const TOKEN = ['ghp', '_', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzAbC'].join('');
/** One a test, so that no fetch of a moment ago serves another. */
const flowId = (number: number) => `17068800000000${String(number).padStart(2, '0')}`;
const WITH_SECRET = JSON.stringify({
  version: '7.1',
  screens: [{ id: 'ONE', title: 'One', terminal: true, data: { auth: { type: 'string', __example__: TOKEN } } }],
});

const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ settings: { DATABASE_URL: DATABASE } });
  for (let number = 1; number <= 6; number += 1) sandbox.cams.setFlow(flowId(number), WITH_SECRET);
});
afterAll(close);

/** The question about that flow. */
const asked = (number: number) => new RegExp(`looks like a secret[^]*${flowId(number)}`);
const maya = () => deskOf(sandbox, 'campaignManager', 'campaigns');

describe('a flow in which something looks like a secret', () => {
  it('is held back: the requester alone reads what and where, without the secret', async () => {
    const desk = maya();
    await desk.command(`/flow-json ${flowId(1)}`);
    const question = await desk.told(asked(1));
    const shown = JSON.stringify(question.blocks);
    expect(shown).toContain('GitHub');
    expect(shown).toContain('/screens/0/data/auth/__example__');
    expect(JSON.stringify(await desk.lines())).not.toContain(TOKEN);
    const others = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    expect((await others.lines()).some(({ text }) => /looks like a secret/.test(text))).toBe(false);
    expect((await others.lines()).flatMap(({ files }) => files ?? []).map(({ name }) => name)).not.toContain(
      `${flowId(1)}.json`,
    );
  });

  it('is shared masked, says so, and its fingerprint is that of what is shared', async () => {
    const desk = maya();
    await desk.command(`/flow-json ${flowId(2)}`);
    const question = await desk.told(asked(2));
    await desk.click('Share with it masked', question);
    const { line, file } = await desk.file(`${flowId(2)}.json`);
    const text = await desk.textOf(file);
    expect(text).toContain('[masked]');
    expect(text).not.toContain(TOKEN);
    expect(file.title).toContain('(masked)');
    expect(JSON.stringify(line.blocks)).toContain('is masked in this file');
    const sha = createHash('sha256')
      .update(await desk.bytesOf(file))
      .digest('hex');
    expect(JSON.stringify(line.blocks)).toContain(sha.slice(0, 12));
  });

  it('is shared as it is where the requester says so, and once', async () => {
    const desk = maya();
    await desk.command(`/flow-json ${flowId(3)}`);
    const question = await desk.told(asked(3));
    await desk.click('Share anyway', question);
    const { file } = await desk.file(`${flowId(3)}.json`);
    expect(await desk.textOf(file)).toContain(TOKEN);
    // The same question a second time, from a client that still shows it.
    await desk.click('Share anyway', question).catch(() => undefined);
    const shared = (await desk.lines()).flatMap(({ files }) => files ?? []).filter(({ name }) => name === file.name);
    expect(shared).toHaveLength(1);
  });

  it('comes to the requester alone where they want that', async () => {
    const desk = maya();
    await desk.command(`/flow-json ${flowId(4)}`);
    const question = await desk.told(asked(4));
    await desk.click('Only me', question);
    const direct = deskOf(sandbox, 'campaignManager', 'botDirectMessage');
    const { file } = await direct.file(`${flowId(4)}.json`);
    expect(await direct.textOf(file)).toContain(TOKEN);
  });

  it('is not held back in the direct message with the bot', async () => {
    const direct = deskOf(sandbox, 'campaignManager', 'botDirectMessage');
    await direct.command(`/flow-json ${flowId(5)}`);
    expect((await direct.file(`${flowId(5)}.json`)).file.name).toBe(`${flowId(5)}.json`);
  });
});

describe('a channel that another organisation sees', () => {
  it('is named before a file goes there, and gets it where the requester says so', async () => {
    const desk = deskOf(sandbox, 'campaignManager', 'partners');
    await desk.command(`/flow-json ${CLINIC}`);
    const question = await desk.told(
      /^This channel is shared with Lighthouse Agency, whose people would see the file\./,
    );
    expect(question.text).not.toMatch(/looks like a secret/);
    await desk.click('Share anyway');
    await desk.file(`${CLINIC}.json`);
  });

  it('watches only after the same question', async () => {
    const desk = deskOf(sandbox, 'flowDeveloper', 'partners');
    await desk.command(`/flow-json watch ${CLINIC}`);
    await desk.told(/would see each change/);
    await desk.command('/flow-json watches');
    await desk.click('Watch anyway');
    await desk.told(/watches the flow/);
  });
});

it('the audit has what was held back, and what became of it', async () => {
  const events: string[] = [];
  const reader = await openAuditReader(DATABASE);
  for await (const records of reader.read({ since: 0, flowId: flowId(2) })) {
    events.push(...records.map(({ event, flows }) => `${event} ${flows[0]?.outcome ?? ''}`.trim()));
  }
  await reader.close();
  expect(events).toEqual(['accepted', 'held held', 'accepted', 'delivered delivered-masked']);
});
