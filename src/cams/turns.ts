import { LRUCache } from 'lru-cache';

/** Whom a call is for: one without a requester shares its turn with all others without. */
export type Requester = string | undefined;

/** What waits, by whom it is for: each requester in turn, and each one's calls in the order in which they came. */
export interface Turns<T> {
  readonly size: number;
  add(requester: Requester, item: T): void;
  /** Takes the first of the requester whose last turn was the longest ago. */
  next(): T | undefined;
  /** How many would be taken before one that `requester` added now. */
  ahead(requester: Requester): number;
  /** Takes out all that `isMeant` is true for. */
  take(isMeant: (item: T) => boolean): T[];
}

/** Knows who had a turn when; one for all the queues of a budget, so that a turn counts in each of them. */
export interface TurnBook {
  lastTurn(requester: Requester): number;
  note(requester: Requester): void;
}

/** More than could wait in a budget at the same time and matter: who is forgotten comes next. */
const MAX_REMEMBERED = 5000;

export function createTurnBook(): TurnBook {
  const turns = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  const keyOf = (requester: Requester) => requester ?? '';
  let count = 0;
  return {
    // Only a turn makes a requester a recent one, a look doesn't.
    lastTurn: (requester) => turns.peek(keyOf(requester)) ?? 0,
    note(requester) {
      count += 1;
      turns.set(keyOf(requester), count);
    },
  };
}

export function createTurns<T>(book: TurnBook): Turns<T> {
  /** None of the lists is empty; they are in the order in which they began. */
  const waiting = new Map<Requester, T[]>();
  let size = 0;

  function nextRequester(): { requester: Requester; items: T[] } | undefined {
    let best: { requester: Requester; items: T[]; turn: number } | undefined;
    for (const [requester, items] of waiting) {
      const turn = book.lastTurn(requester);
      if (best === undefined || turn < best.turn) best = { requester, items, turn };
    }
    return best;
  }

  function put(requester: Requester, items: T[]): void {
    if (items.length === 0) waiting.delete(requester);
    else waiting.set(requester, items);
  }

  return {
    get size() {
      return size;
    },

    add(requester, item) {
      const items = waiting.get(requester);
      if (items === undefined) waiting.set(requester, [item]);
      else items.push(item);
      size += 1;
    },

    next() {
      const chosen = nextRequester();
      const item = chosen?.items.shift();
      if (chosen === undefined || item === undefined) return undefined;
      put(chosen.requester, chosen.items);
      size -= 1;
      book.note(chosen.requester);
      return item;
    },

    ahead(requester) {
      const own = waiting.get(requester)?.length ?? 0;
      const ownTurn = book.lastTurn(requester);
      let isBeforeOwn = true;
      let ahead = own;
      for (const [other, items] of waiting) {
        if (other === requester) isBeforeOwn = false;
        else {
          const turn = book.lastTurn(other);
          const goesFirst = turn < ownTurn || (turn === ownTurn && isBeforeOwn);
          ahead += Math.min(items.length, goesFirst ? own + 1 : own);
        }
      }
      return ahead;
    },

    take(isMeant) {
      const taken: T[] = [];
      for (const [requester, items] of [...waiting]) {
        taken.push(...items.filter(isMeant));
        put(
          requester,
          items.filter((item) => !isMeant(item)),
        );
      }
      size -= taken.length;
      return taken;
    },
  };
}
