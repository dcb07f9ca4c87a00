import type { AuditedFlow, NewAuditEntry } from '../audit/entry.ts';
import type { PlacePreferences } from '../flows/records.ts';

/** Text that the requester reads at the end. Only who wrote it can read it: the journal keeps it as it is. */
export type Note = string;

/** A request as it was accepted. */
export interface AcceptedRequest {
  id: string;
  teamId: string;
  userId: string;
  /** JSON: which flows, where files and replies go; see `requestBodyOf`. */
  body: string;
}

/** A request to be written down. */
export interface NewRequest extends AcceptedRequest {
  /** How many flows it is for. */
  flows: number;
  /** Is written down with it, or neither is. */
  audit: NewAuditEntry;
}

/** Why a request is not written down. */
export type AcceptRefusal =
  /** The requester waits for so many flows that these would be too many. `limit`: the most that one person may. */
  | { why: 'too-many-waiting'; limit: number }
  /** The channel or the workspace has set something else than was assumed. */
  | { why: 'place-changed'; place: PlacePreferences };

/** What a request was made of: it is written down only while that is so. */
export interface AssumedPlace extends Partial<PlacePreferences> {
  /** Whose space it is; absent: there is no channel. */
  channelId: string | undefined;
}

/** What is not to be done again within a while, as a trigger that Slack sends twice, or a double click. */
export interface OnceKey {
  key: string;
  /** Milliseconds. */
  withinMs: number;
}

/** Files that were uploaded, and are about to be shared: what recovery looks for after a crash. */
export interface BegunShare {
  channelId: string;
  fileIds: string[];
  /** What the requester reads once they are shared. */
  note: Note;
  /** What the audit says of each flow once they are shared. */
  audited?: readonly AuditedFlow[] | undefined;
}

/** `held`: nothing was shared, and the requester is asked; the answer is another request. */
export type RequestOutcome = 'delivered' | 'failed' | 'held';

/** A request that its process left behind. */
export interface AbandonedRequest extends AcceptedRequest {
  /** Since it was accepted, by the database's clock; milliseconds. */
  ageMs: number;
  /** How often it was taken over from a process that had died, this time included; not counted: one that gave it back. */
  takeovers: number;
  /** In the order in which they were begun. */
  shares: BegunShare[];
  /** Present once its outcome is known: only the reply may not have arrived. */
  note: Note | undefined;
}

/**
 * What is asked for, written down before it is acked, so that a crash loses nothing. Each request belongs to one process,
 * as long as that gives signs of life.
 *
 * Every function rejects where the database fails.
 */
export interface RequestJournal {
  /**
   * By one statement where the database is another machine's.
   *
   * @param assumed a part that is absent counts for nothing; absent as a whole: nothing was assumed.
   * @returns false where one of the keys was seen within its time, or why it is refused: then nothing is written.
   */
  accept(request: NewRequest, once: readonly OnceKey[], assumed?: AssumedPlace): Promise<boolean | AcceptRefusal>;
  /** As `accept`, for what is done without a request. @returns false where the key was seen within its time. */
  markSeen(teamId: string, once: OnceKey): Promise<boolean>;
  /** A request that was accepted here, and has not been run. @returns undefined where it is another process's by now. */
  readMine(id: string): Promise<AcceptedRequest | undefined>;
  /** @returns false where the request belongs to another process by now: then nothing may be shared. */
  beginShare(id: string, share: BegunShare): Promise<boolean>;
  /** The outcome is known, and replied next. `audit` is written down with it, or neither is. */
  ending(id: string, outcome: RequestOutcome, note: Note, audit: NewAuditEntry): Promise<void>;
  /** Of the note of a request that is ending only this is left to be replied. */
  noteLeft(id: string, note: Note): Promise<void>;
  done(id: string): Promise<void>;
  /** Lets any process, this one too, take the request over in a few seconds. */
  release(id: string): Promise<void>;
  /** A sign of life: keeps this process's requests its own. */
  renew(): Promise<void>;
  /**
   * Takes over requests whose process has given no sign of life for a while.
   *
   * @param which `first`: those that outlived no process yet; `suspect`: those that did, and may have been its end; absent: all.
   */
  claimAbandoned(limit: number, which?: 'first' | 'suspect'): Promise<AbandonedRequest[]>;
  /** Lets any process take over what this one has not ended. */
  handOver(): Promise<void>;
}
