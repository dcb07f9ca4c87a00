import type { CamsAccount } from '../../cams/account.ts';
import { CamsError } from '../../cams/errors.ts';
import { isFlowId } from '../ids/flow-id.ts';
import type { Space } from '../ids/spaces.ts';
import { toKeep } from './fold.ts';
import { problemOf } from './list-problem.ts';
import type { CatalogueRecords, EndedLoad } from './records.ts';

/** More flows than any account has: whoever answers with new ones for ever does not answer from a list. */
const MAX_PAGES = 1_000;
const MINUTE_MS = 60_000;
/** How long a list is good for, also one that may not be read. */
export const REFRESH_MS = 10 * MINUTE_MS;
/** Before that, whoever misses something in it has it loaded again once a minute at the most. */
const REST_MS = MINUTE_MS;
/** After a fault that may pass, where somebody asks. */
const RETRY_AFTER_MS = 5_000;

/** A load that was begun. Neither promise rejects. */
export interface Load {
  /** With the first page, or with the end where there is none. */
  firstPage: Promise<void>;
  end: Promise<void>;
}

function brokenOff(cause: unknown): EndedLoad {
  const error = cause instanceof CamsError ? cause : new CamsError('unknown-code', { cause });
  const isDenied = error.kind === 'permission-denied';
  return {
    isWhole: false,
    problem: error.isOwnDecision ? undefined : problemOf(error),
    restMs: isDenied ? REST_MS : RETRY_AFTER_MS,
    dueInMs: isDenied ? REFRESH_MS : MINUTE_MS,
  };
}

async function loadPages(
  account: Pick<CamsAccount, 'listFlows'>,
  space: Space,
  records: CatalogueRecords,
  { onPage, isStopped }: { onPage: () => void; isStopped: () => boolean },
): Promise<void> {
  const known = new Set<string>();
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    if (isStopped()) throw new CamsError('stopping');
    const listed = await account.listFlows(space.custSpaceId, page);
    const fresh = listed.filter(({ flowId }) => isFlowId(flowId) && !known.has(flowId) && known.add(flowId));
    await records.keep(space, fresh.map(toKeep), known.size - fresh.length);
    onPage();
    // Not where a page is short: entries that can't be read are left out of it. And there is one who knows of no pages.
    if (fresh.length === 0) return;
  }
}

/**
 * Loads a space's list that was claimed, all pages of it, and ends the claim.
 *
 * @param onFault with what `ListFlow` or the database answered with.
 */
export function loadList(
  account: Pick<CamsAccount, 'listFlows'>,
  space: Space,
  records: CatalogueRecords,
  { isStopped, onFault }: { isStopped: () => boolean; onFault: (error: unknown) => void },
): Load {
  const { promise: firstPage, resolve } = Promise.withResolvers<void>();

  async function load(): Promise<void> {
    try {
      await loadPages(account, space, records, { onPage: resolve, isStopped });
      await records.ended(space, { isWhole: true, restMs: REST_MS, dueInMs: REFRESH_MS });
    } catch (cause) {
      onFault(cause);
      await records.ended(space, brokenOff(cause)).catch(onFault);
    }
  }

  return { firstPage, end: load().finally(resolve) };
}
