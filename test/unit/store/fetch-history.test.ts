import { describe, expect, it } from 'vitest';
import { createFetchHistory } from '../../../src/store/fetch-history.ts';
import { memoryDatabase } from './support.ts';

const fetched = {
  teamId: 'T1',
  userId: 'U1',
  channelId: 'C1',
  flowId: '17b6aa11',
  account: 'default',
  custSpaceId: undefined,
  name: 'Booking',
  at: 1_800_000_000_000,
};

describe('createFetchHistory', () => {
  it('gives fetches back as they were, newest first, up to the limit', async () => {
    const { add, recent } = createFetchHistory(await memoryDatabase());
    await add({ ...fetched, at: 1_800_000_000_001 });
    await add({ ...fetched, flowId: 'a2', custSpaceId: 'cams-1', name: undefined, at: 1_800_000_000_003 });
    await add({ ...fetched, flowId: 'a3', at: 1_800_000_000_002 });
    const [newest, ...rest] = await recent('T1', 'U1', 2);
    expect(newest).toStrictEqual({
      flowId: 'a2',
      account: 'default',
      custSpaceId: 'cams-1',
      name: undefined,
      channelId: 'C1',
      at: 1_800_000_000_003,
    });
    expect(rest.map(({ flowId, custSpaceId, name }) => [flowId, custSpaceId, name])).toEqual([
      ['a3', undefined, 'Booking'],
    ]);
  });

  it('holds each flow once, with its latest fetch, in whatever order they are told', async () => {
    const { add, recent } = createFetchHistory(await memoryDatabase());
    await add({ ...fetched, at: 1 });
    await add({ ...fetched, at: 3, name: 'Renamed', channelId: 'C2' });
    await add({ ...fetched, at: 2, name: 'Late' });
    expect(await recent('T1', 'U1', 10)).toMatchObject([{ at: 3, name: 'Renamed', channelId: 'C2' }]);
  });

  it('holds the same ID in two spaces, or of two accounts, to be two flows', async () => {
    const { add, recent } = createFetchHistory(await memoryDatabase());
    await add(fetched);
    await add({ ...fetched, custSpaceId: 'cams-1' });
    await add({ ...fetched, account: 'asia' });
    expect(await recent('T1', 'U1', 10)).toHaveLength(3);
  });

  it("keeps a person's 100 newest, and all of the others'", async () => {
    const { add, recent } = createFetchHistory(await memoryDatabase());
    await add({ ...fetched, userId: 'U2', at: 0 });
    for (let at = 1; at <= 103; at += 1) await add({ ...fetched, flowId: `f${at}`, at });
    const kept = (await recent('T1', 'U1', 1000)).map(({ at }) => at);
    expect(kept).toEqual(Array.from({ length: 100 }, (_, index) => 103 - index));
    expect(await recent('T1', 'U2', 10)).toHaveLength(1);
  });

  it('adds what is asked for at the same time', async () => {
    const { add, recent } = createFetchHistory(await memoryDatabase());
    await Promise.all(Array.from({ length: 20 }, (_, at) => add({ ...fetched, flowId: `f${at}`, at })));
    expect(await recent('T1', 'U1', 100)).toHaveLength(20);
  });

  it("shows and drops no other workspace's", async () => {
    const { add, recent } = createFetchHistory(await memoryDatabase());
    await add({ ...fetched, name: 'First' });
    expect(await recent('T2', 'U1', 10)).toEqual([]);
    for (let at = 1; at <= 101; at += 1) {
      await add({ ...fetched, teamId: 'T2', flowId: `f${at}`, at: fetched.at + at });
    }
    await add({ ...fetched, teamId: 'T2', name: 'Second', at: fetched.at + 200 });
    expect(await recent('T1', 'U1', 10)).toMatchObject([{ flowId: fetched.flowId, name: 'First', at: fetched.at }]);
  });
});
