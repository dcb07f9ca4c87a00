import { App, type CustomRoute, type Logger } from '@slack/bolt';
import type { Clock } from '../../clock.ts';
import type { OAuthSettings, SlackSettings } from '../../settings/types.ts';
import { type Clients, clientsOfOneWorkspace, createClients } from './clients.ts';
import { createInstallationStore } from './installations/installation-store.ts';
import type { Installations } from './installations/installations.ts';
import { createOAuth } from './installations/oauth.ts';
import { createOrganisations, type Organisations } from './installations/organisations.ts';
import { createSocketReceiver } from './socket-receiver.ts';

export interface BoltParts {
  slack: SlackSettings;
  /** TCP port; 0 takes any free one. */
  port: number;
  /** Served beside Slack's requests, and with Socket Mode too. */
  routes: CustomRoute[];
  /** Asked for only where workspaces install the app themselves. */
  installationsOf: (oauth: OAuthSettings) => Installations;
  clock: Clock;
  /** Unix time; milliseconds. */
  wallMs: () => number;
  logger: Logger;
}

export interface Bolt {
  app: App;
  clients: Clients;
  /** Given where workspaces install the app themselves. */
  installations: Installations | undefined;
  organisations: Organisations;
  /** Forgets an installation that is gone from the database. */
  forgetInstallation: (teamId: string) => void;
}

/** For a call to Slack; milliseconds. A share of 10 MB needs some. */
const SLACK_TIMEOUT_MS = 20_000;
/** Three more tries within about four seconds: a requester waits for the answer. */
const SLACK_RETRIES = { retries: 3, minTimeout: 500, factor: 2 };

/**
 * Bolt for one workspace by its token or for several by OAuth, over HTTP or, with an app-level token, Socket Mode.
 * Nothing is asked of Slack before the app's `init`: a token that Slack refuses is explained then.
 */
export function createBolt({ slack, port, routes, installationsOf, clock, wallMs, logger }: BoltParts): Bolt {
  const clientOptions = { slackApiUrl: slack.apiUrl, timeout: SLACK_TIMEOUT_MS, retryConfig: SLACK_RETRIES };
  const common = { logger, clientOptions, deferInitialization: true };
  const socketReceiver = (appToken: string, served: CustomRoute[]) =>
    createSocketReceiver({ appToken, clientOptions, routes: served, port, clock, logger });

  const organisations = createOrganisations();

  if (slack.oauth === undefined) {
    const token = slack.botToken;
    const app =
      slack.appToken === undefined
        ? new App({ ...common, token, customRoutes: routes, signingSecret: slack.signingSecret ?? '' })
        : new App({ ...common, token, receiver: socketReceiver(slack.appToken, routes) });
    return {
      app,
      clients: clientsOfOneWorkspace(app.client),
      installations: undefined,
      organisations,
      forgetInstallation: () => {},
    };
  }

  const installations = installationsOf(slack.oauth);
  const { allowedTeams } = slack.oauth;
  const installationStore = createInstallationStore({ installations, organisations, allowedTeams, clock, wallMs });
  const parts = { slack, port, installationStore, clientOptions, customRoutes: routes, logger };
  const { receiver, pages, authorize } = createOAuth(parts);
  const app =
    slack.appToken === undefined
      ? new App({ ...common, receiver })
      : new App({ ...common, authorize, receiver: socketReceiver(slack.appToken, [...routes, ...pages]) });
  return {
    app,
    clients: createClients({ authorize, clientOptions }),
    installations,
    organisations,
    forgetInstallation: installationStore.forget,
  };
}
