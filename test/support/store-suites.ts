import { describe, expect, it } from 'vitest';
import type { Picture } from '../../src/picture/index.ts';
import type { Database } from '../../src/store/database.ts';
import { createDisplayPreferences } from '../../src/store/repositories/display-preferences.ts';
import { createFavourites } from '../../src/store/repositories/favourites.ts';
import { createFetchHistory } from '../../src/store/repositories/fetch-history.ts';
import { createPictures } from '../../src/store/repositories/pictures.ts';
import { createPreferences } from '../../src/store/repositories/preferences.ts';

/** An empty database that goes away with the test. */
export type OpenDatabase = () => Promise<Database>;

const preferencesSuite = (open: OpenDatabase) =>
  describe('createPreferences', () => {
    const preferences = async () => createPreferences((await open()).db);

    it('sends results to the conversation until a workspace sets another destination', async () => {
      const { destination, setDestination } = await preferences();
      expect(await destination('T1')).toBe('conversation');
      await setDestination('T1', 'only-me');
      expect(await destination('T1')).toBe('only-me');
      await setDestination('T1', 'conversation');
      expect(await destination('T1')).toBe('conversation');
    });

    it('keeps a space for a channel, changes it and takes it away', async () => {
      const { space, setSpace } = await preferences();
      expect(await space('T1', 'C1')).toBeUndefined();
      await setSpace('T1', 'C1', 'shop');
      await setSpace('T1', 'C2', 'support');
      expect(await space('T1', 'C1')).toBe('shop');
      await setSpace('T1', 'C1', 'support');
      expect(await space('T1', 'C1')).toBe('support');
      await setSpace('T1', 'C1', undefined);
      expect(await space('T1', 'C1')).toBeUndefined();
      expect(await space('T1', 'C2')).toBe('support');
    });

    it("shows and changes no other workspace's", async () => {
      const { destination, setDestination, space, setSpace } = await preferences();
      await setDestination('T1', 'only-me');
      await setSpace('T1', 'C1', 'shop');
      expect(await destination('T2')).toBe('conversation');
      expect(await space('T2', 'C1')).toBeUndefined();
      await setDestination('T2', 'conversation');
      await setSpace('T2', 'C1', 'other');
      await setSpace('T2', 'C1', undefined);
      expect(await destination('T1')).toBe('only-me');
      expect(await space('T1', 'C1')).toBe('shop');
    });
  });

const favourite = {
  teamId: 'T1',
  userId: 'U1',
  flowId: '17b6aa11',
  account: 'default',
  custSpaceId: undefined,
  name: 'Booking',
  at: 1_800_000_000_000,
};

async function withFavourites(open: OpenDatabase, count: number) {
  const { db, dialect } = await open();
  const favourites = createFavourites(db, dialect);
  for (let at = 1; at <= count; at += 1) {
    expect(await favourites.add({ ...favourite, flowId: `f${at}`, at })).toBe('added');
  }
  return favourites;
}

