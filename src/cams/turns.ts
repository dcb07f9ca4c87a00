/** Whom a call is for: one without an asker shares its turn with all others without. */
export type Asker = string | undefined;

/** What waits, by whom it is for: each asker in turn, and what one asked for in the order of asking. */
export interface Turns<T> {
  readonly size: number;
  add(asker: Asker, item: T): void;
  /** Takes the first of the asker whose last turn was the longest ago. */
  next(): T | undefined;
  /** How many would be taken before one that `asker` added now. */
  ahead(asker: Asker): number;
  /** Takes out all that `isMeant` says. */
  take(isMeant: (item: T) => boolean): T[];
}

/** Tells who had a turn when; one for all the queues of a budget, so that a turn counts in each of them. */
export interface TurnBook {
  lastTurn(asker: Asker): number;
  note(asker: Asker): void;
}

/** More than could wait in a budget at the same time and matter: the oldest is forgotten, which makes it the next. */
const MOST_REMEMBERED = 5000;

export function createTurnBook(): TurnBook {
  const turns = new Map<Asker, number>();
  let count = 0;
  return {
    lastTurn: (asker) => turns.get(asker) ?? 0,
    note(asker) {
      count += 1;
      // Anew at the end: the first key is the one whose turn was the longest ago.
      turns.delete(asker);
      turns.set(asker, count);
      const oldest = turns.keys().next();
      if (turns.size > MOST_REMEMBERED && !oldest.done) turns.delete(oldest.value);
    },
  };
}

export function createTurns<T>(book: TurnBook): Turns<T> {
  /** None of the lists is empty; they are in the order in which they began. */
  const waiting = new Map<Asker, T[]>();
  let size = 0;

  function nextAsker(): { asker: Asker; items: T[] } | undefined {
    let best: { asker: Asker; items: T[]; turn: number } | undefined;
    for (const [asker, items] of waiting) {
      const turn = book.lastTurn(asker);
      if (best === undefined || turn < best.turn) best = { asker, items, turn };
    }
    return best;
  }

  function put(asker: Asker, items: T[]): void {
    if (items.length === 0) waiting.delete(asker);
    else waiting.set(asker, items);
  }

  return {
    get size() {
      return size;
    },

    add(asker, item) {
      const items = waiting.get(asker);
      if (items === undefined) waiting.set(asker, [item]);
      else items.push(item);
      size += 1;
    },

    next() {
      const chosen = nextAsker();
      const item = chosen?.items.shift();
      if (chosen === undefined || item === undefined) return undefined;
      put(chosen.asker, chosen.items);
      size -= 1;
      book.note(chosen.asker);
      return item;
    },

    ahead(asker) {
      const own = waiting.get(asker)?.length ?? 0;
      const ownTurn = book.lastTurn(asker);
      let isBeforeOwn = true;
      let ahead = own;
      for (const [other, items] of waiting) {
        if (other === asker) isBeforeOwn = false;
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
      for (const [asker, items] of [...waiting]) {
        taken.push(...items.filter(isMeant));
        put(
          asker,
          items.filter((item) => !isMeant(item)),
        );
      }
      size -= taken.length;
      return taken;
    },
  };
}
