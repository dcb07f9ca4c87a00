import type { App, Logger, ReceiverEvent } from '@slack/bolt';
import { ACK_WITHIN_MS, type AcksDue } from './acks-due.ts';

/** What Slack sent, by whatever way, and the way back. */
export interface Received extends Pick<ReceiverEvent, 'body'> {
  /** Slack's count of its tries, and why it tries again. */
  retryNum?: number | undefined;
  retryReason?: string | undefined;
  /** Sends the ack, with an answer or without. */
  send: (answer: unknown) => Promise<void> | void;
  /** Tells Slack that it failed, where no ack was sent. */
  fail: () => void;
}

/**
 * Hands what Slack sent to Bolt's app. Acks once, and acks too what nobody took up: a button that is but a link, or an event
 * of a newer manifest, is no failure. Never rejects.
 *
 * @param monotonicMs the time, of which only differences mean anything.
 */
export async function receive(
  app: Pick<App, 'processEvent'> | undefined,
  { body, retryNum, retryReason, send, fail }: Received,
  { logger, monotonicMs, acksDue }: { logger: Logger; monotonicMs: () => number; acksDue: Pick<AcksDue, 'begin'> },
): Promise<void> {
  const receivedAt = monotonicMs();
  const noLongerDue = acksDue.begin();
  let isAcked = false;
  /** A link that has ended loses the ack, as a broken HTTP connection does: what was begun goes on all the same. */
  async function ack(answer?: unknown): Promise<void> {
    if (isAcked) return;
    isAcked = true;
    const tookMs = monotonicMs() - receivedAt;
    if (tookMs > ACK_WITHIN_MS) logger.warn(`An ack came too late for Slack: after ${Math.round(tookMs)} ms`);
    try {
      await send(answer);
    } catch (error) {
      logger.warn(`An ack did not reach Slack (${error})`);
    } finally {
      noLongerDue();
    }
  }
  try {
    await app?.processEvent({
      body,
      ack,
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    });
    await ack();
  } catch (error) {
    logger.error('What Slack sent could not be handled', error);
    if (isAcked) return;
    isAcked = true;
    noLongerDue();
    fail();
  }
}
