import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { LatePictureRecords } from '../../../../../src/requests/late-pictures.ts';
import type { Drawn, DrawPictures } from '../../../../../src/slack/delivery/pictures/draw-pictures.ts';
import { createPlanLate, NO_PLAN } from '../../../../../src/slack/delivery/pictures/late-plan.ts';
import type { PictureOrder } from '../../../../../src/slack/delivery/pictures/picture-order.ts';
import { createRecoverPictures } from '../../../../../src/slack/delivery/pictures/recover-pictures.ts';
import { createShareLater } from '../../../../../src/slack/delivery/pictures/share-later.ts';
import type { ShareFiles } from '../../../../../src/slack/delivery/share-files.ts';
import { createRecordingLog } from '../../support/bolt.ts';
import { english } from '../../support/texts.ts';

const ORDER: PictureOrder = {
  kind: 'flow',
  flow: { flowId: '17b6aa11', space: undefined },
  title: 'Clinic',
  name: '17b6aa11',
  json: '{}',
  most: 9,
};
const file = (name: string) => ({ filename: name, title: name, altText: 'A flow', content: Buffer.from('png') });
const drawnOf = (count: number): Drawn => ({
  flow: ORDER.flow,
  is: 'drawn',
  files: Array.from({ length: count }, (_, index) => file(`17b6aa11-${index}.png`)),
});

/** What a database would hold, and two processes that see it. */
function setUp({ count = 1, inChannel = ['F1'] }: { count?: number; inChannel?: string[] } = {}) {
  const rows = new Map<string, { teamId: string; body: string; orders: string; takeovers: number; ageMs: number }>();
  /** What a living process has taken over. */
  const held = new Set<string>();
  let isOurs = true;
  const records: LatePictureRecords = {
    begin: vi.fn(async ({ id, ...row }) => void rows.set(id, { ...row, takeovers: 0, ageMs: 0 })),
    setBody: vi.fn(async (id, body) => {
      const row = rows.get(id);
      if (row === undefined || !isOurs) return false;
      rows.set(id, { ...row, body });
      return true;
    }),
    remove: vi.fn(async (id) => void rows.delete(id)),
    release: vi.fn(async (id) => {
      const row = rows.get(id);
      if (row !== undefined) rows.set(id, { ...row, takeovers: row.takeovers - 1 });
      held.delete(id);
    }),
    claimAbandoned: vi.fn(async () =>
      [...rows].flatMap(([id, row]) => {
        if (held.has(id)) return [];
        held.add(id);
        const claimed = { ...row, takeovers: row.takeovers + 1 };
        rows.set(id, claimed);
        return [{ id, ...claimed }];
      }),
    ),
  };
  const client = new webApi.WebClient('xoxb-1');
  vi.spyOn(client.chat, 'postMessage').mockResolvedValue({ ok: true });
  let uploads = 1;
  const share = vi.fn<ShareFiles['share']>(async (_target, files, _message, begin) => {
    const fileIds = files.map((_, index) => `F${uploads + index + 1}`);
    uploads += files.length;
    await begin(fileIds);
    inChannel.push(...fileIds);
    return { fileIds, permalink: undefined };
  });
  const find = vi.fn<ShareFiles['find']>(async (_channel, [first = '']) =>
    inChannel.includes(first) ? { fileIds: [first], permalink: undefined } : undefined,
  );
  const { log, lines } = createRecordingLog();
  const shareLater = createShareLater({
    shareFilesBy: () => ({ share, find }),
    notifiedFilesBy: () => ({ tsOf: async () => '17.1' }),
    log,
  });
  const parts = { records, newId: () => 'one', log };
  const plan = createPlanLate(parts)(english, 'T1', [ORDER]);
  const draw = vi.fn<DrawPictures['draw']>(async () => drawnOf(count));
  const shareNow = async () => {
    shareLater.add({
      client,
      t: english,
      at: { channelId: 'C1' },
      fileId: 'F1',
      drawn: [],
      drawing: [Promise.resolve(drawnOf(count))],
      plan,
    });
    await shareLater.settled();
  };
  const clientFor = vi.fn(async () => client);
  /** Another process starts, and looks so many times. */
  const recoverIn = async (rounds: number) => {
    let looked = Promise.withResolvers<() => void>();
    const recovery = createRecoverPictures({
      ...parts,
      clientFor,
      shareFilesBy: () => ({ find }),
      drawPictures: { draw },
      shareLater,
      clock: { after: (_ms, round) => looked.resolve(round) },
    });
    let look = recovery.start;
    for (let round = 0; round < rounds; round += 1) {
      looked = Promise.withResolvers();
      look();
      look = await looked.promise;
      await shareLater.settled();
    }
  };
  /** Another process starts, and looks once. */
  const restart = async () => {
    const recovery = createRecoverPictures({
      ...parts,
      clientFor: async () => client,
      shareFilesBy: () => ({ find }),
      drawPictures: { draw },
      shareLater,
      clock: { after: () => {} },
    });
    recovery.start();
    await vi.waitFor(() => expect(lines.join() + rows.size).toMatch(/Bringing|given up|0$/));
    await shareLater.settled();
    recovery.stop();
  };
  return {
    rows,
    records,
    plan,
    share,
    find,
    draw,
    clientFor,
    recoverIn,
    shareNow,
    restart,
    lines,
    loseIt: () => (isOurs = false),
    parts,
  };
}

