/** Lets one at a time go on. */
export interface Turns {
  /** Resolves when it is the caller's turn: in the order in which they came. */
  take(): Promise<void>;
  /** Ends the turn. */
  end(): void;
}

/**
 * Kysely's own lock of a single connection wakes all that wait for it whenever it is free, for one of them to have it: with a
 * thousand waiting, that alone is half a million promises. Here only the next one wakes.
 */
export function createTurns(): Turns {
  let waiting: (() => void)[] = [];
  let next = 0;
  let isTaken = false;

  return {
    async take() {
      if (isTaken) return new Promise((goOn) => void waiting.push(goOn));
      isTaken = true;
    },
    end() {
      const goOn = waiting[next];
      if (goOn === undefined) {
        [waiting, next, isTaken] = [[], 0, false];
        return;
      }
      next += 1;
      goOn();
    },
  };
}
