import { describe, expect, it, vi } from 'vitest';
import type { FlowVersion } from '../../../../../src/flows/fetch/flow-versions.ts';
import type { SetDisplays } from '../../../../../src/requests/display.ts';
import { createDrawChangePictures } from '../../../../../src/slack/delivery/pictures/change-pictures.ts';
import type { Drawn, DrawPictures } from '../../../../../src/slack/delivery/pictures/draw-pictures.ts';
import { english } from '../../support/texts.ts';

const flow = { flowId: '17b6aa11', space: undefined };
const version = (number: number, json: string, flowId = '17b6aa11') =>
  ({
    flow: { flowId, account: 'default', custSpaceId: undefined },
    version: number,
    json,
    name: 'Clinic',
  }) as FlowVersion;
const step = { before: version(1, '{"a":1}'), after: version(2, '{"a":2}') };
const pages = (count: number): Drawn => ({
  flow,
  is: 'drawn',
  files: Array.from({ length: count }, (_, page) => ({ filename: `${page}.png`, title: '', content: Buffer.from('') })),
});

function setUp(drawing: Promise<Drawn>, set: Partial<SetDisplays> = {}, isOn = true) {
  const change = vi.fn<DrawPictures['change']>(() => drawing);
  const of = async () => ({ channel: undefined, workspace: 'both' as const, ...set });
  const clock = { wait: async () => void (await new Promise((resolve) => setImmediate(resolve))) };
  const draw = createDrawChangePictures({
    drawPictures: { isOn, change },
    displays: { of },
    clock,
    log: { warn: () => {} },
  });
  return { change, draw: (given = step) => draw(english, { teamId: 'T1', channelId: 'C1' }, given, 100) };
}

describe('createDrawChangePictures', () => {
  it('gives at most seven pictures, since three files stand beside them', async () => {
    const { draw, change } = setUp(Promise.resolve(pages(9)));
    expect((await draw()).files).toHaveLength(7);
    expect(change.mock.calls[0]?.[2]).toMatchObject({ title: 'Clinic', name: '17b6aa11-v1-v2' });
  });

  it('names both of two flows', async () => {
    const { draw, change } = setUp(Promise.resolve(pages(1)));
    await draw({ before: step.before, after: version(3, '{}', '17b6aa12') });
    expect(change.mock.calls[0]?.[2]).toMatchObject({ name: '17b6aa11-v1-17b6aa12-v3' });
  });

  it('hands over what is still being drawn, and what is not drawn', async () => {
    const never = new Promise<never>(() => {});
    expect(await setUp(never).draw()).toEqual({
      files: [],
      missing: [],
      drawing: [never],
      orders: [expect.objectContaining({ kind: 'change' })],
    });
    const missing: Drawn = { flow, is: 'none', why: 'too-large' };
    expect(await setUp(Promise.resolve(missing)).draw()).toEqual({
      files: [],
      missing: [missing],
      drawing: [],
      orders: [],
    });
  });

  it.each([
    ['the files are the same', {}, true, { before: step.before, after: version(2, '{"a":1}') }],
    ['the channel gets JSON alone', { channel: 'json' as const }, true, step],
    ['the workspace does', { workspace: 'json' as const }, true, step],
    ['none are drawn at all', {}, false, step],
  ])('draws nothing where %s', async (_why, set, isOn, given) => {
    const { draw, change } = setUp(Promise.resolve(pages(1)), set, isOn);
    expect(await draw(given)).toEqual({ files: [], missing: [], drawing: [], orders: [] });
    expect(change).not.toHaveBeenCalled();
  });
});
