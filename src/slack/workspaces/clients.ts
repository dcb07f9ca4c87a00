import { type AuthorizeResult, type Logger, webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock.ts';
import { DeliveryError } from '../delivery/delivery-error.ts';
import { InstallationError } from './installations/installation-error.ts';
import { createWebApiFetch } from './web-api-fetch.ts';

/** Bolt's authorization of one workspace, or of a whole organisation. */
export type AuthorizeTeam = (
  query:
    | { teamId: string; enterpriseId: undefined; isEnterpriseInstall: false }
    | { teamId: undefined; enterpriseId: string; isEnterpriseInstall: true },
) => Promise<Pick<AuthorizeResult, 'botToken'>>;

/**
 * The Web API as a workspace lets the bot use it: also for what goes on after a listener has ended, and after a restart.
 *
 * Whoever waits for a person's click has Bolt's own client; those here are for the rest. None of the three waits for
 * another, however long Slack makes that one wait.
 */
export interface Clients {
  /**
   * For what people asked for. Asks for the token each time, so that one which Slack has exchanged meanwhile is not used on:
   * keep no client.
   *
   * @throws {DeliveryError} `slack-token` where the workspace has not installed the app; and what the store throws.
   */
  clientFor(teamId: string): Promise<webApi.WebClient>;
  /** As `clientFor`, for what nobody asked for just now: notifications of the watcher and for the operators. */
  backgroundClientFor(teamId: string): Promise<webApi.WebClient>;
}

/** How long a call waits in all where Slack limits the bot; milliseconds. */
const MAX_WAIT_MS = {
  /** Somebody waits for it. After this they are told, with how long it takes. */
  people: 20_000,
  /** The watcher posts one message after the other: it goes on with other channels after this, and comes back later. */
  background: 10_000,
};

export interface WebApiOptionsParts {
  apiUrl: string;
  clock: Clock;
  /** From 0 to 1, as `Math.random`. */
  random: () => number;
  /** Makes way for acks. */
  giveWay?: (() => Promise<void>) | undefined;
  logger: Logger;
}

/**
 * The options of clients that share nothing with the clients of another call of this function, no queue and no limit. Trying
 * again is left to `createWebApiFetch`.
 *
 * @param whom their calls are for.
 */
export function webApiOptions(
  { apiUrl, clock, random, giveWay, logger }: WebApiOptionsParts,
  whom: keyof typeof MAX_WAIT_MS,
): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    fetch: createWebApiFetch({ clock, random, maxWaitMs: MAX_WAIT_MS[whom], giveWay }),
  };
}

/** Of the clients for what people asked for, and of those for the rest. */
export interface ClientsOptions {
  people: webApi.WebClientOptions;
  background: webApi.WebClientOptions;
}

/** Workspaces; a client is made anew at no cost but its open connections. */
const MAX_KEPT = 1000;

/** Bolt hides what happened behind an error of its own. */
const causeOf = (error: unknown): unknown => (error instanceof Error && 'original' in error ? error.original : error);

/**
 * Calls say which workspace they are about, as those of Bolt's own client do: with the token of an organisation some methods
 * ask for it, and Slack passes over it everywhere else (source: "Using APIs with organization-wide apps" in its docs).
 */
const clientOfTeam = (token: string | undefined, teamId: string, options: webApi.WebClientOptions) =>
  new webApi.WebClient(token, { ...options, teamId });

/** One workspace, whose token is a setting. */
export function clientsOfOneWorkspace(token: string | undefined, { people, background }: ClientsOptions): Clients {
  const client = new webApi.WebClient(token, people);
  const backgroundClient = new webApi.WebClient(token, background);
  return { clientFor: async () => client, backgroundClientFor: async () => backgroundClient };
}

/** Several workspaces: each has a token of its own, or that of its organisation. */
export function createClients(authorize: AuthorizeTeam, options: ClientsOptions): Clients {
  async function tokenOf(teamId: string): Promise<string> {
    try {
      const { botToken } = await authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
      if (botToken !== undefined) return botToken;
    } catch (error) {
      const cause = causeOf(error);
      throw cause instanceof InstallationError ? new DeliveryError('slack-token', 'not_installed', cause) : cause;
    }
    throw new DeliveryError('slack-token', 'not_installed');
  }

  function clientsWith(clientOptions: webApi.WebClientOptions): Clients['clientFor'] {
    const clients = new LRUCache<string, webApi.WebClient>({ max: MAX_KEPT });
    return async (teamId) => {
      const token = await tokenOf(teamId);
      const known = clients.get(teamId);
      if (known?.token === token) return known;
      const client = clientOfTeam(token, teamId, clientOptions);
      clients.set(teamId, client);
      return client;
    };
  }

  return { clientFor: clientsWith(options.people), backgroundClientFor: clientsWith(options.background) };
}

/** @returns clients with the tokens of organisations, for calls that are about no workspace alone; they reject as `authorize` does. */
export const createOrganisationClients =
  (authorize: AuthorizeTeam, clientOptions: webApi.WebClientOptions) =>
  async (organisationId: string): Promise<webApi.WebClient> => {
    const query = { teamId: undefined, enterpriseId: organisationId, isEnterpriseInstall: true } as const;
    const { botToken } = await authorize(query);
    return new webApi.WebClient(botToken, clientOptions);
  };
