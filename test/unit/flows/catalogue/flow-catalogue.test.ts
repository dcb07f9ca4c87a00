import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { ListedFlow } from '../../../../src/cams/types.ts';
import { createFlowCatalogue } from '../../../../src/flows/catalogue/flow-catalogue.ts';
import { fakeClock } from '../../support/fakes.ts';

const space = { account: 'default', custSpaceId: undefined };
const MINUTE = 60_000;

const flowOf = (flowId: string, name: string, categories: string[] = []): ListedFlow => ({ flowId, name, categories });
const many = (count: number): ListedFlow[] => Array.from({ length: count }, (_, i) => flowOf(`1706${i}`, `Flow ${i}`));

const SHOP = [
  flowOf('17b6aa01', 'Order a shop card', ['OTHER']),
  flowOf('17b6aa02', 'Shop survey', ['SURVEY']),
  flowOf('17b6aa03', 'Ｆｅｅｄｂａｃｋ', ['CUSTOMER_SUPPORT']),
  flowOf('92shop04', 'Last', []),
];

type Answer = (page: number, custSpaceId: string | undefined) => Promise<ListedFlow[]>;

/** An account whose list takes `delayMs` a page. */
function catalogueOf(initial: ListedFlow[], delayMs = 0) {
  let flows = initial;
  let failFrom = Number.POSITIVE_INFINITY;
  const listPage: Answer = async (page) => {
    if (delayMs > 0) await fakeClock.wait(delayMs);
    if (page >= failFrom) throw new CamsError('permission-denied');
    return flows.slice((page - 1) * 100, page * 100);
  };
  const listFlows = vi.fn((custSpaceId: string | undefined, page: number) => listPage(page, custSpaceId));
  const accountOf = (name: string) => (name === 'default' ? { listFlows } : undefined);
  return {
    catalogue: createFlowCatalogue({ accountOf, clock: fakeClock }),
    listFlows,
    setFlows: (next: ListedFlow[]) => {
      flows = next;
    },
    failFromPage: (page: number) => {
      failFrom = page;
    },
  };
}

