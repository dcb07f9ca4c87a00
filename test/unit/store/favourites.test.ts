import { describe, expect, it } from 'vitest';
import { createFavourites } from '../../../src/store/favourites.ts';
import { memoryDatabase } from './support.ts';

const favourite = {
  teamId: 'T1',
  userId: 'U1',
  flowId: '17b6aa11',
  account: 'default',
  custSpaceId: undefined,
  name: 'Booking',
  at: 1_800_000_000_000,
};

async function withFavourites(count: number) {
  const favourites = createFavourites(await memoryDatabase());
  for (let at = 1; at <= count; at += 1) {
    expect(await favourites.add({ ...favourite, flowId: `f${at}`, at })).toBe('added');
  }
  return favourites;
}

describe('createFavourites', () => {
  it('gives favourites back as they were, in the order of adding', async () => {
    const { add, list } = await withFavourites(0);
    await add(favourite);
    await add({ ...favourite, flowId: '0a', custSpaceId: 'cams-1', name: undefined, at: favourite.at + 1 });
    expect(await list('T1', 'U1')).toStrictEqual([
      { flowId: '17b6aa11', account: 'default', custSpaceId: undefined, name: 'Booking', at: favourite.at },
      { flowId: '0a', account: 'default', custSpaceId: 'cams-1', name: undefined, at: favourite.at + 1 },
    ]);
  });

  it('keeps one of a flow that is added twice, in its place', async () => {
    const { add, list } = await withFavourites(2);
    expect(await add({ ...favourite, flowId: 'f1', at: 9 })).toBe('added');
    expect((await list('T1', 'U1')).map(({ flowId }) => flowId)).toEqual(['f1', 'f2']);
  });

  it('refuses the 26th, but not one of the 25 again', async () => {
    const { add, remove, list } = await withFavourites(25);
    expect(await add(favourite)).toBe('full');
    expect(await add({ ...favourite, flowId: 'f25' })).toBe('added');
    expect(await list('T1', 'U1')).toHaveLength(25);
    await remove({ ...favourite, flowId: 'f1' });
    expect(await add(favourite)).toBe('added');
    expect(await list('T1', 'U1')).toHaveLength(25);
  });

  it('refuses the 26th also where several are added at the same time', async () => {
    const { add, list } = await withFavourites(20);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => add({ ...favourite, flowId: `g${index}` })),
    );
    expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(5);
    expect(await list('T1', 'U1')).toHaveLength(25);
  });

  it('removes that flow only, of that person only', async () => {
    const { add, remove, list } = await withFavourites(0);
    await add(favourite);
    await add({ ...favourite, custSpaceId: 'cams-1' });
    await add({ ...favourite, userId: 'U2' });
    await remove(favourite);
    await remove(favourite);
    expect(await list('T1', 'U1')).toMatchObject([{ custSpaceId: 'cams-1' }]);
    expect(await list('T1', 'U2')).toHaveLength(1);
  });

  it("shows, counts and removes no other workspace's", async () => {
    const { add, remove, list } = await withFavourites(25);
    expect(await list('T2', 'U1')).toEqual([]);
    expect(await add({ ...favourite, teamId: 'T2', flowId: 'f1' })).toBe('added');
    await remove({ ...favourite, teamId: 'T2', flowId: 'f1' });
    expect(await list('T2', 'U1')).toEqual([]);
    expect(await list('T1', 'U1')).toHaveLength(25);
  });
});
