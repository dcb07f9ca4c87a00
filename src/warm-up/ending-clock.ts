import { type Clock, systemClock } from '../clock.ts';

export interface EndingClock {
  clock: Clock;
  /** Nothing that waits by it is waited for any more: whoever waits is forgotten, with all that they hold. */
  end(): void;
}

export function createEndingClock(): EndingClock {
  const timers = new Set<NodeJS.Timeout>();
  let isOver = false;

  function after(ms: number, callback: () => void): void {
    if (isOver) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      callback();
    }, ms);
    timers.add(timer);
  }

  return {
    clock: {
      monotonicMs: systemClock.monotonicMs,
      after,
      wait: (ms) => new Promise((resolve) => after(ms, resolve)),
    },
    end() {
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
