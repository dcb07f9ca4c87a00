import { LRUCache } from 'lru-cache';
import type { CamsAccount } from '../../cams/account.ts';
import { CamsError } from '../../cams/errors.ts';
import { FLOWS_PER_PAGE, type ListedFlow } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import type { Space } from '../ids/spaces.ts';

export interface CatalogueAnswer {
  /** Those whose name or ID begins with the query first, then in the order of `ListFlow`. */
  flows: ListedFlow[];
  /** Matches beyond `flows`. */
  more: number;
  /** Whether every page of the space is loaded: otherwise there may be more than is known. */
  isComplete: boolean;
  /** Why the last load broke off; what it had loaded is there. */
  error?: CamsError;
}

export interface FlowCatalogue {
  /**
   * The flows of a space whose name, ID or category holds `query`, whatever its capitals; all of them for an empty one.
   * Answers within two seconds, with what there is. Never rejects.
   */
  find(space: Space, query: string, limit: number): Promise<CatalogueAnswer>;
}

export interface FlowCatalogueParts {
  accountOf: (name: string) => Pick<CamsAccount, 'listFlows'> | undefined;
  clock: Clock;
}

/** With what it is searched by, made once. */
interface Entry {
  flow: ListedFlow;
  name: string;
  id: string;
  categories: string[];
}

/** What a load has brought so far. */
interface Load {
  entries: Map<string, Entry>;
  isComplete: boolean;
  isOver: boolean;
  error: CamsError | undefined;
  /** Clock time, milliseconds. */
  endedAt: number;
  /** Resolves with the first page, or with its failure. */
  firstPage: Promise<void>;
}

interface Shelf {
  /** The last one that went well, or what one that broke off had brought. */
  kept: Load | undefined;
  latest: Load;
}

const FRESH_MS = 60_000;
/** Older answers are given out no more, not even while new ones are on the way. */
const STALE_MS = 10 * 60_000;
/** After a failure: each letter typed asks again. */
const RETRY_AFTER_MS = 5_000;
/** Slack waits three seconds for a type-ahead. */
const FIRST_PAGE_WAIT_MS = 2_000;
const MAX_PAGES = 5_000 / FLOWS_PER_PAGE;
/** A full one takes about two megabytes. */
const MAX_SHELVES = 20;

/** Full-width letters, as an input method for Chinese gives them, are plain ones here. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase();

function entryOf(flow: ListedFlow): Entry {
  const categories = flow.categories.flatMap((category) => [plain(category), plain(category).replaceAll('_', ' ')]);
  return { flow, name: plain(flow.name), id: plain(flow.flowId), categories };
}

function matchesIn(entries: Iterable<Entry>, query: string): ListedFlow[] {
  const wanted = plain(query.trim());
  const atStart: ListedFlow[] = [];
  const within: ListedFlow[] = [];
  for (const { flow, name, id, categories } of entries) {
    if (name.startsWith(wanted) || id.startsWith(wanted)) atStart.push(flow);
    else if ([name, id, ...categories].some((text) => text.includes(wanted))) within.push(flow);
  }
  return [...atStart, ...within];
}

/** Type-ahead over `ListFlow`, which knows no order and no search but by name: the whole list is loaded and kept. */
export function createFlowCatalogue({ accountOf, clock }: FlowCatalogueParts): FlowCatalogue {
  const shelves = new LRUCache<string, Shelf>({ max: MAX_SHELVES });

  async function loadPages(
    account: Pick<CamsAccount, 'listFlows'>,
    space: Space,
    load: Load,
    onFirstPage: () => void,
  ): Promise<void> {
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const flows = await account.listFlows(space.custSpaceId, page);
      const knownBefore = load.entries.size;
      for (const flow of flows) load.entries.set(flow.flowId, entryOf(flow));
      // A page with nothing new: whoever answers does not know of pages.
      load.isComplete = flows.length < FLOWS_PER_PAGE || load.entries.size === knownBefore;
      onFirstPage();
      if (load.isComplete) return;
    }
  }

  function startLoad(account: Pick<CamsAccount, 'listFlows'>, space: Space, onEnd: (load: Load) => void): Load {
    const { promise: firstPage, resolve } = Promise.withResolvers<void>();
    const load: Load = {
      entries: new Map(),
      isComplete: false,
      isOver: false,
      error: undefined,
      endedAt: 0,
      firstPage,
    };
    const end = (error?: CamsError) => {
      load.isOver = true;
      load.error = error;
      load.endedAt = clock.monotonicMs();
      onEnd(load);
      resolve();
    };
    loadPages(account, space, load, resolve).then(
      () => end(),
      (cause) => end(cause instanceof CamsError ? cause : new CamsError('unknown-code', { cause })),
    );
    return load;
  }

  function isDue({ isOver, error, endedAt }: Load): boolean {
    return isOver && clock.monotonicMs() - endedAt >= (error === undefined ? FRESH_MS : RETRY_AFTER_MS);
  }

  function shown({ kept, latest }: Shelf): Load {
    const isUsable = kept !== undefined && kept.entries.size > 0 && clock.monotonicMs() - kept.endedAt < STALE_MS;
    return isUsable ? kept : latest;
  }

  function shelfOf(account: Pick<CamsAccount, 'listFlows'>, space: Space): Shelf {
    const key = `${space.account}/${space.custSpaceId ?? ''}`;
    const known = shelves.get(key);
    if (known !== undefined && !isDue(known.latest)) return known;
    const shelf: Shelf = {
      kept: known && shown(known),
      latest: startLoad(account, space, (load) => {
        if (load.error === undefined) shelf.kept = load;
      }),
    };
    shelves.set(key, shelf);
    return shelf;
  }

  return {
    async find(space, query, limit) {
      const account = accountOf(space.account);
      if (account === undefined) {
        return { flows: [], more: 0, isComplete: false, error: new CamsError('account-unknown') };
      }
      const shelf = shelfOf(account, space);
      const isEmptyYet = () => !shown(shelf).isOver && shown(shelf).entries.size === 0;
      if (isEmptyYet()) await Promise.race([shelf.latest.firstPage, clock.wait(FIRST_PAGE_WAIT_MS)]);
      const { entries, isComplete } = shown(shelf);
      const matches = matchesIn(entries.values(), query);
      const { error } = shelf.latest;
      return {
        flows: matches.slice(0, limit),
        more: Math.max(0, matches.length - limit),
        isComplete,
        ...(error === undefined ? {} : { error }),
      };
    },
  };
}
