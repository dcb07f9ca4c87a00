import { z } from 'zod';
import type { BotAnswer } from './bot-answer.ts';
import { ACK_WITHIN_MS, type BotConnection, type DeliveryControls } from './bot-connection.ts';
import { parseJson } from './call-body.ts';
import { type After, sendWithRetries } from './event-retries.ts';
import type { Link } from './socket-links.ts';

/** What Slack sends through a link (source: "Receive events" in Slack's docs on Socket Mode). */
export interface Envelope {
  envelope_id: string;
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: unknown;
  /** Whether the ack may carry an answer. */
  accepts_response_payload: boolean;
  /** 0 for the first time. */
  retry_attempt: number;
  /** Empty for the first time. */
  retry_reason: string;
}

/** Slack's commands, interactions and events through links: the same doors as the HTTP requests have. */
export interface Envelopes extends BotConnection, DeliveryControls {
  /** Takes what the app sent through a link; what is no ack of a waiting envelope is ignored, as Slack does. */
  take(text: string): void;
}

export interface EnvelopesParts {
  nextLink: () => Link | undefined;
  newId: () => string;
  after: After;
}

const ack = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });
const emptyPayload = z.strictObject({}).optional();

function answerOf({ accepts_response_payload: isHeard }: Envelope, payload: unknown): BotAnswer {
  const isEmpty = !isHeard || emptyPayload.safeParse(payload).success;
  return { ok: true, contentType: 'application/json', body: isEmpty ? '' : JSON.stringify(payload) };
}

export function createEnvelopes({ nextLink, newId, after }: EnvelopesParts): Envelopes {
  const waiting = new Map<string, (payload: unknown) => void>();
  let last: Omit<Envelope, 'envelope_id'> | undefined;
  let acksToLose = 0;

  /** Resolves with the ack, or with what Slack's client shows where none came within 3 s. */
  function deliver(content: Omit<Envelope, 'envelope_id'>): Promise<BotAnswer> {
    last = content;
    const link = nextLink();
    if (link === undefined) return Promise.resolve({ ok: false, error: 'dispatch_failed' });
    const envelope: Envelope = { envelope_id: newId(), ...content };
    return new Promise((resolve) => {
      const cancel = after(ACK_WITHIN_MS, () => {
        waiting.delete(envelope.envelope_id);
        resolve({ ok: false, error: 'operation_timeout' });
      });
      waiting.set(envelope.envelope_id, (payload) => {
        cancel();
        waiting.delete(envelope.envelope_id);
        resolve(answerOf(envelope, payload));
      });
      link.send(envelope);
    });
  }

  const first = (type: Envelope['type'], payload: unknown) => ({
    type,
    payload,
    accepts_response_payload: type !== 'events_api',
    retry_attempt: 0,
    retry_reason: '',
  });
  const retried = (content: Omit<Envelope, 'envelope_id'>, attempt: number) =>
    attempt === 0 ? content : { ...content, retry_attempt: attempt, retry_reason: 'timeout' };

  return {
    send({ payload, ...fields }) {
      const isCommand = payload === undefined;
      return deliver(isCommand ? first('slash_commands', fields) : first('interactive', parseJson(payload)));
    },

    sendEvent(event) {
      const envelope = first('events_api', event);
      return sendWithRetries((attempt) => deliver(retried(envelope, attempt)), after);
    },

    take(text) {
      const { data } = ack.safeParse(parseJson(text));
      const taken = data && waiting.get(data.envelope_id);
      if (taken === undefined) return;
      if (acksToLose > 0) acksToLose -= 1;
      else taken(data?.payload);
    },

    loseAcks(times) {
      acksToLose += times;
    },

    async sendAgain() {
      if (last === undefined) throw new Error('Nothing was sent yet');
      return deliver(retried(last, last.retry_attempt + 1));
    },
  };
}
