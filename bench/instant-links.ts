import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/** Slack's side of Socket Mode that does nothing else: what it measures is the bot's time, and the way there and back. */
export interface InstantLinks {
  /** How many links the bot has opened since the start. */
  readonly openedCount: number;
  /** Resolves once there is a link. */
  connected(): Promise<void>;
  /**
   * Sends a command through the newest link.
   *
   * @returns from the frame to its ack; milliseconds. Rejects where Slack would have given up.
   */
  command(fields: Readonly<Record<string, string>>): Promise<number>;
  /** Sends a frame as it is through the newest link. */
  sendRaw(frame: string | Uint8Array): void;
  close(): void;
}

/** Slack gives up after this; milliseconds. */
const ACK_WITHIN_MS = 3_000;

/** Takes every WebSocket on that server. */
export function createInstantLinks(server: Server): InstantLinks {
  const sockets = new WebSocketServer({ noServer: true });
  const waiting = new Map<string, () => void>();
  let newest: WebSocket | undefined;
  let openedCount = 0;
  const { promise: connected, resolve: isConnected } = Promise.withResolvers<void>();

  server.on('upgrade', (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (socket) => {
      newest = socket;
      openedCount += 1;
      socket.on('message', (data) => waiting.get(JSON.parse(String(data)).envelope_id)?.());
      socket.on('error', () => undefined);
      socket.send('{"type":"hello"}', () => isConnected());
    }),
  );

  return {
    get openedCount() {
      return openedCount;
    },
    connected: () => connected,

    command(fields) {
      const id = fields.trigger_id ?? '';
      const frame = { type: 'slash_commands', envelope_id: id, payload: fields, accepts_response_payload: true };
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const sentAt = performance.now();
      const late = setTimeout(() => {
        waiting.delete(id);
        reject(new Error('No ack came in time'));
      }, ACK_WITHIN_MS);
      waiting.set(id, () => {
        clearTimeout(late);
        waiting.delete(id);
        resolve(performance.now() - sentAt);
      });
      newest?.send(JSON.stringify(frame));
      return promise;
    },

    sendRaw: (frame) => newest?.send(frame, { binary: typeof frame !== 'string' }),
    close: () => newest?.terminate(),
  };
}
