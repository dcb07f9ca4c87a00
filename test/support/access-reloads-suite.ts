import { describe, expect, it } from 'vitest';
import { createAccessReloads } from '../../src/store/repositories/access-reloads.ts';
import type { OpenDatabase } from './store-suites.ts';

const OUTCOME = { rules: 2, fingerprint: 'ab', problems: ['line 1, column 2: it’s “wrong”'] };
const MINUTE_MS = 60_000;

async function setUp(open: OpenDatabase) {
  const { db, dialect } = await open();
  const processOf = (owner: string) => createAccessReloads(db, dialect, { owner, processName: `host/${owner}` });
  /** A sign of life that holds for so long; negative: it ran out so long ago. */
  const live = (owner: string, forMs = MINUTE_MS) =>
    db
      .insertInto('processes')
      .values({ owner, alive_until: Date.now() + forMs })
      .execute();
  return { processOf, live };
}

/** What reading the access rules in every process promises, on whatever database it is given. */
export const accessReloadsSuite = (open: OpenDatabase) =>
  describe('createAccessReloads', () => {
    it('counts how often all were asked, for every process', async () => {
      const { processOf } = await setUp(open);
      const [one, other] = [processOf('1'), processOf('2')];
      expect(await one.latest()).toBe(0);
      expect(await one.ask()).toBe(1);
      expect(await other.ask()).toBe(2);
      expect([await one.latest(), await other.latest()]).toEqual([2, 2]);
      expect(new Set(await Promise.all([one.ask(), other.ask(), one.ask()]))).toEqual(new Set([3, 4, 5]));
    });

    it('gives what the other living processes made of it, and how many have not said anything', async () => {
      const { processOf, live } = await setUp(open);
      const me = processOf('me');
      for (const owner of ['me', 'quick', 'slow', 'late']) await live(owner);
      await live('dead', -MINUTE_MS);
      await me.answer(2, OUTCOME);
      await processOf('quick').answer(1, { ...OUTCOME, rules: 9 });
      await processOf('quick').answer(2, OUTCOME);
      await processOf('late').answer(1, OUTCOME);
      await processOf('dead').answer(2, OUTCOME);
      const quick = { process: 'host/quick', outcome: OUTCOME };
      expect(await me.others(2)).toEqual({ answers: [quick], silent: 2 });
      expect(await me.others(3)).toEqual({ answers: [], silent: 3 });
      // One that read it since then has done so.
      await processOf('slow').answer(3, OUTCOME);
      expect(await me.others(2)).toMatchObject({ silent: 1 });
    });
  });
