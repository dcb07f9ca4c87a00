import type { App, Context, ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';

/** Of Bolt's `context`. */
const ACK = 'ackEvent';
const FAIL = 'failEvent';

/** Acks an event; a second time does nothing. Never rejects. */
export type AckEvent = () => Promise<void>;

/** Says that an event could not be followed, so that Slack is to send it again. */
export type FailEvent = (error: unknown) => void;

const eventCallback = z.looseObject({ event: z.looseObject({ type: z.string() }) });

/** Bolt leaves the ack of this one to its listener. */
const ACKED_BY_LISTENER = 'function_executed';

const typeOf = ({ body }: ReceiverEvent): string | undefined => eventCallback.safeParse(body).data?.event.type;

/**
 * Lets the listeners of events ack them, as those of commands do. Bolt acks an event before any listener sees it, so that
 * one which a crash cuts short would be lost: Slack sends no event again that was acked. What no listener acks is acked
 * when all have ended; what one has failed is not, and `processEvent` rejects, whatever Bolt's handler of errors does.
 *
 * @param ackOf makes the ack of an event of that type one that never rejects.
 */
export function holdEventAcks(app: App, ackOf: (type: string, ack: () => Promise<void>) => AckEvent): void {
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const type = typeOf(event);
    if (type === undefined || type === ACKED_BY_LISTENER) return processEvent(event);
    const ack = ackOf(type, () => event.ack());
    let isTaken = false;
    let failure: { error: unknown } | undefined;
    const fail: FailEvent = (error) => {
      failure = { error };
    };
    const ackOfBolt = async () => {
      isTaken = true;
    };
    const customProperties = { ...event.customProperties, [ACK]: ack, [FAIL]: fail };
    await processEvent({ ...event, ack: ackOfBolt, customProperties });
    if (failure !== undefined) throw failure.error;
    if (isTaken) await ack();
  };
}

/** What acks the event that a listener was given; nothing is left to do where Bolt's acks are not held. */
export const heldAckOf = (context: Context): AckEvent => context[ACK] ?? (async () => {});

/** Of the event that a listener was given; before any ack of it. Nothing can be done where Bolt's acks are not held. */
export const failureOf = (context: Context): FailEvent => context[FAIL] ?? (() => {});
