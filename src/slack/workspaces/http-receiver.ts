import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type App, type CustomRoute, isValidSlackRequest, type Logger, type Receiver } from '@slack/bolt';
import type { Clock } from '../../clock.ts';
import type { AcksDue } from './acks-due.ts';
import { BodyError, createReadBody } from './http/bodies.ts';
import { answerShortly, createHttpServer, type HttpServerParts } from './http/http-server.ts';
import { MAX_BODY, mayBeSslCheck, parsePayload, refusalOf } from './http/signed-headers.ts';
import { receive } from './receive.ts';

export interface HttpReceiverParts extends Pick<HttpServerParts, 'port' | 'takeServer'> {
  signingSecret: string;
  /** Served beside Slack's requests. */
  routes: readonly CustomRoute[];
  logger: Logger;
  clock: Clock;
  acksDue: Pick<AcksDue, 'begin'>;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

const PATH = '/slack/events';
/** Bytes of all bodies that are being read: hundreds of Slack's. */
const MAX_BODIES = 16 * MAX_BODY;
/** Between two lines of the log about refused requests: whoever is refused can send as many as they like. Milliseconds. */
const REFUSALS_EVERY_MS = 10_000;

/** With its length, so that all of it is one piece. */
function sendAck(response: ServerResponse, answer: unknown): void {
  const text = typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? '');
  const type = typeof answer === 'object' ? { 'content-type': 'application/json' } : {};
  response.writeHead(200, { ...type, 'content-length': Buffer.byteLength(text) }).end(text);
}

const textOf = (header: string | string[] | undefined) => (typeof header === 'string' ? header : undefined);

/** Source: "Retries" in Slack's docs on the Events API. */
function retryOf(headers: IncomingHttpHeaders) {
  const retryNum = textOf(headers['x-slack-retry-num']);
  return {
    retryNum: retryNum === undefined ? undefined : Number(retryNum),
    retryReason: textOf(headers['x-slack-retry-reason']),
  };
}

/**
 * Slack's requests over HTTP. Bolt's own receiver, as of 5.1, reads a whole body of any size before it looks at a signature,
 * takes a timestamp years ahead, and ends the process at a signed body of `null`: this one looks at the headers first.
 */
export function createHttpReceiver(parts: HttpReceiverParts): Receiver {
  const { signingSecret, routes, port, takeServer, logger, clock, wallMs, acksDue } = parts;
  const readBody = createReadBody({ each: MAX_BODY, together: MAX_BODIES });
  let app: App | undefined;
  let refused = 0;
  let saidAt = Number.NEGATIVE_INFINITY;

  function refuse(request: IncomingMessage, response: ServerResponse, status: number, why: string): void {
    answerShortly(request, response, status);
    refused += 1;
    if (clock.monotonicMs() - saidAt < REFUSALS_EVERY_MS) return;
    logger.warn(`Refused ${refused} requests that are not as Slack's (${status}: of the last one ${why})`);
    saidAt = clock.monotonicMs();
    refused = 0;
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers } = request;
    const refusal = refusalOf(headers, wallMs());
    if (refusal !== undefined) return refuse(request, response, refusal.status, refusal.why);
    if (headers.expect !== undefined) response.writeContinue();
    const text = (await readBody(request)).toString();
    if (mayBeSslCheck(headers)) {
      if (parsePayload(headers, text)?.ssl_check === '1') return sendAck(response, undefined);
      return refuse(request, response, 401, 'it is not signed');
    }
    const signed = {
      'x-slack-signature': textOf(headers['x-slack-signature']) ?? '',
      'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
    };
    if (!isValidSlackRequest({ signingSecret, body: text, headers: signed, nowMilliseconds: wallMs() })) {
      return refuse(request, response, 401, 'it is not signed with SLACK_SIGNING_SECRET');
    }
    const body = parsePayload(headers, text);
    if (body === undefined) return refuse(request, response, 400, 'its body is no JSON object');
    if (body.type === 'url_verification') return sendAck(response, { challenge: body.challenge });
    const answered = server.connections.use(request.socket);
    await receive(
      app,
      {
        body,
        ...retryOf(headers),
        send: (answer) => {
          answered();
          sendAck(response, answer);
        },
        fail: () => {
          answered();
          answerShortly(request, response, 500);
        },
      },
      { logger, monotonicMs: clock.monotonicMs, acksDue },
    );
  }

  const handler: CustomRoute['handler'] = (request, response) => {
    take(request, response).catch((error: unknown) => {
      if (!(error instanceof BodyError)) {
        logger.error('A request could not be answered', error);
        return answerShortly(request, response, 500);
      }
      if (error.kind === 'too-large') return refuse(request, response, 413, 'it is larger than 1 MB');
      if (error.kind === 'crowded-out') return refuse(request, response, 503, 'it came too slowly');
      request.socket.destroy();
    });
  };
  const server = createHttpServer({
    routes: [{ path: PATH, method: ['POST'], handler }, ...routes],
    port,
    takeServer,
    logger,
    clock,
  });

  return {
    init(given) {
      app = given;
    },
    start: server.start,
    stop: server.stop,
  };
}
