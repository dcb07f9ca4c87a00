import type { Clock } from '../../clock.ts';

/** The acks that Slack waits for right now. */
export interface AcksDue {
  /**
   * One more is due.
   *
   * @returns what is called once it was sent, or can't be; a second time does nothing.
   */
  begin(): () => void;
  /**
   * Resolves once none is due, one caller at a time, or after a while all the same. Never rejects.
   *
   * @param maxMs milliseconds; where people never stop clicking, what waits has to be done between them.
   */
  none(maxMs?: number): Promise<void>;
}

export interface AcksDueParts {
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** Calls once what has arrived meanwhile is taken up, as `setImmediate`. */
  nextTurn: (callback: () => void) => void;
}

interface Waiting {
  goOn: () => void;
  until: number;
}

const MAX_WAIT_MS = 2_000;

/**
 * Lets work that nobody waits three seconds for make way for acks, which Slack gives up then: a hundred people at once have
 * theirs before the first file is uploaded. What has made way goes on one after the other, with what has arrived in between:
 * sixteen shares that went on at once would keep the next ack waiting for all of them.
 */
export function createAcksDue({ clock, nextTurn }: AcksDueParts): AcksDue {
  let due = 0;
  /** In the order in which they came. */
  const waiting: Waiting[] = [];
  let isNextChosen = false;
  let timedFor = Number.POSITIVE_INFINITY;

  function letGo(entry: Waiting): void {
    waiting.splice(waiting.indexOf(entry), 1);
    entry.goOn();
  }

  function chooseNext(): void {
    if (isNextChosen || due > 0 || waiting.length === 0) return;
    isNextChosen = true;
    nextTurn(() => {
      isNextChosen = false;
      const [first] = waiting;
      if (due === 0 && first !== undefined) letGo(first);
      chooseNext();
    });
  }

  /** One timer, for whoever has to go first: what waits seldom waits for long. */
  function watchTime(): void {
    const first = Math.min(...waiting.map(({ until }) => until));
    if (first >= timedFor) return;
    timedFor = first;
    clock.after(first - clock.monotonicMs(), () => {
      if (timedFor === first) timedFor = Number.POSITIVE_INFINITY;
      const now = clock.monotonicMs();
      for (const entry of waiting.filter(({ until }) => until <= now)) letGo(entry);
      watchTime();
    });
  }

  return {
    begin() {
      let isDue = true;
      due += 1;
      return () => {
        if (!isDue) return;
        isDue = false;
        due -= 1;
        chooseNext();
      };
    },
    none: (maxMs = MAX_WAIT_MS) =>
      new Promise((goOn) => {
        waiting.push({ goOn, until: clock.monotonicMs() + maxMs });
        chooseNext();
        watchTime();
      }),
  };
}
