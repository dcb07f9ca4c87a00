import type { Socket } from 'node:net';
import type { SocketModeOptions } from '@slack/socket-mode';
import { Agent, buildConnector, Dispatcher } from 'undici';
import { MAX_BODY } from './http/signed-headers.ts';

type Given = NonNullable<SocketModeOptions['dispatcher']>;

/** How a link of Socket Mode is connected. */
export interface LinkConnection {
  dispatcher: Dispatcher;
  /** Breaks the connection, where it can be reached. */
  destroy: () => void;
}

/**
 * Bytes of a message that a link takes in at all, also of one that comes compressed. What is above `MAX_BODY` is passed over;
 * what is above this ends the link. undici's own limit is 128 MB, as of 7.30, of which it holds three copies.
 */
const MAX_FRAME = 8 * MAX_BODY;

/** Sends as the given one does; a WebSocket through it holds no more than `MAX_FRAME`. */
class BoundedFrames extends Dispatcher {
  /** undici looks here. */
  readonly webSocketOptions = { maxPayloadSize: MAX_FRAME };
  readonly #through: Given;

  constructor(through: Given) {
    super();
    this.#through = through;
  }

  override dispatch(...request: Parameters<Dispatcher['dispatch']>): boolean {
    return this.#through.dispatch(...request);
  }
}

/** @param given where the link goes through a proxy. */
export function linkConnection(given: Given | undefined): LinkConnection {
  if (given !== undefined) return { dispatcher: new BoundedFrames(given), destroy: () => {} };
  // As the client does where it is given none: by HTTP/1.1, and with a hold on the connection, which a WebSocket gives nobody.
  const connect = buildConnector({ allowH2: false });
  let held: Socket | undefined;
  const straight = new Agent({
    connect(options, callback) {
      connect(options, (...[error, socket]) => {
        held = socket ?? undefined;
        if (error === null) callback(null, socket);
        else callback(error, null);
      });
    },
  });
  return { dispatcher: new BoundedFrames(straight), destroy: () => held?.destroy() };
}
