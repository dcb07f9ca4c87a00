import { describe, expect, it } from 'vitest';
import { createLatePictures } from '../../src/store/repositories/late-pictures.ts';
import type { OpenDatabase } from './store-suites.ts';

const RECORD = { id: 'one', teamId: 'T1', body: '{"at":"C1"}', orders: JSON.stringify(['它', 'x'.repeat(200_000)]) };

async function setUp(open: OpenDatabase) {
  const { db, dialect } = await open();
  const clock = { wait: () => new Promise<void>(() => {}) };
  const processOf = (owner: string) => createLatePictures(db, dialect, { owner, clock });
  /** As if its process had not been heard of since. */
  const die = () =>
    db
      .updateTable('late_pictures')
      .set({ lease_until: Date.now() - 1 })
      .execute();
  return { db, first: processOf('first'), second: processOf('second'), die };
}

/** What pictures that follow promise, on whatever database they are given. */
export const latePicturesSuite = (open: OpenDatabase) =>
  describe('createLatePictures', () => {
    it('are nobody else’s while their process lives, and the next one’s once it is dead', async () => {
      const { first, second, die } = await setUp(open);
      await first.begin(RECORD);
      expect(await second.claimAbandoned(5)).toEqual([]);
      await die();
      const [claimed, ...others] = await second.claimAbandoned(5);
      expect(claimed).toMatchObject({ ...RECORD, takeovers: 1 });
      expect(claimed?.ageMs).toBeGreaterThanOrEqual(0);
      expect(others).toEqual([]);
      expect(await first.claimAbandoned(5)).toEqual([]);
    });

    it('are changed and removed by their process alone', async () => {
      const { first, second, die } = await setUp(open);
      await first.begin(RECORD);
      expect(await first.setBody('one', '{"at":"C2"}')).toBe(true);
      await die();
      await second.claimAbandoned(1);
      expect(await first.setBody('one', '{"at":"C3"}')).toBe(false);
      await first.remove('one');
      await die();
      expect(await first.claimAbandoned(1)).toMatchObject([{ body: '{"at":"C2"}', takeovers: 2 }]);
      await first.remove('one');
      await die();
      expect(await second.claimAbandoned(1)).toEqual([]);
    });

    it('begin again with another body', async () => {
      const { db, first } = await setUp(open);
      await first.begin(RECORD);
      await first.begin({ ...RECORD, body: '{"at":"C4"}' });
      expect(await db.selectFrom('late_pictures').select('body').execute()).toEqual([{ body: '{"at":"C4"}' }]);
    });

    it('are free again in a while where they were given back, and count for no takeover', async () => {
      const { first, second, die } = await setUp(open);
      await first.begin({ ...RECORD, id: 'two' });
      await die();
      for (const taken of [first, second, first]) {
        expect(await taken.claimAbandoned(1)).toMatchObject([{ id: 'two', takeovers: 1 }]);
        await taken.release('two');
        expect(await second.claimAbandoned(1)).toEqual([]);
        await die();
      }
    });

    it('are given back by their process alone', async () => {
      const { first, second, die } = await setUp(open);
      await first.begin(RECORD);
      await die();
      await second.claimAbandoned(1);
      await first.release('one');
      expect(await second.setBody('one', '{}')).toBe(true);
      await die();
      expect(await first.claimAbandoned(1)).toMatchObject([{ takeovers: 2 }]);
    });

    it('are claimed with the others where one of them can not be read', async () => {
      const { db, first, die } = await setUp(open);
      for (const id of ['a', 'b']) await first.begin({ ...RECORD, id });
      await db
        .updateTable('late_pictures')
        .set({ orders: Buffer.from('damaged') })
        .where('id', '=', 'a')
        .execute();
      await die();
      const claimed = new Map((await first.claimAbandoned(5)).map(({ id, orders }) => [id, orders]));
      expect(claimed).toEqual(
        new Map([
          ['a', ''],
          ['b', RECORD.orders],
        ]),
      );
    });

    it('are claimed by one of two that look at the same time', async () => {
      const { first, second, die } = await setUp(open);
      for (const id of ['a', 'b', 'c', 'd']) await first.begin({ ...RECORD, id });
      await die();
      const claimed = await Promise.all([first.claimAbandoned(3), second.claimAbandoned(3)]);
      const ids = claimed.flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });
