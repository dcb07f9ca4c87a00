import type { CamsAccount } from '../../cams/account.ts';
import { CamsError } from '../../cams/errors.ts';
import { type Clock, waitUnlessAborted } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { isSureFlowId } from '../ids/pasted.ts';
import type { Space } from '../ids/spaces.ts';
import { queryOf } from './fold.ts';
import { errorOf } from './list-problem.ts';
import { type Load, loadList, REFRESH_MS } from './load-list.ts';
import type { CataloguedFlow, CataloguePage, CatalogueRecords, ListState } from './records.ts';

export interface CatalogueAnswer extends CataloguePage {
  /** Whether the whole list was ever loaded: otherwise there may be more than is known. */
  isComplete: boolean;
  /** Why the last load broke off; what is known of earlier ones is there. */
  error?: CamsError;
}

/** Which of some IDs are flows. */
export interface LookedUp {
  /** Of an ID in several spaces, the one in the space that was named first. */
  listed: CataloguedFlow[];
  /** Whether an ID that is marked or looks like one, and is not listed, is most likely none: all lists are known. */
  isListKnown: boolean;
}

/**
 * The flows of every space, kept in the database: what is asked for by name, or may be an ID, is looked up there, and
 * costs no call.
 */
export interface FlowCatalogue {
  /**
   * The flows of a space whose name, ID or category has every word of `query`; all of them for an empty one. Where there
   * is none, the list is loaded afresh, once a minute at the most, for which this waits two seconds at the most.
   *
   * @throws what the database throws.
   */
  find(space: Space, query: string, page: { offset: number; limit: number }): Promise<CatalogueAnswer>;
  /**
   * Which of `flowIds` are flows of one of the spaces. Where one is missing that is marked or looks like an ID, the lists
   * are loaded afresh as by `find`.
   *
   * @throws what the database throws.
   */
  lookUp(spaces: readonly Space[], flowIds: readonly { id: string; isPointedTo: boolean }[]): Promise<LookedUp>;
  /** Loads the lists of the spaces now where that is due, and from then on every ten minutes. */
  start(): void;
  /** Begins no load any more; resolves when those that run have ended. */
  stop(): Promise<void>;
}

export interface FlowCatalogueParts {
  accountOf: (name: string) => Pick<CamsAccount, 'listFlows'> | undefined;
  records: CatalogueRecords;
  /** Those of the settings, whose lists are kept fresh. Others are loaded when somebody asks. */
  spaces: readonly Space[];
  clock: Clock;
  log: Pick<Log, 'warn'>;
}

/** How often it is looked which lists are due. */
const LOOK_EVERY_MS = 10_000;
/** Slack waits three seconds for a type-ahead, and for a modal. */
const WAIT_MS = 2_000;
/** Most accounts have few pages: who wants to see all flows rather waits for them than sees a part. */
const FEW_PAGES_MS = 300;

const keyOf = ({ account, custSpaceId }: Space) => `${account}/${custSpaceId ?? ''}`;
const isDenied = ({ problem }: ListState) => problem !== undefined && errorOf(problem).kind === 'permission-denied';

/** Type-ahead, lists and look-ups over `ListFlow`, which knows no order and no search but by name. */
export function createFlowCatalogue(parts: FlowCatalogueParts): FlowCatalogue {
  const { accountOf, records, spaces: ownSpaces, clock, log } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const loads = new Map<string, Load>();
  let running: Promise<void> | undefined;

  /** Joins the load that this process makes, or begins one where that is due and nobody else makes it. */
  async function load(space: Space, when: 'at-once' | 'when-due'): Promise<Load | undefined> {
    const key = keyOf(space);
    const account = accountOf(space.account);
    const running = loads.get(key);
    if (running !== undefined) return running;
    if (account === undefined || signal.aborted || !(await records.claim(space, when))) return loads.get(key);
    const onFault = (error: unknown) => {
      if (!(error instanceof CamsError && error.isOwnDecision))
        log.warn({ err: error, space }, 'Could not list the flows');
    };
    const begun = loadList(account, space, records, { isStopped: () => signal.aborted, onFault });
    loads.set(key, begun);
    void begun.end.finally(() => loads.delete(key));
    return begun;
  }

  /**
   * Loads lists at once. What may not be read is tried again, since it may be allowed by now, but nobody waits for it.
   *
   * @param isPartEnough whether to go on soon after the first page.
   */
  async function loadAtOnce(states: readonly (readonly [Space, ListState])[], isPartEnough: boolean): Promise<void> {
    const begun = await Promise.all(
      states.map(async ([space, state]) => ({ load: await load(space, 'at-once'), isToWaitFor: !isDenied(state) })),
    );
    const soonEnough = ({ firstPage, end }: Load) =>
      isPartEnough ? Promise.race([end, firstPage.then(() => clock.wait(FEW_PAGES_MS))]) : end;
    const waits = begun.flatMap(({ load: one, isToWaitFor }) => (one && isToWaitFor ? [soonEnough(one)] : []));
    if (waits.length > 0) await Promise.race([Promise.all(waits), clock.wait(WAIT_MS)]);
  }

  const statesOf = (spaces: readonly Space[]) =>
    Promise.all(spaces.map(async (space) => [space, await records.state(space)] as const));

  /** Of a space that only people name: nobody else sees to it. */
  function refreshWhereOld(space: Space, { ageMs }: ListState): void {
    if (ageMs === undefined || ageMs < REFRESH_MS) return;
    load(space, 'when-due').catch((error: unknown) => log.warn({ err: error }, 'Could not list the flows'));
  }

  async function refreshDue(): Promise<void> {
    const ofAccount = Map.groupBy(ownSpaces, ({ account }) => account);
    await Promise.all(
      [...ofAccount.values()].map(async (spaces) => {
        // One after the other: the calls of an account have to share its budget anyway.
        for (const space of spaces) await (await load(space, 'when-due'))?.end;
      }),
    );
  }

  async function keepFresh(): Promise<void> {
    while (!signal.aborted) {
      await refreshDue().catch((error: unknown) => log.warn({ err: error }, 'Could not refresh the lists of flows'));
      await waitUnlessAborted(clock, LOOK_EVERY_MS, signal);
    }
  }

  return {
    async find(space, text, page) {
      if (accountOf(space.account) === undefined) {
        return { flows: [], total: 0, isComplete: false, error: new CamsError('account-unknown') };
      }
      const query = queryOf(text);
      let [found, state] = await Promise.all([records.search(space, query, page), records.state(space)]);
      if (found.total === 0) {
        await loadAtOnce([[space, state]], query.whole === '');
        [found, state] = await Promise.all([records.search(space, query, page), records.state(space)]);
      }
      refreshWhereOld(space, state);
      const { ageMs, problem } = state;
      return {
        ...found,
        isComplete: ageMs !== undefined,
        ...(problem === undefined ? {} : { error: errorOf(problem) }),
      };
    },

    async lookUp(given, flowIds) {
      // A space keeps the place where it was named first.
      const spaces = [...new Map(given.map((space) => [keyOf(space), space])).values()];
      const ids = flowIds.map(({ id }) => id);
      let listed = await records.lookUp(spaces, ids);
      let isListKnown = true;
      const isMissing = ({ id, isPointedTo }: (typeof flowIds)[number]) =>
        (isPointedTo || isSureFlowId(id)) && !listed.some(({ flowId }) => flowId === id);
      if (flowIds.some(isMissing)) {
        await loadAtOnce(await statesOf(spaces), false);
        listed = await records.lookUp(spaces, ids);
        isListKnown = (await statesOf(spaces)).every(([, { ageMs }]) => ageMs !== undefined);
      }
      const order = new Map(spaces.map((space, index) => [keyOf(space), index]));
      const placeOf = (space: Space) => order.get(keyOf(space)) ?? order.size;
      const byId = Map.groupBy(listed, ({ flowId }) => flowId);
      return {
        listed: ids.flatMap((id) => byId.get(id)?.toSorted((a, b) => placeOf(a) - placeOf(b))[0] ?? []),
        isListKnown,
      };
    },

    start() {
      running ??= keepFresh();
    },

    async stop() {
      stopping.abort();
      await running;
      await Promise.all([...loads.values()].map(({ end }) => end));
    },
  };
}
