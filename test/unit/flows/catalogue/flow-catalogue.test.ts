import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CamsAccount } from '../../../../src/cams/account.ts';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { ListedFlow } from '../../../../src/cams/types.ts';
import { createFlowCatalogue, type FlowCatalogue } from '../../../../src/flows/catalogue/flow-catalogue.ts';
import type { Space } from '../../../../src/flows/ids/spaces.ts';
import { createCatalogueRecords } from '../../../../src/store/repositories/flow-catalogue.ts';
import { databaseClock } from '../../store/database-clock.ts';
import { openInMemory } from '../../store/support.ts';
import { fakeClock, silentLog } from '../../support/fakes.ts';

const space: Space = { account: 'default', custSpaceId: undefined };
const elsewhere: Space = { account: 'default', custSpaceId: 'cams-eu' };
const MINUTE = 60_000;
const PAGE = { offset: 0, limit: 10 };

const flowOf = (flowId: string, name: string, categories: string[] = []): ListedFlow => ({ flowId, name, categories });
const many = (count: number): ListedFlow[] =>
  Array.from({ length: count }, (_, i) => flowOf(`1706${10_000 + i}`, `Flow ${i}`));
const SHOP = [flowOf('17b6aa01', 'Order a shop card'), flowOf('17b6aa02', 'Shop survey')];
const MISSING = '1706000000000009';

/** An account whose list takes `delayMs` a page, and processes that keep it in one database. */
async function setUp(initial: ListedFlow[], delayMs = 0) {
  const database = await openInMemory();
  const { databaseMs, pass } = await databaseClock(database);
  let flows = initial;
  let fault: CamsError | undefined;
  const listFlows = vi.fn(async (_custSpaceId: string | undefined, page: number) => {
    if (delayMs > 0) await fakeClock.wait(delayMs);
    if (fault !== undefined) throw fault;
    return flows.slice((page - 1) * 100, page * 100);
  });
  const account = { name: 'default', listFlows } as unknown as CamsAccount;
  const warn = vi.fn();
  const processOf = (owner: string): FlowCatalogue =>
    createFlowCatalogue({
      accountOf: (name) => (name === 'default' ? account : undefined),
      records: createCatalogueRecords(database.db, database.dialect, owner, databaseMs),
      spaces: [space, elsewhere],
      clock: fakeClock,
      log: { ...silentLog, warn },
    });
  /** What resolves while time passes. */
  async function meanwhile<T>(work: Promise<T>, ms: number): Promise<T> {
    const [result] = await Promise.all([work, pass(ms, 100)]);
    return result;
  }
  return {
    one: processOf('one'),
    processOf,
    listFlows,
    pagesOf: (custSpaceId?: string) =>
      listFlows.mock.calls.flatMap(([where, page]) => (where === custSpaceId ? [page] : [])),
    setFlows: (next: ListedFlow[]) => {
      flows = next;
    },
    failWith: (error: CamsError | undefined) => {
      fault = error;
    },
    pass: (ms: number) => pass(ms, 1_000),
    meanwhile,
    warn,
  };
}

const namesOf = ({ flows }: { flows: readonly { name: string }[] }) => flows.map(({ name }) => name);
const sure = (id: string) => ({ id, isPointedTo: false });