describe('createFlowCatalogue', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['', ['17b6aa01', '17b6aa02', '17b6aa03', '92shop04']],
    ['SHOP', ['17b6aa02', '17b6aa01', '92shop04']],
    ['ｓｈｏｐ', ['17b6aa02', '17b6aa01', '92shop04']],
    [' feedback ', ['17b6aa03']],
    ['92', ['92shop04']],
    ['AA03', ['17b6aa03']],
    ['survey', ['17b6aa02']],
    ['customer_support', ['17b6aa03']],
    ['customer support', ['17b6aa03']],
    ['nothing like it', []],
  ])('finds %j', async (query, expected) => {
    const { catalogue } = catalogueOf(SHOP);
    const { flows, more } = await catalogue.find(space, query, 10);
    expect(flows.map(({ flowId }) => flowId)).toEqual(expected);
    expect(more).toBe(0);
  });

  it('gives so many at the most, and says how many it left out', async () => {
    const { catalogue } = catalogueOf(SHOP);
    const answer = await catalogue.find(space, 'shop', 2);
    expect(answer.flows.map(({ flowId }) => flowId)).toEqual(['17b6aa02', '17b6aa01']);
    expect(answer.more).toBe(1);
  });

  it('answers with the first page, and loads the others behind it', async () => {
    const { catalogue, listFlows } = catalogueOf(many(250), 500);
    const first = catalogue.find(space, '', 10);
    await vi.advanceTimersByTimeAsync(500);
    expect(await first).toMatchObject({ more: 90, isComplete: false });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await catalogue.find(space, '', 10)).toMatchObject({ more: 240, isComplete: true });
    expect(listFlows.mock.calls.map(([, page]) => page)).toEqual([1, 2, 3]);
  });

  it('waits two seconds for the first page, no longer', async () => {
    const { catalogue } = catalogueOf(SHOP, 10_000);
    const onDone = vi.fn();
    void catalogue.find(space, '', 10).then(onDone);
    await vi.advanceTimersByTimeAsync(1999);
    expect(onDone).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onDone).toHaveBeenCalledWith({ flows: [], more: 0, isComplete: false });
  });

  it('loads once for all who ask of one space, and by itself for another', async () => {
    const { catalogue, listFlows } = catalogueOf(SHOP, 100);
    const other = { ...space, custSpaceId: 'cams-2' };
    const asked = [space, space, other, space].map((where) => catalogue.find(where, '', 10));
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(asked);
    expect(listFlows.mock.calls).toEqual([
      [undefined, 1],
      ['cams-2', 1],
    ]);
  });

  it('keeps its answer for a minute, then gives it once more while it loads anew', async () => {
    const { catalogue, listFlows, setFlows } = catalogueOf(SHOP, 10);
    const first = catalogue.find(space, '', 10);
    await vi.advanceTimersByTimeAsync(10);
    await first;
    setFlows([flowOf('new-1', 'New')]);
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
    expect((await catalogue.find(space, '', 10)).flows).toHaveLength(4);
    expect(listFlows).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await catalogue.find(space, '', 10)).toMatchObject({ flows: SHOP, isComplete: true });
    expect(listFlows).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(10);
    expect((await catalogue.find(space, '', 10)).flows).toEqual([flowOf('new-1', 'New')]);
  });

  it('gives out nothing that is older than ten minutes', async () => {
    const { catalogue, setFlows } = catalogueOf(SHOP, 10);
    const first = catalogue.find(space, '', 10);
    await vi.advanceTimersByTimeAsync(10);
    await first;
    setFlows([flowOf('new-1', 'New')]);
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    const answer = catalogue.find(space, '', 10);
    await vi.advanceTimersByTimeAsync(10);
    expect((await answer).flows).toEqual([flowOf('new-1', 'New')]);
  });

  it('keeps what it had loaded when a page fails, tells why, and tries again five seconds later', async () => {
    const { catalogue, listFlows, failFromPage } = catalogueOf(many(150));
    failFromPage(2);
    await catalogue.find(space, '', 10);
    await vi.advanceTimersByTimeAsync(0);
    const error = expect.objectContaining({ kind: 'permission-denied' });
    expect(await catalogue.find(space, '', 10)).toMatchObject({ more: 90, isComplete: false, error });
    expect(listFlows).toHaveBeenCalledTimes(2);
    failFromPage(Number.POSITIVE_INFINITY);
    await vi.advanceTimersByTimeAsync(5000);
    expect((await catalogue.find(space, '', 10)).more).toBe(90);
    await vi.advanceTimersByTimeAsync(0);
    const answer = await catalogue.find(space, '', 10);
    expect(answer).toMatchObject({ more: 140, isComplete: true });
    expect(answer).not.toHaveProperty('error');
  });

  it('tells of a first page that fails at once', async () => {
    const { catalogue, failFromPage } = catalogueOf(SHOP);
    failFromPage(1);
    expect(await catalogue.find(space, '', 10)).toEqual({
      flows: [],
      more: 0,
      isComplete: false,
      error: expect.objectContaining({ kind: 'permission-denied' }),
    });
  });

  it('keeps 5,000 flows at the most', async () => {
    const { catalogue, listFlows } = catalogueOf(many(5500));
    await catalogue.find(space, '', 10);
    await vi.advanceTimersByTimeAsync(0);
    expect(await catalogue.find(space, '', 0)).toEqual({ flows: [], more: 5000, isComplete: false });
    expect(listFlows).toHaveBeenCalledTimes(50);
  });

  it('does not go round in circles where pages are not known', async () => {
    const { catalogue, listFlows } = catalogueOf(many(100));
    listFlows.mockImplementation(() => Promise.resolve(many(100)));
    await catalogue.find(space, '', 10);
    await vi.advanceTimersByTimeAsync(0);
    expect(await catalogue.find(space, '', 10)).toMatchObject({ more: 90, isComplete: true });
    expect(listFlows).toHaveBeenCalledTimes(2);
  });

  it('says so where the account is unknown', async () => {
    const { catalogue } = catalogueOf(SHOP);
    const answer = await catalogue.find({ account: 'gone', custSpaceId: undefined }, '', 10);
    expect(answer.error?.kind).toBe('account-unknown');
  });
});
