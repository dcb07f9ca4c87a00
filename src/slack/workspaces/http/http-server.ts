import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { CustomRoute, Logger } from '@slack/bolt';
import type { Clock } from '../../../clock.ts';
import { type Connections, createConnections } from './connections.ts';

export interface HttpServerParts {
  /** By path and method; all else is answered with 404. */
  routes: readonly CustomRoute[];
  port: number;
  /** In place of the port: is handed the server, which listens nowhere, and hands it connections. */
  takeServer?: ((server: Server) => void) | undefined;
  logger: Logger;
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
}

/** The one port of the process, in either mode. */
export interface HttpServer {
  /** @throws what the port gives, as `EADDRINUSE`. */
  start(): Promise<void>;
  /** Takes nothing new; resolves once what was taken is answered. At any time, also before the start. */
  stop(): Promise<void>;
  readonly connections: Pick<Connections, 'use'>;
}

/** Slack opens a few dozen. Each may cost 80 kB: what Node reads ahead, and its headers. */
const MAX_CONNECTIONS = 512;
/** From the first byte of a request to its last; milliseconds. Slack itself waits 3 s for the whole answer. */
const SENT_WITHIN_MS = 10_000;
/** How often that is looked at; milliseconds. */
const LOOKED_AT_EVERY_MS = 1_000;
/** Bytes of all headers, and how many of them. */
const MAX_HEADERS = 16 * 1024;
const MAX_HEADERS_COUNT = 100;
/** Without a byte in either direction; milliseconds. The pages of installing wait for Slack meanwhile. */
const SILENT_FOR_MS = 60_000;
/** For what a refused request still sends: a connection that is cut at once may lose its answer. Milliseconds. */
const LINGER_MS = 1_000;
/** Bytes of a body that is still read where the request is refused: none of Slack's that are signed wrongly have more. */
const LINGERED_FOR = 64 * 1024;
/** Characters of a path in a log line: the rest was written by anybody. */
const MAX_SHOWN_PATH = 200;

const shownPath = (path: string): string =>
  path.length <= MAX_SHOWN_PATH ? path : `${path.slice(0, MAX_SHOWN_PATH)}…`;

const isLong = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LINGERED_FOR;

/** Answers without a body, and reads no more of the request than it has to: nothing at all of one that is long. */
export function answerShortly(request: IncomingMessage, response: ServerResponse, status: number): void {
  const isCut = !request.complete && !request.readableFlowing && isLong(request);
  if (!response.headersSent) {
    // Node closes the connection as soon as such an answer is sent.
    response.writeHead(status, { 'content-length': 0, ...(isCut ? { connection: 'close' } : {}) });
  }
  response.end();
  if (request.complete || isCut) return;
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, LINGER_MS).unref();
}

/** @returns undefined for what is no path, as `//`, and for a host that is none: some of what comes after would throw. */
function pathOf({ url = '/', headers: { host = '' } }: IncomingMessage): string | undefined {
  const base = `http://${host}`;
  return URL.canParse(base) && URL.canParse(url, base) ? new URL(url, base).pathname : undefined;
}

const methodsOf = ({ method }: CustomRoute) => (Array.isArray(method) ? method : [method]);

/**
 * Serves the routes to whoever reaches the port, who may be anybody: whatever arrives, it is answered or its connection is
 * closed, it costs little until it is known to be Slack's, and the process goes on.
 */
export function createHttpServer({ routes, port, takeServer, logger, clock }: HttpServerParts): HttpServer {
  const connections = createConnections({ most: MAX_CONNECTIONS, mostAtOnce: 2 * MAX_CONNECTIONS, clock });

  function route(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request);
    if (path === undefined) {
      answerShortly(request, response, 400);
      return;
    }
    const found = routes.find((each) => each.path === path && methodsOf(each).includes(request.method ?? ''));
    if (found !== undefined) {
      found.handler(Object.assign(request, { params: {} }), response);
      return;
    }
    logger.debug(`Nothing is at ${request.method} ${shownPath(path)}`);
    answerShortly(request, response, 404);
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    try {
      route(request, response);
    } catch (error) {
      logger.error('A request could not be answered', error);
      answerShortly(request, response, 500);
    }
  }

  const server = createServer({
    headersTimeout: SENT_WITHIN_MS,
    requestTimeout: SENT_WITHIN_MS,
    connectionsCheckingInterval: LOOKED_AT_EVERY_MS,
    maxHeaderSize: MAX_HEADERS,
  });
  server.maxHeadersCount = MAX_HEADERS_COUNT;
  server.timeout = SILENT_FOR_MS;
  server.on('connection', connections.add);
  server.on('request', handle);
  // Who asks before sending a body is told by the same rules whether to: Node would say yes to everybody.
  server.on('checkContinue', handle);
  // As where the process may open no more files. Without a listener it would end the process.
  server.on('error', (error) => logger.error('The port had a fault', error));

  return {
    connections,

    start: () =>
      new Promise((resolve, reject) => {
        if (takeServer !== undefined) {
          takeServer(server);
          resolve();
          return;
        }
        server.once('error', reject);
        server.listen(port, () => {
          server.off('error', reject);
          resolve();
        });
      }),

    stop: () =>
      new Promise((resolve) => {
        // The error is that it does not listen: then there is nothing to wait for.
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