describe('createFlowCatalogue', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('loads a list at the first question, all pages of it, and answers later ones without a call', async () => {
    const { one, pagesOf } = await setUp(many(250));
    const first = await one.find(space, 'flow 249', PAGE);
    expect(first).toMatchObject({ flows: [{ name: 'Flow 249' }], total: 1 });
    expect(pagesOf()).toEqual([1, 2, 3, 4]);
    expect(await one.find(space, '', PAGE)).toMatchObject({ total: 250, isComplete: true });
    expect((await one.find(space, 'FLOW 249', PAGE)).total).toBe(1);
    expect(pagesOf()).toHaveLength(4);
  });

  it('goes on behind a page that is short, since entries that cannot be read are left out of it', async () => {
    const { one, listFlows } = await setUp([]);
    const pages = [many(99), SHOP, []];
    listFlows.mockImplementation(async (_space, page) => pages[page - 1] ?? []);
    expect(namesOf(await one.find(space, 'shop', PAGE))).toEqual(['Shop survey', 'Order a shop card']);
  });

  it('ends where an answer knows of no pages, and takes no ID that could be none', async () => {
    const { one, listFlows } = await setUp([]);
    listFlows.mockImplementation(async () => [...SHOP, flowOf('a/b/c123', 'Odd'), flowOf('x', 'Short')]);
    expect((await one.find(space, '', PAGE)).total).toBe(2);
    expect(listFlows).toHaveBeenCalledTimes(2);
  });

  it('answers with the first page while the rest of a list is on its way', async () => {
    const { one, meanwhile } = await setUp(many(300), 1_000);
    expect(await meanwhile(one.find(space, '', PAGE), 1_500)).toMatchObject({ total: 100, isComplete: false });
    expect(await meanwhile(one.find(space, '', PAGE), 4_000)).toMatchObject({ total: 100, isComplete: false });
    expect(await one.find(space, '', PAGE)).toMatchObject({ total: 300, isComplete: true });
  });

  it('waits two seconds at the most', async () => {
    const { one, meanwhile } = await setUp(SHOP, 60_000);
    const start = fakeClock.monotonicMs();
    let answeredAt = 0;
    const answer = one.find(space, '', PAGE).finally(() => {
      answeredAt = fakeClock.monotonicMs();
    });
    expect(await meanwhile(answer, 3_000)).toMatchObject({ flows: [], isComplete: false });
    expect(answeredAt - start).toBeLessThanOrEqual(2_100);
  });

  it('survives a restart, and is shared', async () => {
    const { one, processOf, listFlows } = await setUp(SHOP);
    await one.find(space, '', PAGE);
    const calls = listFlows.mock.calls.length;
    expect((await processOf('two').find(space, 'survey', PAGE)).total).toBe(1);
    expect(listFlows).toHaveBeenCalledTimes(calls);
  });

  it('loads a list anew where a look-up misses, once a minute at the most, whoever asks', async () => {
    const { one, processOf, listFlows, setFlows, pass } = await setUp(SHOP);
    await one.find(space, '', PAGE);
    setFlows([...SHOP, flowOf(MISSING, 'New')]);
    const two = processOf('two');
    for (const catalogue of [one, two]) {
      expect((await catalogue.find(space, 'new', PAGE)).total).toBe(0);
      expect((await catalogue.lookUp([space], [sure(MISSING)])).listed).toEqual([]);
    }
    expect(listFlows).toHaveBeenCalledTimes(2);
    await pass(MINUTE);
    expect(namesOf({ flows: (await two.lookUp([space], [sure(MISSING)])).listed })).toEqual(['New']);
    expect((await one.find(space, 'new', PAGE)).total).toBe(1);
    expect(listFlows).toHaveBeenCalledTimes(4);
  });

  it('loads nothing for what is not marked, and looks like no ID', async () => {
    const { one, pass, listFlows } = await setUp(SHOP);
    await one.find(space, '', PAGE);
    await pass(2 * MINUTE);
    const calls = listFlows.mock.calls.length;
    await one.lookUp([space], [sure('2026-03-01'), sure('17b6aa01')]);
    expect(listFlows).toHaveBeenCalledTimes(calls);
    await one.lookUp([space], [{ id: 'kyc-v7', isPointedTo: true }]);
    expect(listFlows.mock.calls.length).toBeGreaterThan(calls);
  });

  it('gives a flow in the order of its mention, and of several spaces from the first', async () => {
    const { one } = await setUp(SHOP);
    await one.find(space, '', PAGE);
    await one.find(elsewhere, '', PAGE);
    const ids = ['17b6aa02', 'none-1', '17b6aa01'].map(sure);
    const { listed, isListKnown } = await one.lookUp([elsewhere, space, elsewhere], ids);
    expect(listed.map(({ flowId, custSpaceId }) => [flowId, custSpaceId])).toEqual([
      ['17b6aa02', 'cams-eu'],
      ['17b6aa01', 'cams-eu'],
    ]);
    expect(isListKnown).toBe(true);
  });

  it('remembers that a list may not be read, and does not wait for it again', async () => {
    const { one, processOf, failWith, listFlows, pass } = await setUp(SHOP);
    const denied = {
      action: 'cams:ListFlow',
      principal: 'bot',
      policyType: undefined,
      noPermissionType: 'ImplicitDeny',
    };
    failWith(new CamsError('permission-denied', { code: 'NoPermission', requestId: 'R1', accessDenied: denied }));
    for (const catalogue of [one, processOf('two')]) {
      expect(await catalogue.find(space, 'shop', PAGE)).toMatchObject({
        flows: [],
        isComplete: false,
        error: { kind: 'permission-denied', code: 'NoPermission', requestId: 'R1', accessDenied: denied },
      });
      expect(await catalogue.lookUp([space], [sure(MISSING)])).toEqual({ listed: [], isListKnown: false });
    }
    expect(listFlows).toHaveBeenCalledTimes(1);
    failWith(undefined);
    await pass(MINUTE);
    await one.find(space, 'shop', PAGE);
    await pass(1_000);
    expect((await one.find(space, 'shop', PAGE)).total).toBe(2);
  });

  it('tries again soon after a fault that may pass, and keeps what it knew', async () => {
    const { one, failWith, pass, warn } = await setUp(SHOP);
    failWith(new CamsError('timeout'));
    expect(await one.find(space, '', PAGE)).toMatchObject({ total: 0, error: { kind: 'timeout' } });
    expect(warn).toHaveBeenCalledTimes(1);
    failWith(undefined);
    await pass(5_000);
    expect(await one.find(space, '', PAGE)).toMatchObject({ total: 2, isComplete: true });
    failWith(new CamsError('network'));
    await pass(MINUTE);
    expect(await one.find(space, 'nothing', PAGE)).toMatchObject({ total: 0, error: { kind: 'network' } });
    expect((await one.find(space, 'shop', PAGE)).total).toBe(2);
  });

  it('says nothing of a list that was not asked for since this process stops', async () => {
    const { one, failWith, warn } = await setUp(SHOP);
    failWith(new CamsError('stopping'));
    expect(await one.find(space, '', PAGE)).toEqual({ flows: [], total: 0, isComplete: false });
    expect(warn).not.toHaveBeenCalled();
  });

  it('knows nothing of an account that has left the settings', async () => {
    const { one } = await setUp(SHOP);
    expect(await one.find({ ...space, account: 'gone' }, '', PAGE)).toMatchObject({
      error: { kind: 'account-unknown' },
    });
  });

  it('keeps every list of the settings fresh, every ten minutes, by one process', async () => {
    const { one, processOf, pagesOf, setFlows, pass } = await setUp(SHOP);
    const two = processOf('two');
    one.start();
    two.start();
    await pass(20_000);
    expect([pagesOf(), pagesOf('cams-eu')]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    setFlows([flowOf('17b6aa01', 'Renamed')]);
    await pass(9 * MINUTE);
    expect(pagesOf()).toHaveLength(2);
    await pass(2 * MINUTE);
    expect(pagesOf()).toHaveLength(4);
    expect(namesOf(await two.find(space, '', PAGE))).toEqual(['Renamed']);
    await Promise.all([one.stop(), two.stop(), pass(1_000)]);
    await pass(20 * MINUTE);
    expect(pagesOf()).toHaveLength(4);
  });

  it('refreshes the old list of a space that only people name, without letting them wait', async () => {
    const { one, pagesOf, setFlows, pass } = await setUp(SHOP);
    const named = { account: 'default', custSpaceId: 'cams-typed' };
    await one.find(named, '', PAGE);
    setFlows([flowOf('17b6aa01', 'Renamed shop')]);
    await pass(11 * MINUTE);
    expect(pagesOf('cams-typed')).toHaveLength(2);
    expect((await one.find(named, 'shop', PAGE)).total).toBe(2);
    await pass(1_000);
    expect(namesOf(await one.find(named, 'shop', PAGE))).toEqual(['Renamed shop']);
  });
});
