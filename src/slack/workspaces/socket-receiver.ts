import { createServer, type Server } from 'node:http';
import type { App, CustomRoute, Logger, Receiver, ReceiverEvent, webApi } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { parseJsonAs } from '../payloads/request-value.ts';

export interface SocketReceiverParts {
  appToken: string;
  /** For `apps.connections.open`. */
  clientOptions: webApi.WebClientOptions;
  /** Served by HTTP all the same, as `/health`. */
  routes: readonly CustomRoute[];
  port: number;
  logger: Logger;
  clock: Clock;
}

/** What Slack gives with an envelope, as the client hands it over. */
interface SlackEvent {
  body: ReceiverEvent['body'];
  ack: (answer?: unknown) => Promise<void>;
  retry_num?: number;
  retry_reason?: string;
}

const disconnect = z.object({ type: z.literal('disconnect') });

/** Before the second try to open a link; each further wait is twice as long, up to the longest. Milliseconds. */
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 10_000;
/** From the request for a link to Slack's hello; milliseconds. */
const HELLO_WITHIN_MS = 15_000;

/** An `error` event without a listener would end the process, as on a port that is taken. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
}

function serve(routes: readonly CustomRoute[]): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const route = routes.find(
      ({ path, method }) => path === pathname && [method].flat().includes(request.method ?? ''),
    );
    if (route === undefined) response.writeHead(404).end();
    else route.handler(Object.assign(request, { params: {} }), response);
  });
}

/**
 * Socket Mode without the gaps of Bolt's own receiver. That one, as of @slack/socket-mode 3.1.0, waits five seconds
 * before each new link, also after a routine refresh, and ends the process where Slack refuses a link a few times in a
 * row. This one opens the next link as soon as Slack says that one ends, and never stops trying.
 */
export function createSocketReceiver(parts: SocketReceiverParts): Receiver {
  const { appToken, clientOptions, routes, port, logger, clock } = parts;
  const server = serve(routes);
  const open = new Set<SocketModeClient>();
  let app: App | undefined;
  let isStopping = false;

  async function take({ body, ack, retry_num: retryNum, retry_reason: retryReason }: SlackEvent): Promise<void> {
    let isAcked = false;
    const event: ReceiverEvent = {
      body,
      /** A link that has ended loses the ack, as a broken HTTP connection does: what was begun goes on all the same. */
      async ack(answer) {
        if (isAcked) return;
        isAcked = true;
        await ack(answer).catch((error) => logger.warn(`An ack did not reach Slack (${error})`));
      },
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    };
    try {
      await app?.processEvent(event);
    } catch (error) {
      logger.error(error);
    }
  }

  /** @throws whatever the client throws where there is no link. */
  async function openLink(): Promise<void> {
    const link = new SocketModeClient({ appToken, clientOptions, logger, autoReconnectEnabled: false });
    let isUp = false;
    let hasEnded = false;
    function onEnd(): void {
      if (hasEnded) return;
      hasEnded = true;
      if (isUp) void keepOpening();
    }
    link.on('slack_event', take);
    // The client closes the link by itself then; the next one need not wait for that.
    link.on('ws_message', (text: unknown) => {
      if (parseJsonAs(disconnect, text) !== undefined) onEnd();
    });
    link.on('close', () => {
      open.delete(link);
      onEnd();
    });

    open.add(link);
    try {
      const late = clock.wait(HELLO_WITHIN_MS).then(() => Promise.reject(new Error('Slack did not say hello')));
      await Promise.race([link.start(), late]);
    } catch (error) {
      open.delete(link);
      void link.disconnect().catch(() => undefined);
      throw error ?? new Error('The link broke before Slack said hello');
    }
    isUp = true;
    if (hasEnded) throw new Error('Slack ended the link at once');
  }

  async function keepOpening(): Promise<void> {
    for (let wait = FIRST_WAIT_MS; !isStopping; wait = Math.min(wait * 2, MAX_WAIT_MS)) {
      try {
        await openLink();
        return;
      } catch (error) {
        logger.error(`No link to Slack; the next try is in ${wait} ms (${error})`);
        await clock.wait(wait);
      }
    }
  }

  return {
    init(given) {
      app = given;
    },

    async start() {
      await listen(server, port);
      await openLink();
    },

    async stop() {
      isStopping = true;
      server.close();
      for (const link of open) void link.disconnect().catch(() => undefined);
    },
  };
}
