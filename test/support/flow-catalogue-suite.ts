import { type RawBuilder, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { ListedFlow } from '../../src/cams/types.ts';
import { queryOf, toKeep } from '../../src/flows/catalogue/fold.ts';
import type { Space } from '../../src/flows/ids/spaces.ts';
import { createCatalogueRecords } from '../../src/store/repositories/flow-catalogue.ts';
import { createFlowVersions } from '../../src/store/repositories/flow-versions.ts';
import type { OpenDatabase } from './store-suites.ts';

const START = 1_800_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const space: Space = { account: 'default', custSpaceId: undefined };
const elsewhere: Space = { account: 'default', custSpaceId: 'cams-eu' };
const whole = { isWhole: true, restMs: MINUTE, dueInMs: 10 * MINUTE };

const flowOf = (flowId: string, name: string, ...categories: string[]): ListedFlow => ({ flowId, name, categories });
const FLOWS = [
  flowOf('17b6aa01', 'Order a shop card', 'OTHER'),
  flowOf('17b6aa02', 'Shop survey', 'SURVEY'),
  flowOf('17b6aa03', 'Ｆｅｅｄｂａｃｋ São Paulo', 'CUSTOMER_SUPPORT'),
  flowOf('92shop04', 'Last 100%', 'SIGN_UP'),
  flowOf('17b6aa05', '诊所预约 Straße', 'APPOINTMENT_BOOKING'),
  flowOf('17b6aa06', '', 'SHOP_TALK'),
];

/** Two processes on one database, whose clock stands still until the test moves it. */
async function setUp(open: OpenDatabase) {
  const { db, dialect } = await open();
  await sql`create table test_clock (ms bigint)`.execute(db);
  await sql`insert into test_clock values (${sql.lit(START)})`.execute(db);
  const now: RawBuilder<number> = sql<number>`(select ms from test_clock)`;
  const one = createCatalogueRecords(db, dialect, 'one', now);
  return {
    one,
    two: createCatalogueRecords(db, dialect, 'two', now),
    versions: createFlowVersions(db, dialect, now),
    move: (ms: number) => sql`update test_clock set ms = ms + ${sql.lit(ms)}`.execute(db),
    async load(flows: readonly ListedFlow[], where = space) {
      expect(await one.claim(where, 'at-once')).toBe(true);
      await one.keep(where, flows.map(toKeep), 0);
      await one.ended(where, whole);
    },
    async find(query: string, page = { offset: 0, limit: 10 }) {
      const { flows, total } = await one.search(space, queryOf(query), page);
      return { ids: flows.map(({ flowId }) => flowId), total };
    },
  };
}

/** What a database has to do for the catalogue of flows, whichever it is. */
export function flowCatalogueSuite(open: OpenDatabase): void {
  describe('the catalogue of flows', () => {
    it.each([
      ['', ['17b6aa01', '17b6aa02', '17b6aa03', '92shop04', '17b6aa05', '17b6aa06']],
      // Beginnings first, then the rest of names and IDs, then categories.
      ['SHOP', ['17b6aa02', '17b6aa01', '92shop04', '17b6aa06']],
      ['ｓｈｏｐ', ['17b6aa02', '17b6aa01', '92shop04', '17b6aa06']],
      ['card order', ['17b6aa01']],
      [' feedback ', ['17b6aa03']],
      ['SAO PAULO', ['17b6aa03']],
      ['são', ['17b6aa03']],
      ['strasse', ['17b6aa05']],
      ['预约', ['17b6aa05']],
      ['诊所预约', ['17b6aa05']],
      ['appointment booking', ['17b6aa05']],
      ['customer_support', ['17b6aa03']],
      ['100%', ['92shop04']],
      ['1_0', []],
      ['\\', []],
      ["'; drop table flow_catalogue; --", []],
      ['92', ['92shop04']],
      ['AA03', ['17b6aa03']],
      ['shop nothing', []],
    ])('finds %j', async (query, ids) => {
      const { load, find } = await setUp(open);
      await load(FLOWS);
      await load([flowOf('17b6aa99', 'Shop elsewhere')], elsewhere);
      expect(await find(query)).toEqual({ ids, total: ids.length });
    });

    it('gives a page, and how many there are', async () => {
      const { load, find } = await setUp(open);
      await load(FLOWS);
      expect(await find('', { offset: 4, limit: 4 })).toEqual({ ids: ['17b6aa05', '17b6aa06'], total: 6 });
      expect(await find('', { offset: 8, limit: 4 })).toEqual({ ids: [], total: 6 });
    });

    it('gives a flow back as it was listed, with the status that was seen last', async () => {
      const { load, one, versions } = await setUp(open);
      const flow = flowOf('17b6aa11', 'Sign “up”', 'SIGN_UP', 'OTHER');
      await load([flow], elsewhere);
      const { flows } = await one.search(elsewhere, queryOf(''), { offset: 0, limit: 1 });
      expect(flows).toEqual([{ ...flow, ...elsewhere, status: undefined }]);
      const facts = { name: undefined, ageMs: 0 };
      const person = { teamId: 'T1', userId: 'U1' };
      await versions.see({ ...flow, ...elsewhere }, '{}', { ...facts, contentHash: 'a', status: 'DRAFT' }, person);
      await versions.see({ ...flow, ...elsewhere }, '{}', { ...facts, contentHash: 'b', status: 'PUBLISHED' }, person);
      await versions.see({ ...flow, ...space }, '{}', { ...facts, contentHash: 'c', status: 'BLOCKED' }, person);
      expect(await one.lookUp([elsewhere], ['17b6aa11'])).toMatchObject([{ status: 'PUBLISHED' }]);
    });

    it('looks IDs up, very many of them, in the spaces that are asked about', async () => {
      const { load, one } = await setUp(open);
      await load([flowOf('17b6aa11', 'Here'), flowOf('17b6aa12', 'Here too')]);
      await load([flowOf('17b6aa11', 'There')], elsewhere);
      const ids = [...Array.from({ length: 1_000 }, (_, index) => `none${index}`), '17b6aa11', '17b6aa12'];
      const namesIn = async (...spaces: Space[]) => (await one.lookUp(spaces, ids)).map(({ name }) => name).sort();
      expect(await namesIn(space)).toEqual(['Here', 'Here too']);
      expect(await namesIn(space, elsewhere)).toEqual(['Here', 'Here too', 'There']);
      expect(await namesIn()).toEqual([]);
      expect(await one.lookUp([space], [])).toEqual([]);
    });

    it('forgets what a whole load did not bring, and keeps it where the load broke off', async () => {
      const { load, find, one, move } = await setUp(open);
      await load([flowOf('17b6aa11', 'One'), flowOf('17b6aa12', 'Two')]);
      await move(2 * MINUTE);
      await one.claim(space, 'at-once');
      await one.keep(space, [toKeep(flowOf('17b6aa12', 'Two anew'))], 0);
      await one.ended(space, { isWhole: false, problem: 'p', restMs: 0, dueInMs: 0 });
      expect((await find('')).ids.toSorted()).toEqual(['17b6aa11', '17b6aa12']);
      await move(2 * MINUTE);
      await load([flowOf('17b6aa12', 'Two again')]);
      expect(await find('')).toEqual({ ids: ['17b6aa12'], total: 1 });
      expect(await one.lookUp([space], ['17b6aa12'])).toMatchObject([{ name: 'Two again' }]);
    });

    it('is loaded by one process at a time, and by another where that died', async () => {
      const { one, two, move } = await setUp(open);
      expect(await one.claim(space, 'when-due')).toBe(true);
      expect(await two.claim(space, 'at-once')).toBe(false);
      expect(await two.claim(elsewhere, 'at-once')).toBe(true);
      await move(29 * SECOND);
      await one.keep(space, [], 0);
      await move(29 * SECOND);
      expect(await two.claim(space, 'at-once')).toBe(false);
      await move(2 * SECOND);
      expect(await two.claim(space, 'at-once')).toBe(true);
      // Who was late changes nothing.
      await one.ended(space, whole);
      expect(await one.state(space)).toEqual({ ageMs: undefined, problem: undefined });
      expect(await one.claim(space, 'at-once')).toBe(false);
    });

    it('rests for as long as it was told to, and is due when it was told to be', async () => {
      const { one, two, move } = await setUp(open);
      await one.claim(space, 'when-due');
      await one.ended(space, whole);
      await move(59 * SECOND);
      expect(await two.claim(space, 'at-once')).toBe(false);
      await move(SECOND);
      expect(await two.claim(space, 'when-due')).toBe(false);
      expect(await two.claim(space, 'at-once')).toBe(true);
      await two.ended(space, whole);
      await move(10 * MINUTE);
      expect(await one.claim(space, 'when-due')).toBe(true);
    });

    it('is loaded though the clock was set back', async () => {
      const { one, move } = await setUp(open);
      await one.claim(space, 'when-due');
      await one.ended(space, whole);
      await move(-60 * MINUTE);
      expect(await one.claim(space, 'when-due')).toBe(true);
    });

    it('says how old the list is, and why the last load broke off', async () => {
      const { one, two, load, move } = await setUp(open);
      expect(await one.state(space)).toEqual({ ageMs: undefined, problem: undefined });
      await load(FLOWS);
      await move(2 * MINUTE);
      expect(await two.state(space)).toEqual({ ageMs: 2 * MINUTE, problem: undefined });
      await one.claim(space, 'at-once');
      await one.ended(space, { isWhole: false, problem: 'why', restMs: 0, dueInMs: 0 });
      expect(await two.state(space)).toEqual({ ageMs: 2 * MINUTE, problem: 'why' });
      await one.claim(space, 'at-once');
      await one.ended(space, { isWhole: false, restMs: 0, dueInMs: 0 });
      expect(await two.state(space)).toEqual({ ageMs: 2 * MINUTE, problem: 'why' });
      await load(FLOWS);
      expect(await two.state(space)).toEqual({ ageMs: 0, problem: undefined });
    });
  });
}
