/** What a channel may ask for; milliseconds. */
export const DEFAULT_EVERY_MS = 10 * 60_000;
export const MIN_EVERY_MS = 5 * 60_000;
export const MAX_EVERY_MS = 24 * 60 * 60_000;
