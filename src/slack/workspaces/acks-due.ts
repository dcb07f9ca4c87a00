import type { Clock } from '../../clock.ts';

/** The acks that Slack waits for right now. */
export interface AcksDue {
  /**
   * One more is due, for as long as Slack waits for it.
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

/** Slack gives up after this. Source: "Acknowledgment response" in the docs on slash commands. Milliseconds. */
export const ACK_WITHIN_MS = 3_000;
/** So long work makes way where it does not say for how long; milliseconds. */
const MAX_WAIT_MS = 2_000;

/**
 * Lets work that nobody waits three seconds for make way for acks, which Slack gives up then: a hundred people at once have
 * theirs before the first file is uploaded. What has made way goes on one after the other, with what has arrived in between:
 * sixteen shares that went on at once would keep the next ack waiting for all of them.
 */
export function createAcksDue({ clock, nextTurn }: AcksDueParts): AcksDue {
  /** When each began to be due; the first of them first. */
  const due = new Set<{ since: number }>();
  /** In the order in which they came. */
  const waiting: Waiting[] = [];
  let isNextChosen = false;
  let timedFor = Number.POSITIVE_INFINITY;

  function isAnyDue(): boolean {
    for (const entry of due) {
      if (clock.monotonicMs() - entry.since < ACK_WITHIN_MS) return true;
      // It keeps nobody any more.
      due.delete(entry);
    }
    return false;
  }

  function letGo(entry: Waiting): void {
    waiting.splice(waiting.indexOf(entry), 1);
    entry.goOn();
  }

  function chooseNext(): void {
    if (isNextChosen || waiting.length === 0 || isAnyDue()) return;
    isNextChosen = true;
    nextTurn(() => {
      isNextChosen = false;
      const [first] = waiting;
      if (first !== undefined && !isAnyDue()) letGo(first);
      chooseNext();
    });
  }

  /** Whose time is up goes on, however many acks are due; those whose time was up at once, one in each turn as well. */
  function letGoOverdue(): void {
    const overdue = waiting.find(({ until }) => until <= clock.monotonicMs());
    if (overdue === undefined) {
      watchTime();
      return;
    }
    letGo(overdue);
    nextTurn(letGoOverdue);
  }

  /** One timer, for whoever has to go first: what waits seldom waits for long. */
  function watchTime(): void {
    const first = Math.min(...waiting.map(({ until }) => until));
    if (first >= timedFor) return;
    timedFor = first;
    clock.after(Math.max(0, first - clock.monotonicMs()), () => {
      if (timedFor === first) timedFor = Number.POSITIVE_INFINITY;
      letGoOverdue();
    });
  }

  return {
    begin() {
      const entry = { since: clock.monotonicMs() };
      due.add(entry);
      return () => {
        if (due.delete(entry)) chooseNext();
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
