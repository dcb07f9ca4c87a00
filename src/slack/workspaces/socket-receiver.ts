import type { App, CustomRoute, Logger, Receiver, webApi } from '@slack/bolt';
import type { SocketModeOptions } from '@slack/socket-mode';
import type { Clock } from '../../clock.ts';
import { type RetryDelays, retry } from '../../retry.ts';
import type { AcksDue } from './acks-due.ts';
import { createHttpServer } from './http/http-server.ts';
import { receive } from './receive.ts';
import { type Envelope, SocketLink } from './socket-link.ts';

export interface SocketReceiverParts {
  appToken: string;
  /** For `apps.connections.open`. */
  clientOptions: webApi.WebClientOptions;
  /** Makes the link's connection, where it goes through a proxy. */
  dispatcher?: SocketModeOptions['dispatcher'];
  /** Served by HTTP all the same, as `/health`. */
  routes: readonly CustomRoute[];
  port: number;
  logger: Logger;
  clock: Clock;
  acksDue: Pick<AcksDue, 'begin'>;
}

/** Between the tries to open a link: it never gives up. */
const LINK_DELAYS: RetryDelays = { firstDelayMs: 500, maxDelayMs: 10_000 };
/** From the request for a link to Slack's hello; milliseconds. */
const HELLO_WITHIN_MS = 15_000;

/**
 * Socket Mode without the gaps of Bolt's own receiver. That one, as of @slack/socket-mode 3.1.0, waits five seconds
 * before each new link, also after a routine refresh, and ends the process where Slack refuses a link a few times in a
 * row. This one opens the next link as soon as Slack says that one ends, and never stops trying.
 */
export function createSocketReceiver(parts: SocketReceiverParts): Receiver {
  const { appToken, clientOptions, dispatcher, routes, port, logger, clock, acksDue } = parts;
  const server = createHttpServer({ routes, port, logger, clock });
  const open = new Set<SocketLink>();
  let app: App | undefined;
  const stopping = new AbortController();

  /** Slack hears of no failure here: an envelope without an ack is one, and an event comes again. */
  const take = ({ payload, retryNum, retryReason, ack }: Envelope) =>
    void receive(
      app,
      { body: payload, retryNum, retryReason, send: ack, fail: () => {} },
      { logger, monotonicMs: clock.monotonicMs, acksDue },
    );

  /** @throws whatever the client throws where there is no link. */
  async function openLink(): Promise<void> {
    let isUp = false;
    let hasEnded = false;
    function onEnd(): void {
      if (hasEnded) return;
      hasEnded = true;
      if (isUp) void keepOpening();
    }
    const link = new SocketLink({
      options: { appToken, clientOptions, logger, autoReconnectEnabled: false, ...(dispatcher && { dispatcher }) },
      onEnvelope: take,
      // The client closes the link by itself then; the next one need not wait for that.
      onDisconnect: onEnd,
      onOther: () => logger.warn("Passed over a frame that is not as Slack's"),
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

  /** Until there is a link, or the bot stops. */
  async function keepOpening(): Promise<void> {
    const { signal } = stopping;
    const onRetry = (error: unknown, inMs: number) =>
      logger.error(`No link to Slack; the next try is in ${inMs} ms (${error})`);
    await retry(openLink, LINK_DELAYS, { clock, signal, onRetry }).catch(() => undefined);
  }

  return {
    init(given) {
      app = given;
    },

    async start() {
      await server.start();
      await openLink();
    },

    async stop() {
      stopping.abort();
      void server.stop();
      for (const link of open) void link.disconnect().catch(() => undefined);
    },
  };
}
