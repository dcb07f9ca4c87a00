import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { SharedFile } from '../../sandbox/slack/page-api.ts';
import { deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

const CLINIC = '1706000000000001';
const REPAIR = '1706000000000406';
/** The first picture needs a process, fonts and a canvas, on a machine that may be slow. */
const DRAWN_WITHIN_MS = 30_000;

const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(close);

const desk = (...where: Parameters<typeof deskOf> extends [unknown, ...infer Rest] ? Rest : never) =>
  deskOf(sandbox, ...where);

async function bytesOf({ id }: SharedFile, as: string): Promise<Buffer> {
  const answer = await fetch(`${sandbox.workspace.url}/sandbox/files/${id}?as=${as}`);
  expect(answer.headers.get('content-type')).toBe('image/png');
  return Buffer.from(await answer.arrayBuffer());
}

/** Width and height as the PNG says. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('the picture of a flow', () => {
  it('comes with its JSON: beside it, or in its thread where it took longer', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command(`/flow-json ${CLINIC}`);
    const { line, file: json } = await maya.file(`${CLINIC}.json`);
    const { line: pictured, file } = await maya.file(`${CLINIC}.png`, DRAWN_WITHIN_MS);
    expect([line.ts, line.threadTs ?? line.ts]).toContain(pictured.threadTs ?? pictured.ts);
    expect(json.mode).toBe('snippet');
    expect(file.title).toBe(`Flow ${CLINIC}: picture`);
    expect(file.altText).toMatch(/^Flow with 4 screens\. 1\. .*: asks for .*; leads to .*ends the flow\.$/);
    const [width = 0, height = 0] = sizeOf(await bytesOf(file, maya.me.id));
    expect(Math.min(width, height)).toBeGreaterThan(600);
  });

  it('is the first file of the one message, once it is drawn', async () => {
    const tomas = desk('flowDeveloper', 'flowDev');
    await tomas.command(`/flow-json ${CLINIC}`);
    const { line } = await tomas.file(`${CLINIC}.json`);
    expect(line.files.map(({ name }) => name)).toEqual([`${CLINIC}.png`, `${CLINIC}.json`]);
    expect((await tomas.lines()).filter(({ files }) => files.length > 0)).toHaveLength(1);
    await tomas.told(/^Shared 1706000000000001\.json/);
  });

  it('comes alone, or not at all, where a command says so', async () => {
    const maya = desk('campaignManager', 'botDirectMessage');
    await maya.type(`${CLINIC} picture`);
    const { line } = await maya.file(`${CLINIC}.png`, DRAWN_WITHIN_MS);
    expect(line.files.map(({ name }) => name)).toEqual([`${CLINIC}.png`]);
    expect(said(line)).toContain(`The picture of flow \`${CLINIC}\`, requested by <@${maya.me.id}>`);
    await maya.type(`${CLINIC} json`);
    const { line: withJson } = await maya.file(`${CLINIC}.json`);
    expect(withJson.files.map(({ name }) => name)).toEqual([`${CLINIC}.json`]);
  });

  it('comes as the channel has it set', async () => {
    const jonas = desk('supportLead', 'campaigns');
    await jonas.command('/flow-json settings');
    const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value });
    const select = (value: string) => ({ type: 'static_select', selected_option: option(value) });
    expect(
      await jonas.submit({
        channel_display: { channel_display: select('json') },
        workspace_display: { workspace_display: select('picture') },
      }),
    ).toEqual({ ok: true });
    await jonas.told(/^Settings saved/);
    await jonas.command(`/flow-json ${REPAIR}`);
    const { line } = await jonas.file(`${REPAIR}.json`);
    expect(line.files).toHaveLength(1);
    const elsewhere = desk('supportLead', 'flowDev');
    await elsewhere.command(`/flow-json ${REPAIR}`);
    const { line: pictured } = await elsewhere.file(`${REPAIR}.png`, DRAWN_WITHIN_MS);
    expect(pictured.files).toHaveLength(1);
    await elsewhere.told(/^Shared 1706000000000406\.png, the picture of flow 1706000000000406\.$/);
  });

  it('is missed in one line by a flow that has no screens, which pings nobody', async () => {
    const tomas = desk('flowDeveloper', 'campaigns');
    sandbox.cams.setFlow('17b6nothing', '{"version":"7.1"}');
    await tomas.command('/flow-json 17b6nothing picture json');
    const { line } = await tomas.file('17b6nothing.json');
    expect(line.files).toHaveLength(1);
    const missed = async () =>
      (await tomas.lines())
        .filter(({ ts, threadTs, isPrivate }) => !isPrivate && (threadTs ?? ts) === line.ts)
        .map(said)
        .filter((text) => text.includes('No picture: the file has no screens to draw.'));
    // In the message, or in its thread where it took longer to find out.
    await expect.poll(missed).toHaveLength(1);
  });
});

describe('a bot that draws no pictures', () => {
  it('shares JSON as ever, and says so to who asks for one', async () => {
    const other = await start({ settings: { PICTURE_PROCESSES: '0' } });
    const maya = deskOf(other, 'campaignManager', 'campaigns');
    await maya.command(`/flow-json ${CLINIC}`);
    const { line } = await maya.file(`${CLINIC}.json`);
    expect(line.files).toHaveLength(1);
    expect(said(line)).not.toContain('picture');
    await maya.command(`/flow-json ${REPAIR} picture`);
    expect(said((await maya.file(`${REPAIR}.json`)).line)).toContain('No picture: pictures are not available here.');
  });
});