const favouritesSuite = (open: OpenDatabase) =>
  describe('createFavourites', () => {
    it('gives favourites back as they were, in the order of adding', async () => {
      const { add, list } = await withFavourites(open, 0);
      await add(favourite);
      await add({ ...favourite, flowId: '0a', custSpaceId: 'cams-1', name: undefined, at: favourite.at + 1 });
      expect(await list('T1', 'U1')).toStrictEqual([
        { flowId: '17b6aa11', account: 'default', custSpaceId: undefined, name: 'Booking', at: favourite.at },
        { flowId: '0a', account: 'default', custSpaceId: 'cams-1', name: undefined, at: favourite.at + 1 },
      ]);
    });

    it('keeps one of a flow that is added twice, in its place', async () => {
      const { add, list } = await withFavourites(open, 2);
      expect(await add({ ...favourite, flowId: 'f1', at: 9 })).toBe('added');
      expect((await list('T1', 'U1')).map(({ flowId }) => flowId)).toEqual(['f1', 'f2']);
    });

    it('refuses the 26th, but not one of the 25 again', async () => {
      const { add, remove, list } = await withFavourites(open, 25);
      expect(await add(favourite)).toBe('full');
      expect(await add({ ...favourite, flowId: 'f25' })).toBe('added');
      expect(await list('T1', 'U1')).toHaveLength(25);
      await remove({ ...favourite, flowId: 'f1' });
      expect(await add(favourite)).toBe('added');
      expect(await list('T1', 'U1')).toHaveLength(25);
    });

    it('refuses the 26th also where several are added at the same time', async () => {
      const { add, list } = await withFavourites(open, 20);
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) => add({ ...favourite, flowId: `g${index}` })),
      );
      expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(5);
      expect(await list('T1', 'U1')).toHaveLength(25);
    });

    it('removes that flow only, of that person only', async () => {
      const { add, remove, list } = await withFavourites(open, 0);
      await add(favourite);
      await add({ ...favourite, custSpaceId: 'cams-1' });
      await add({ ...favourite, userId: 'U2' });
      await remove(favourite);
      await remove(favourite);
      expect(await list('T1', 'U1')).toMatchObject([{ custSpaceId: 'cams-1' }]);
      expect(await list('T1', 'U2')).toHaveLength(1);
    });

    it("shows, counts and removes no other workspace's", async () => {
      const { add, remove, list } = await withFavourites(open, 25);
      expect(await list('T2', 'U1')).toEqual([]);
      expect(await add({ ...favourite, teamId: 'T2', flowId: 'f1' })).toBe('added');
      await remove({ ...favourite, teamId: 'T2', flowId: 'f1' });
      expect(await list('T2', 'U1')).toEqual([]);
      expect(await list('T1', 'U1')).toHaveLength(25);
    });
  });

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

async function emptyHistory(open: OpenDatabase) {
  const { db, dialect } = await open();
  return createFetchHistory(db, dialect);
}

const fetchHistorySuite = (open: OpenDatabase) =>
  describe('createFetchHistory', () => {
    it('gives fetches back as they were, newest first, up to the limit', async () => {
      const { add, recent } = await emptyHistory(open);
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
      const { add, recent } = await emptyHistory(open);
      await add({ ...fetched, at: 1 });
      await add({ ...fetched, at: 3, name: 'Renamed', channelId: 'C2' });
      await add({ ...fetched, at: 2, name: 'Late' });
      expect(await recent('T1', 'U1', 10)).toMatchObject([{ at: 3, name: 'Renamed', channelId: 'C2' }]);
    });

    it('holds the same ID in two spaces, or of two accounts, to be two flows', async () => {
      const { add, recent } = await emptyHistory(open);
      await add(fetched);
      await add({ ...fetched, custSpaceId: 'cams-1' });
      await add({ ...fetched, account: 'asia' });
      expect(await recent('T1', 'U1', 10)).toHaveLength(3);
    });

    it("keeps a person's 100 newest, and all of the others'", async () => {
      const { add, recent } = await emptyHistory(open);
      await add({ ...fetched, userId: 'U2', at: 0 });
      for (let at = 1; at <= 103; at += 1) await add({ ...fetched, flowId: `f${at}`, at });
      const kept = (await recent('T1', 'U1', 1000)).map(({ at }) => at);
      expect(kept).toEqual(Array.from({ length: 100 }, (_, index) => 103 - index));
      expect(await recent('T1', 'U2', 10)).toHaveLength(1);
    });

    it('adds what is asked for at the same time', async () => {
      const { add, recent } = await emptyHistory(open);
      await Promise.all(Array.from({ length: 20 }, (_, at) => add({ ...fetched, flowId: `f${at}`, at })));
      expect(await recent('T1', 'U1', 100)).toHaveLength(20);
    });

    it("shows and drops no other workspace's", async () => {
      const { add, recent } = await emptyHistory(open);
      await add({ ...fetched, name: 'First' });
      expect(await recent('T2', 'U1', 10)).toEqual([]);
      for (let at = 1; at <= 101; at += 1) {
        await add({ ...fetched, teamId: 'T2', flowId: `f${at}`, at: fetched.at + at });
      }
      await add({ ...fetched, teamId: 'T2', name: 'Second', at: fetched.at + 200 });
      expect(await recent('T1', 'U1', 10)).toMatchObject([{ flowId: fetched.flowId, name: 'First', at: fetched.at }]);
    });
  });

