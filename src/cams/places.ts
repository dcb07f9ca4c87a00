import type { Clock } from '../clock.ts';

/** What became of the wish for a place. */
export type Claim =
  | { claimed: true; place: number }
  /** None was free. `waitMs`: none can be sooner than in so many milliseconds. */
  | { claimed: false; waitMs: number };

/**
 * The places that an account's calls take: as many as there may be calls in a window. Each is free again one window
 * after it was given back.
 */
export interface Places {
  /** Whether other processes take places from the same ones. */
  readonly isShared: boolean;
  /**
   * Takes a place for as long as it isn't given back; never waits for one.
   *
   * @throws whatever the database throws that the places lie in.
   */
  claim(): Promise<Claim>;
  /** Gives a place back, once the answer to its call is there. Never rejects. */
  free(place: number): Promise<void>;
  /** How many are free, as far as this process knows without asking. */
  likelyFree(): number;
}

export interface PlacesOptions {
  clock: Clock;
  calls: number;
  /** Milliseconds. */
  windowMs: number;
}

/** Node's timers count in whole milliseconds and may fire up to one early. */
const MARGIN_MS = 2;

/** Places in this process' memory: nobody else may use the account beside it. */
export function createLocalPlaces({ clock, calls, windowMs }: PlacesOptions): Places {
  /** When each is free again; infinity while its call is under way. */
  const freeAt: number[] = Array.from({ length: calls }, () => Number.NEGATIVE_INFINITY);

  return {
    isShared: false,

    async claim() {
      const now = clock.now();
      const place = freeAt.findIndex((at) => at <= now);
      if (place >= 0) {
        freeAt[place] = Number.POSITIVE_INFINITY;
        return { claimed: true, place };
      }
      // One that is given back right now is free a window later.
      return { claimed: false, waitMs: Math.min(windowMs + MARGIN_MS, Math.min(...freeAt) - now) };
    },

    async free(place) {
      freeAt[place] = clock.now() + windowMs + MARGIN_MS;
    },

    likelyFree: () => freeAt.filter((at) => at <= clock.now()).length,
  };
}
