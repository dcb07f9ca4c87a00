import type { IncomingMessage, Server } from 'node:http';
import type { BotAnswer } from './bot-answer.ts';
import type { BotConnection, DeliveryControls } from './bot-connection.ts';
import type { After } from './event-retries.ts';
import type { Fault, PlannedFaults } from './faults.ts';
import { type Handler, readBody, sendJson } from './http.ts';
import { createEnvelopes } from './socket-envelopes.ts';
import { createLinks, type Link } from './socket-links.ts';
import { createSocketServer, LINK_PATH } from './socket-server.ts';
import { underFaults, type WebApiParts } from './web-api.ts';

/** Why Slack ends a link (source: "Disconnect" in Slack's docs on Socket Mode). */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** The app's links, and what a test can do to them. */
export interface SocketModeControls {
  /** Whether commands, interactions and events go through links, and none by HTTP. */
  readonly isOn: boolean;
  /** How many links are open. */
  readonly connections: number;
  /**
   * Resolves once there are so many links.
   *
   * @throws where there are fewer after `withinMs` milliseconds.
   */
  connected(count?: number, withinMs?: number): Promise<void>;
  /**
   * Tells the app that a link ends. A warning comes 10 s before Slack closes it; with the other reasons it closes at once.
   * `link_disabled` ends all links, the others the oldest.
   */
  disconnect(reason: DisconnectReason): void;
  /** Breaks all links, without a close frame. */
  dropLinks(): void;
  /** Sends a frame as it is given through every link. */
  sendRaw(frame: string | Uint8Array): void;
  /** All links stay open, and nothing comes through any more, not even a pong. */
  goSilent(): void;
  /** Makes the next `times` (1) requests for a link go wrong. */
  failOpen(fault: Fault, times?: number): void;
  /** The next `times` (1) acks get lost on their way. */
  loseAcks(times?: number): void;
  /** Delivers the last envelope once more, as Slack does where it saw no ack. */
  sendAgain(): Promise<BotAnswer>;
}

export interface SocketMode {
  controls: SocketModeControls;
  /** Sends through the links. */
  connection: BotConnection & DeliveryControls;
  /** `apps.connections.open`. */
  open: Handler;
  /** Ends all links. */
  close(): void;
}

export interface SocketModeParts extends Pick<WebApiParts, 'faults' | 'record' | 'newId' | 'botToken'> {
  isOn: boolean;
  server: Server;
  /** The workspace's address, as `http://127.0.0.1:8080`. */
  baseUrl: string;
  appId: string;
  appToken: string;
  faults: PlannedFaults;
  after: After;
}

export const OPEN_METHOD = 'apps.connections.open';

/** Source: "you may open up to 10 connections" in Slack's docs on Socket Mode. */
const MAX_LINKS = 10;
/** "about ten seconds", from a warning to the end; milliseconds. */
const WARNED_BEFORE_MS = 10_000;
const CONNECTED_WITHIN_MS = 20_000;
/** Of a link, as Slack tells it in `hello`; seconds. */
const LINK_LASTS_S = 18_060;
const HOST = 'applink-sandbox';

const disconnectMessage = (reason: DisconnectReason | 'too_many_websockets') => ({
  type: 'disconnect',
  reason,
  debug_info: { host: HOST },
});

/** Slack's side of Socket Mode: gives out links, and sends what happens through them. */
export function createSocketMode(parts: SocketModeParts): SocketMode {
  const { isOn, server, baseUrl, appId, appToken, botToken, faults, newId, record, after } = parts;
  const links = createLinks();
  const tickets = new Set<string>();
  const watchers = new Set<() => void>();
  const envelopes = createEnvelopes({ nextLink: links.next, newId, after });

  function end(link: Link, reason: DisconnectReason): void {
    links.willLeave(link);
    link.send(disconnectMessage(reason));
    if (reason === 'warning') after(WARNED_BEFORE_MS, link.close);
    else link.close();
  }

  createSocketServer({
    server,
    admits: (ticket) => tickets.delete(ticket),
    onOpen(link) {
      if (links.count >= MAX_LINKS) {
        link.send(disconnectMessage('too_many_websockets'));
        link.close();
        return;
      }
      links.add(link);
      link.send({
        type: 'hello',
        connection_info: { app_id: appId },
        num_connections: links.count,
        debug_info: { host: HOST, build_number: 1, approximate_connection_time: LINK_LASTS_S },
      });
      for (const watch of watchers) watch();
    },
    onMessage: envelopes.take,
    onClose: links.remove,
  });

  function refusalOf({ headers: { authorization } }: IncomingMessage): string | undefined {
    if (authorization === undefined) return 'not_authed';
    if (authorization === `Bearer ${botToken}`) return 'not_allowed_token_type';
    return authorization === `Bearer ${appToken}` ? undefined : 'invalid_auth';
  }

  return {
    open: (request, response) =>
      underFaults({ faults, record }, OPEN_METHOD, response, async () => {
        await readBody(request);
        const error = refusalOf(request);
        record({ method: OPEN_METHOD, ok: error === undefined, ...(error === undefined ? {} : { error }) });
        if (error !== undefined) return () => sendJson(response, 200, { ok: false, error });
        const ticket = newId();
        tickets.add(ticket);
        const url = `${baseUrl.replace('http', 'ws')}${LINK_PATH}?ticket=${ticket}&app_id=${appId}`;
        return () => sendJson(response, 200, { ok: true, url });
      }),

    connection: envelopes,

    close() {
      for (const link of links.all()) link.drop();
    },

    controls: {
      isOn,
      get connections() {
        return links.count;
      },

      connected: (count = 1, withinMs = CONNECTED_WITHIN_MS) =>
        new Promise((resolve, reject) => {
          function watch(): void {
            if (links.count < count) return;
            cancel();
            watchers.delete(watch);
            resolve();
          }
          const cancel = after(withinMs, () => {
            watchers.delete(watch);
            reject(new Error(`Within ${withinMs} ms there were ${links.count} of ${count} links`));
          });
          watchers.add(watch);
          watch();
        }),

      disconnect(reason) {
        const oldest = links.oldest();
        const ending = reason === 'link_disabled' ? links.all() : oldest === undefined ? [] : [oldest];
        for (const link of ending) end(link, reason);
      },

      dropLinks() {
        for (const link of links.all()) {
          links.remove(link);
          link.drop();
        }
      },

      sendRaw(frame) {
        for (const link of links.all()) link.sendRaw(frame);
      },

      goSilent() {
        for (const link of links.all()) links.freeze(link);
      },

      failOpen: (fault, times = 1) => faults.plan(OPEN_METHOD, fault, times),
      loseAcks: (times = 1) => envelopes.loseAcks(times),
      sendAgain: envelopes.sendAgain,
    },
  };
}
