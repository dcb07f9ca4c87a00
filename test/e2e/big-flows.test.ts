import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { deskOf, sandboxes } from './support/desk.ts';

const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(close);

const MEGABYTE = 1024 * 1024;
const desk = () => deskOf(sandbox, 'flowDeveloper', 'campaigns');

describe('a file that is no flow', () => {
  it.each([3000, 5000])('is not shared, and its requester reads why: %i levels in a few kB', async (levels) => {
    const flowId = `1706000000${levels}00`;
    sandbox.cams.setFlow(flowId, `{"version":"7.1","a":${'['.repeat(levels)}${']'.repeat(levels)}}`);
    const tomas = desk();
    await tomas.command(`/flow-json ${flowId}`);
    const { text } = await tomas.told(new RegExp(`I could not share the JSON of flow ${flowId}`));
    expect(text).toContain('nested more than 200 levels deep');
    expect(text).toContain('Open the flow in the console');
  });

  it('is not read where that takes more memory than there is for one', async () => {
    const flowId = '170600000000700';
    sandbox.cams.setFlow(flowId, `{"a":[${'{},'.repeat(3_300_000)}1]}`);
    const tomas = desk();
    await tomas.command(`/flow-json ${flowId}`);
    const { text } = await tomas.told(new RegExp(`I could not share the JSON of flow ${flowId}`));
    expect(text).toContain('takes more memory or time than');
  });
});

describe('a big flow', () => {
  it('is shared as it is where indentation would make much more of it', async () => {
    const flowId = '170600000000800';
    const wide = `{"a":${'['.repeat(198)}${'1,'.repeat(MEGABYTE / 2)}1${']'.repeat(198)}}`;
    sandbox.cams.setFlow(flowId, wide);
    const tomas = desk();
    await tomas.command(`/flow-json ${flowId}`);
    const { file } = await tomas.file(`${flowId}.json`);
    expect(await tomas.textOf(file)).toBe(`${wide}\n`);
  });

  it('is compared with another one', async () => {
    const [one, other] = ['170600000000901', '170600000000902'];
    const flow = (title: string) =>
      JSON.stringify({
        version: '7.1',
        screens: Array.from({ length: 20_000 }, (_, index) => ({ id: `S${index}`, title: `${title} ${index % 100}` })),
      });
    sandbox.cams.setFlow(one, flow('One'));
    sandbox.cams.setFlow(other, flow('One').replace('One 7', 'Two 7'));
    const tomas = desk();
    await tomas.command(`/flow-json diff ${one} ${other}`);
    await tomas.told(/1 screen differs/);
  });
});