const pictureOf = (page: number, bytes = 100): Picture => ({
  kind: page === 0 ? 'overview' : 'page',
  page,
  screens: ['WELCOME', 'END'],
  alt: 'Flow with 2 screens. 页面',
  // Every byte that there is.
  png: Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 7) % 256)),
  width: 1200,
  height: 800,
});

const picturesSuite = (open: OpenDatabase) =>
  describe('createPictures', () => {
    const store = async () => {
      const { db, dialect } = await open();
      return { ...createPictures(db, dialect), db };
    };

    it('gives pictures back as they were, in their order', async () => {
      const { get, put } = await store();
      const pictures = [pictureOf(0, 5000), pictureOf(1), pictureOf(2)];
      expect(await get('T1', 'k')).toBeUndefined();
      await put('T1', 'k', pictures);
      expect(await get('T1', 'k')).toEqual(pictures);
      await put('T1', 'k', pictures);
      expect(await get('T1', 'k')).toEqual(pictures);
    });

    it('gives them to whoever has what they show, whose own they are from then on', async () => {
      const { get, put, db } = await store();
      await put('T1', 'k', [pictureOf(0)]);
      expect(await get('T2', 'k')).toEqual([pictureOf(0)]);
      await db.deleteFrom('pictures').where('team_id', '=', 'T1').execute();
      expect(await get('T2', 'k')).toEqual([pictureOf(0)]);
      expect(await get('T2', 'other')).toBeUndefined();
    });

    it('gives none of which one is not there, and keeps none that are too large together', async () => {
      const { get, put, db } = await store();
      await put('T1', 'k', [pictureOf(0), pictureOf(1)]);
      await db.deleteFrom('pictures').where('place', '=', 0).execute();
      expect(await get('T1', 'k')).toBeUndefined();
      await put('T1', 'large', [{ ...pictureOf(0), png: Buffer.alloc(9 * 1024 * 1024) }]);
      expect(await get('T1', 'large')).toBeUndefined();
    });
  });

const displayPreferencesSuite = (open: OpenDatabase) =>
  describe('createDisplayPreferences', () => {
    const preferences = async () => createDisplayPreferences((await open()).db);

    it('shares picture and JSON until a workspace sets something else', async () => {
      const { of, setWorkspace } = await preferences();
      expect(await of('T1', 'C1')).toEqual({ channel: undefined, workspace: 'both' });
      await setWorkspace('T1', 'json');
      await setWorkspace('T1', 'picture');
      expect(await of('T1', 'C1')).toEqual({ channel: undefined, workspace: 'picture' });
      expect(await of('T1', undefined)).toEqual({ channel: undefined, workspace: 'picture' });
    });

    it("keeps a channel's own, changes it and takes it away, and no other's", async () => {
      const { of, setChannel, setWorkspace } = await preferences();
      await setChannel('T1', 'C1', 'json');
      await setChannel('T1', 'C2', 'picture');
      await setChannel('T2', 'C1', 'picture');
      await setWorkspace('T2', 'json');
      expect(await of('T1', 'C1')).toEqual({ channel: 'json', workspace: 'both' });
      await setChannel('T1', 'C1', 'both');
      expect(await of('T1', 'C1')).toEqual({ channel: 'both', workspace: 'both' });
      await setChannel('T1', 'C1', undefined);
      expect(await of('T1', 'C1')).toEqual({ channel: undefined, workspace: 'both' });
      expect(await of('T1', 'C2')).toEqual({ channel: 'picture', workspace: 'both' });
      expect(await of('T2', 'C1')).toEqual({ channel: 'picture', workspace: 'json' });
    });
  });

/** What each repository promises, by its name, on whatever database it is given. */
export const STORE_SUITES = {
  preferences: preferencesSuite,
  favourites: favouritesSuite,
  fetchHistory: fetchHistorySuite,
  pictures: picturesSuite,
  displayPreferences: displayPreferencesSuite,
};