describe('pictures that follow', () => {
  it('are written down before their message can be seen, and no longer than they are owed', async () => {
    const { rows, plan, shareNow, share } = setUp();
    await plan.begin({ channelId: 'C1' }, 'F1');
    expect([...rows.values()]).toMatchObject([{ teamId: 'T1', orders: JSON.stringify([ORDER]) }]);
    share.mockImplementationOnce(async (_target, _files, _message, begin) => {
      await begin(['F2']);
      expect(JSON.parse([...rows.values()][0]?.body ?? '')).toMatchObject({ fileId: 'F1', messages: [['F2']] });
      return { fileIds: ['F2'], permalink: undefined };
    });
    await shareNow();
    expect(rows.size).toBe(0);
  });

  it('come after a crash, in the thread of their message, in the language of the request', async () => {
    const { rows, plan, restart, share, draw } = setUp();
    await plan.begin({ channelId: 'C1' }, 'F1');
    await restart();
    expect(draw).toHaveBeenCalledExactlyOnceWith(english, 'T1', ORDER);
    expect(share.mock.calls.map(([target]) => target)).toEqual([{ channelId: 'C1', threadTs: '17.1' }]);
    expect(rows.size).toBe(0);
  });

  it('come once, where the crash was while they were shared', async () => {
    const { rows, plan, restart, share } = setUp({ count: 14, inChannel: ['F1', 'F20'] });
    await plan.begin({ channelId: 'C1' }, 'F1');
    // The first ten had arrived.
    await plan.beginMessage(0, ['F20']);
    await restart();
    expect(share.mock.calls.map(([, files]) => files.length)).toEqual([4]);
    expect(rows.size).toBe(0);
  });

  it('come where the crash was before they had arrived', async () => {
    const { plan, restart, share } = setUp();
    await plan.begin({ channelId: 'C1' }, 'F1');
    await plan.beginMessage(0, ['F20']);
    await restart();
    expect(share).toHaveBeenCalledTimes(1);
  });

  it('do not come where what they belong to was never shared', async () => {
    const { rows, plan, restart, draw } = setUp({ inChannel: [] });
    await plan.begin({ channelId: 'C1' }, 'F1');
    await restart();
    expect(draw).not.toHaveBeenCalled();
    expect(rows.size).toBe(0);
  });

  it('are left to the process that has taken them over', async () => {
    const { plan, shareNow, share, loseIt, lines } = setUp();
    await plan.begin({ channelId: 'C1' }, 'F1');
    loseIt();
    await shareNow();
    await expect(share.mock.results[0]?.value).rejects.toMatchObject({ kind: 'not-ours' });
    expect(lines).toEqual([expect.stringContaining('Pictures did not follow their files')]);
  });

  it('come in the end where Slack could not be asked, however often, and no process died of them', async () => {
    const { rows, plan, recoverIn, records, share, find, clientFor, lines } = setUp();
    await plan.begin({ channelId: 'C1' }, 'F1');
    const gone = new Error('Slack is gone');
    for (let times = 0; times < 3; times += 1) find.mockRejectedValueOnce(gone);
    clientFor.mockRejectedValueOnce(gone).mockRejectedValueOnce(gone);
    await recoverIn(6);
    expect(rows.size).toBe(0);
    expect(share).toHaveBeenCalledTimes(1);
    expect(records.release).toHaveBeenCalledTimes(5);
    expect(lines.join()).not.toContain('given up');
  });

  it.each([
    ['were the end of two processes', { takeovers: 2 }],
    ['nobody waits for any more', { ageMs: 31 * 60_000 }],
    ['another version wrote down', { body: '{"at":1}' }],
  ])('are given up where they %s', async (_, changed) => {
    const { rows, plan, restart, draw, lines } = setUp();
    await plan.begin({ channelId: 'C1' }, 'F1');
    const row = rows.get('one');
    if (row !== undefined) rows.set('one', { ...row, ...changed });
    await restart();
    expect(draw).not.toHaveBeenCalled();
    expect(rows.size).toBe(0);
    expect(lines.join()).toContain('given up');
  });

  it('come all the same where they can not be written down', async () => {
    const { records, plan, shareNow, share, lines } = setUp();
    vi.mocked(records.begin).mockRejectedValue(new Error('The database is full'));
    await plan.begin({ channelId: 'C1' }, 'F1');
    await shareNow();
    expect(share).toHaveBeenCalledTimes(1);
    expect(lines.join()).toContain('were not written down');
  });

  it('are no plan where nothing is late', () => {
    expect(createPlanLate(setUp().parts)(english, 'T1', [])).toBe(NO_PLAN);
  });
});
