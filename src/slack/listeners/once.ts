import type { OnceKey } from '../../requests/journal.ts';

/** Slack may send the same again for so long, where it saw no ack (source: retries of the Events API). */
const SENT_AGAIN_MS = 60 * 60 * 1000;
/** Two clicks this near are one, made twice; milliseconds. */
const DOUBLE_CLICK_MS = 3000;

/** A `trigger_id`, or the ID and hash of a submitted view: Slack gives each to one interaction. */
export const onceATrigger = (id: string): OnceKey => ({ key: `trigger:${id}`, withinMs: SENT_AGAIN_MS });

/** A message, however many events tell of it: one of a mention, one of the direct message, and each of them again. */
export const onceAMessage = (teamId: string, channelId: string, ts: string): OnceKey => ({
  key: `message:${teamId}:${channelId}:${ts}`,
  withinMs: SENT_AGAIN_MS,
});

/** A button, as one person clicks it. */
export const onceAClick = (...parts: (string | undefined)[]): OnceKey => ({
  key: `click:${parts.join(':')}`,
  withinMs: DOUBLE_CLICK_MS,
});
