import type { Clock } from '../../clock.ts';

/** The acks that Slack waits for right now. */
export interface AcksDue {
  /**
   * One more is due.
   *
   * @returns what is called once it was sent, or can't be; a second time does nothing.
   */
  begin(): () => void;
  /** Resolves once none is due, or after a while all the same. Never rejects. */
  none(): Promise<void>;
}

/** So long work makes way for acks: where people never stop clicking, it has to be done between them. Milliseconds. */
const MAX_WAIT_MS = 2_000;

/**
 * Lets work that nobody waits three seconds for make way for acks, which Slack gives up then: a hundred people at once have
 * theirs before the first file is uploaded.
 */
export function createAcksDue(clock: Pick<Clock, 'after'>): AcksDue {
  let due = 0;
  let waiting: (() => void)[] = [];

  return {
    begin() {
      let isDue = true;
      due += 1;
      return () => {
        if (!isDue) return;
        isDue = false;
        due -= 1;
        if (due > 0) return;
        for (const goOn of waiting) goOn();
        waiting = [];
      };
    },
    none() {
      if (due === 0) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push(resolve);
        clock.after(MAX_WAIT_MS, resolve);
      });
    },
  };
}
