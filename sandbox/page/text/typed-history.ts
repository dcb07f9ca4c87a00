/** What was typed into the composer, oldest first, and which of it is recalled now. */
export interface TypedHistory {
  typed: readonly string[];
  /** An index in `typed`; its length when nothing is recalled. */
  at: number;
}

export const EMPTY_HISTORY: TypedHistory = { typed: [], at: 0 };

/** Adds what was sent; the same text twice in a row is kept once. */
export function remember({ typed }: TypedHistory, text: string): TypedHistory {
  const next = typed.at(-1) === text ? typed : [...typed, text];
  return { typed: next, at: next.length };
}

/** The text that is recalled; empty behind the newest one. */
export const recalled = ({ typed, at }: TypedHistory): string => typed[at] ?? '';

/** Goes one text back (-1) or forth (1), and stays at the ends. */
export function step({ typed, at }: TypedHistory, by: -1 | 1): TypedHistory {
  return { typed, at: Math.min(typed.length, Math.max(0, at + by)) };
}
