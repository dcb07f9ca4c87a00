import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';
import { z } from 'zod';
import { MAX_BODY } from './http/signed-headers.ts';
import { linkConnection } from './link-connection.ts';

/** What Slack sends through a link that is for the app (source: "Receive events" in Slack's docs on Socket Mode). */
export interface Envelope {
  payload: Record<string, unknown>;
  retryNum: number | undefined;
  retryReason: string | undefined;
  /** @throws where the link has ended. */
  ack: (answer: unknown) => Promise<void>;
}

export interface SocketLinkParts {
  /** With a `dispatcher` where the link goes through a proxy. */
  options: SocketModeOptions;
  onEnvelope: (envelope: Envelope) => void;
  /** Slack says that it ends the link. */
  onDisconnect: () => void;
  /** A frame came that is passed over. */
  onOther: () => void;
}

const payload = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const frame = z.union([
  z.object({ type: z.enum(['hello', 'disconnect']) }),
  z.object({
    type: z.string(),
    envelope_id: z.string().min(1),
    payload,
    retry_attempt: z.number().optional().catch(undefined),
    retry_reason: z.string().optional().catch(undefined),
  }),
]);

function parseFrame(text: string): z.infer<typeof frame> | undefined {
  try {
    return frame.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * A link of @slack/socket-mode that reads each frame itself, once, and passes over what is none of Slack's. The client's own
 * reading, as of 3.1.0, ends the process at a frame of `null` or an event without a payload, and emits events by names that
 * the frame gives, its own among them.
 */
export class SocketLink extends SocketModeClient {
  readonly #parts: SocketLinkParts;

  constructor(parts: SocketLinkParts) {
    const { dispatcher, destroy } = linkConnection(parts.options.dispatcher);
    super({ ...parts.options, dispatcher });
    this.#parts = parts;
    // Also where the other side never says that it ends: the client does no more than drop it.
    this.on('close', destroy);
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const text = typeof data === 'string' && data.length <= MAX_BODY ? data : undefined;
    const parsed = isBinary || text === undefined ? undefined : parseFrame(text);
    if (text === undefined || parsed === undefined) {
      this.#parts.onOther();
    } else if ('envelope_id' in parsed) {
      const { envelope_id: id, payload, retry_attempt: retryNum, retry_reason: retryReason } = parsed;
      const ack = (answer: unknown) => this.#answer(id, answer);
      this.#parts.onEnvelope({ payload, retryNum, retryReason, ack });
    } else {
      await super.onWebSocketMessage(text, false);
      if (parsed.type === 'disconnect') this.#parts.onDisconnect();
    }
  }

  #answer(id: string, answer: unknown): Promise<void> {
    const { websocket } = this;
    return new Promise((resolve, reject) => {
      if (websocket?.isActive() !== true) {
        reject(new Error('the link has ended'));
        return;
      }
      const content = typeof answer === 'string' ? { text: answer } : (answer ?? {});
      websocket.send(JSON.stringify({ envelope_id: id, payload: content }), (error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  }
}
