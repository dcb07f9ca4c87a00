import { type AuthorizeResult, webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { DeliveryError } from '../delivery/delivery-error.ts';
import { InstallationError } from './installations/installation-error.ts';

/** Bolt's authorization of one workspace. */
export type AuthorizeTeam = (query: {
  teamId: string;
  enterpriseId: undefined;
  isEnterpriseInstall: false;
}) => Promise<Pick<AuthorizeResult, 'botToken'>>;

export interface ClientsParts {
  authorize: AuthorizeTeam;
  clientOptions: webApi.WebClientOptions;
}

/**
 * The Web API as a workspace lets the bot use it: also for what goes on after a listener has ended, and after a restart.
 */
export interface Clients {
  /**
   * Asks for the token each time, so that one which Slack has exchanged meanwhile is not used on: keep no client.
   *
   * @throws {DeliveryError} `slack-token` where the workspace has not installed the app; and what the store throws.
   */
  clientFor(teamId: string): Promise<webApi.WebClient>;
}

/** Workspaces; a client is made anew at no cost but its open connections. */
const MAX_KEPT = 1000;

/** Bolt hides what happened behind an error of its own. */
const causeOf = (error: unknown): unknown => (error instanceof Error && 'original' in error ? error.original : error);

/** One workspace, whose token is a setting: the client that has it. */
export const clientsOfOneWorkspace = (client: webApi.WebClient): Clients => ({ clientFor: async () => client });

/** Several workspaces: each has a token of its own. */
export function createClients({ authorize, clientOptions }: ClientsParts): Clients {
  const clients = new LRUCache<string, webApi.WebClient>({ max: MAX_KEPT });

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

  return {
    async clientFor(teamId) {
      const token = await tokenOf(teamId);
      const known = clients.get(teamId);
      if (known?.token === token) return known;
      const client = new webApi.WebClient(token, clientOptions);
      clients.set(teamId, client);
      return client;
    },
  };
}
