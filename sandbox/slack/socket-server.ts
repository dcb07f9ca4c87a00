import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Link } from './socket-links.ts';

export interface SocketServerParts {
  server: Server;
  /** Whether that ticket opens a link: each does so once. */
  admits: (ticket: string) => boolean;
  onOpen: (link: Link) => void;
  onMessage: (text: string) => void;
  /** However it ended. */
  onClose: (link: Link) => void;
}

/** The path of the address that `apps.connections.open` gives. */
export const LINK_PATH = '/link/';

/** Slack's servers ping the app about so often; milliseconds. The client gives a link up after 30 s without one. */
const PING_EVERY_MS = 10_000;

function createLink(socket: WebSocket): Link {
  let isFrozen = false;
  const pings = setInterval(() => {
    if (!isFrozen) socket.ping();
  }, PING_EVERY_MS).unref();
  socket.once('close', () => clearInterval(pings));

  return {
    send(message) {
      if (!isFrozen && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    sendRaw: (frame) => socket.send(frame),
    close: () => socket.close(),
    drop: () => socket.terminate(),
    freeze() {
      isFrozen = true;
      // Neither pings nor close frames are read from now on, so none is answered.
      socket.pause();
    },
  };
}

/** Takes WebSockets on the workspace's own server. */
export function createSocketServer({ server, admits, onOpen, onMessage, onClose }: SocketServerParts): void {
  const sockets = new WebSocketServer({ noServer: true });

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== LINK_PATH || !admits(searchParams.get('ticket') ?? '')) {
      stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const link = createLink(socket);
      socket.on('message', (data) => onMessage(String(data)));
      // What breaks a link also closes it, and that is what counts.
      socket.on('error', () => undefined);
      socket.once('close', () => onClose(link));
      onOpen(link);
    });
  });
}
