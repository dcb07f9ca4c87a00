import type { BotAnswer } from './bot-answer.ts';

/** Runs `run` after `ms` milliseconds; returns what prevents that. */
export type After = (ms: number, run: () => void) => () => void;

/** Before each further try of an event, counted from the failure; milliseconds. Source: "Retries" in the Events API. */
const EVENT_RETRIES_MS = [0, 60_000, 300_000] as const;

/**
 * Sends an event until it is acked, three times more at most.
 *
 * @param send is given how often the event was sent before, and why it is sent again (the answer's `error`).
 * @returns the answer to the first try; the others come later.
 */
export async function sendWithRetries(
  send: (attempt: number, reason: string) => Promise<BotAnswer>,
  after: After,
): Promise<BotAnswer> {
  async function attempt(number: number, reason: string): Promise<BotAnswer> {
    const answer = await send(number, reason);
    const waitMs = EVENT_RETRIES_MS[number];
    if (!answer.ok && waitMs !== undefined) after(waitMs, () => void attempt(number + 1, answer.error));
    return answer;
  }
  return attempt(0, '');
}
