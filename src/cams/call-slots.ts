import type { Clock } from '../clock.ts';
import type { CamsOperation } from './types.ts';

/** What became of the wish for a slot. */
export type Claim =
  | { claimed: true; slot: number }
  /**
   * None was free. `waitMs`: none can be sooner than in so many milliseconds. `pausedMs`: for so long Alibaba Cloud wants no
   * calls of the operation, as another process has learned.
   */
  | { claimed: false; waitMs: number; pausedMs?: number };

/**
 * The slots that the calls of an operation take: as many as there may be calls in a window. Each is free again one window
 * after it was given back.
 */
export interface CallSlots {
  /** Whether other processes take slots from the same ones. */
  readonly isShared: boolean;
  /**
   * Takes a slot for as long as it isn't given back; never waits for one.
   *
   * @throws whatever the database throws that the slots lie in.
   */
  claim(): Promise<Claim>;
  /** Gives a slot back, once the answer to its call is there. Never rejects. */
  free(slot: number): Promise<void>;
  /** How many are free, as far as this process knows without asking. */
  likelyFree(): number;
}

/** The slots of an account: each operation's own, or for a while a few that all of them share. */
export interface AccountCallSlots {
  of(operation: CamsOperation): CallSlots;
  /**
   * From now on, and for an hour, all operations share five slots, in every process: Alibaba Cloud has dropped a call
   * although each operation kept its own limit.
   *
   * @throws whatever the database throws that the slots lie in.
   */
  shareOneBudget(): Promise<void>;
  /**
   * Lets no process call the operation for so long, since Alibaba Cloud asked for that.
   *
   * @param ms an hour at the most.
   * @throws whatever the database throws that the slots lie in.
   */
  pause(operation: CamsOperation, ms: number): Promise<void>;
  /** Whether they share them now, as far as this process knows without asking. */
  readonly isCommon: boolean;
}

export interface CallSlotsOptions {
  clock: Clock;
  calls: number;
  /** Milliseconds. */
  windowMs: number;
}

/** Node's timers count in whole milliseconds and may fire up to one early. */
const MARGIN_MS = 2;

/** CallSlots in this process' memory: nobody else may use the account beside it. */
export function createLocalCallSlots({ clock, calls, windowMs }: CallSlotsOptions): CallSlots {
  /** When each is free again; infinity while its call is under way. */
  const freeAt: number[] = Array.from({ length: calls }, () => Number.NEGATIVE_INFINITY);

  return {
    isShared: false,

    async claim() {
      const now = clock.monotonicMs();
      const slot = freeAt.findIndex((at) => at <= now);
      if (slot >= 0) {
        freeAt[slot] = Number.POSITIVE_INFINITY;
        return { claimed: true, slot };
      }
      // One that is given back right now is free a window later.
      return { claimed: false, waitMs: Math.min(windowMs + MARGIN_MS, Math.min(...freeAt) - now) };
    },

    async free(slot) {
      freeAt[slot] = clock.monotonicMs() + windowMs + MARGIN_MS;
    },

    likelyFree: () => freeAt.filter((at) => at <= clock.monotonicMs()).length,
  };
}
