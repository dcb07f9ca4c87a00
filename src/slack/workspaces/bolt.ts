import { App, type CustomRoute, type Logger } from '@slack/bolt';
import type { Clock } from '../../clock.ts';
import type { OAuthSettings, SlackSettings } from '../../settings/types.ts';
import { type Clients, clientsOfOneWorkspace, createClients } from './clients.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { createInstallationStore } from './installations/installation-store.ts';
import type { Installations } from './installations/installations.ts';
import { createOAuth } from './installations/oauth.ts';
import { createSocketReceiver } from './socket-receiver.ts';

export interface BoltParts {
  slack: SlackSettings;
  /** TCP port; 0 takes any free one. */
  port: number;
  /** Served beside Slack's requests, and with Socket Mode too. */
  routes: CustomRoute[];
  /** Asked for only where workspaces install the app themselves. */
  installationsOf: (oauth: OAuthSettings) => Installations;
  /** Whether a key is met for the first time, by any process. */
  isFirst: (key: string) => Promise<boolean>;
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
}

/** For a call to Slack; milliseconds. A share of 10 MB needs some. */
const SLACK_TIMEOUT_MS = 20_000;
/** Three more tries within about four seconds: a requester waits for the answer. */
const SLACK_RETRIES = { retries: 3, minTimeout: 500, factor: 2 };

/**
 * Bolt for one workspace by its token or for several by OAuth, over HTTP or, with an app-level token, Socket Mode.
 * Nothing is asked of Slack before the app's `init`: a token that Slack refuses is explained then.
 */
export function createBolt(parts: BoltParts): Bolt {
  const { slack, port, routes, installationsOf, isFirst, clock, wallMs, logger } = parts;
  const clientOptions = { slackApiUrl: slack.apiUrl, timeout: SLACK_TIMEOUT_MS, retryConfig: SLACK_RETRIES };
  const common = { logger, clientOptions, deferInitialization: true };
  const receiverOf = (served: CustomRoute[]) =>
    slack.appToken === undefined
      ? createHttpReceiver({ signingSecret: slack.signingSecret ?? '', routes: served, port, clock, wallMs, logger })
      : createSocketReceiver({ appToken: slack.appToken, clientOptions, routes: served, port, clock, logger });

  if (slack.oauth === undefined) {
    const app = new App({ ...common, token: slack.botToken, receiver: receiverOf(routes) });
    return { app, clients: clientsOfOneWorkspace(app.client), installations: undefined };
  }

  const installations = installationsOf(slack.oauth);
  const installationStore = createInstallationStore({ installations, clock, wallMs });
  const { pages, authorize } = createOAuth({ slack, installationStore, clientOptions, isFirst, logger });
  const app = new App({ ...common, authorize, receiver: receiverOf([...routes, ...pages]) });
  return { app, clients: createClients({ authorize, clientOptions }), installations };
}
