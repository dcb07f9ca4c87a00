import type { FlowRef, FlowStatus, ListedFlow } from '../../cams/types.ts';
import type { Space } from '../ids/spaces.ts';

/** A flow of an account's list, and where it lies. */
export interface CataloguedFlow extends FlowRef, ListedFlow {
  /** As `GetFlow` said last, where somebody fetched or watched the flow; undefined where it is not known. */
  status: FlowStatus | undefined;
}

/** What is known of a space's list. */
export interface ListState {
  /** How long ago the whole list was loaded; milliseconds; undefined: never. */
  ageMs: number | undefined;
  /** Why the last attempt at it broke off, in the words of whoever ended it. */
  problem: string | undefined;
}

/** How a load ended. */
export interface EndedLoad {
  /** Whether every page came. */
  isWhole: boolean;
  /** Why it broke off; undefined where it says nothing of the list, as where the process stops. */
  problem?: string | undefined;
  /** Nobody claims it again before; milliseconds, at most a minute. */
  restMs: number;
  /** It is due again; milliseconds, at most ten minutes. */
  dueInMs: number;
}

/** A flow with what it is searched by: see `fold.ts`. */
export interface FlowToKeep extends ListedFlow {
  /** Its name and ID, folded, each behind a line's end. */
  title: string;
  /** The same with its categories. */
  search: string;
}

/** What is looked for, folded. */
export interface SearchQuery {
  /** All of it; empty: every flow. */
  whole: string;
  /** Its words, each of which a flow has to have. */
  words: readonly string[];
}

export interface CataloguePage {
  /** Those whose name or ID begins with the query, then those that have it in one of them, then those of a category. */
  flows: CataloguedFlow[];
  /** How many match in all. */
  total: number;
}

/** Where the lists of flows are kept. Spaces are loaded by one process at a time. */
export interface CatalogueRecords {
  /**
   * Claims the load of a space's list.
   *
   * @param when `at-once`: also where it is not due yet.
   * @returns false where somebody else loads it, or it rests.
   */
  claim(space: Space, when: 'at-once' | 'when-due'): Promise<boolean>;
  /**
   * Keeps a page of the list, and prolongs the claim.
   *
   * @param from the place of the first flow in the list, from 0.
   */
  keep(space: Space, flows: readonly FlowToKeep[], from: number): Promise<void>;
  /** Ends the load: where it was whole, flows that it did not bring are no longer in the list. */
  ended(space: Space, load: EndedLoad): Promise<void>;
  state(space: Space): Promise<ListState>;
  /** @param query folded: see `queryOf`. */
  search(space: Space, query: SearchQuery, page: { offset: number; limit: number }): Promise<CataloguePage>;
  /** The flows of these spaces that have one of the IDs; of one ID in several spaces each. */
  lookUp(spaces: readonly Space[], flowIds: readonly string[]): Promise<CataloguedFlow[]>;
}
