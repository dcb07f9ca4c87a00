import type { FetchedFlow, Fetching } from '../flows/fetch/fetch-flow.ts';
import type { Delivered } from './delivery.ts';
import type { Hold } from './hold.ts';
import type { Note } from './journal.ts';
import type { Progress } from './progress.ts';
import type { FlowRef, FlowRequest } from './request.ts';

/** What a request met when it was started. */
export interface Started {
  /** By flow: the queue for its call; undefined where somebody else's fetch of it is under way. */
  queues: readonly Fetching['queue'][];
  /** Until all files are there; an estimate, milliseconds. */
  expectedMs: number;
}

/** What came of the flows of a request. */
export interface Outcome {
  fetched: readonly FetchedFlow[];
  failed: readonly { flow: FlowRef; error: unknown }[];
}

/** The replies to one request. They arrive in the order in which they are sent. */
export interface Reply {
  started(started: Started): Promise<void>;
  /** A call was dropped, and is made again in so many milliseconds. */
  retrying(flow: FlowRef, inMs: number): Promise<void>;
  progress(progress: Progress): Promise<void>;
  /**
   * @param keepRest called with what is left each time a part of the note has arrived, so that no part is sent twice.
   * @returns whether all of it arrived; rejects as `keepRest` does.
   */
  end(note: Note, keepRest: (rest: Note) => Promise<void>): Promise<boolean>;
}

export interface Replies {
  /**
   * Opens the way to a requester.
   *
   * @param isLate so late that nobody looks for a reply where the request was made: it goes to the direct message.
   * @returns rejects where there is no way, for the moment or at all.
   */
  open(request: FlowRequest, options: { isLate: boolean }): Promise<Reply>;
  /** What the requester reads of an outcome. `delivered` is absent where nothing was. */
  noteOf(request: FlowRequest, outcome: Outcome, delivered: Omit<Delivered, 'fileIds'> | undefined): Note;
  /** What the requester is asked where files are held back. @param question by which the answer finds it. */
  heldNote(request: FlowRequest, hold: Hold, question: string): Note;
  /** What the requester reads where a request is so old that it is not run any more. */
  tooOldNote(request: FlowRequest): Note;
  /** What the requester reads where a request is not run once more, after what it did to the processes that ran it. */
  gaveUpNote(request: FlowRequest): Note;
}
