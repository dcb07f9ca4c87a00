import { randomUUID } from 'node:crypto';
import {
  type Authorize,
  type CustomRoute,
  HTTPReceiver,
  type InstallationStore,
  type Logger,
  type webApi,
} from '@slack/bolt';
import type { OAuthSettings, SlackSettings } from '../../../settings/types.ts';
import { BOT_SCOPES } from './bot-scopes.ts';
import { showFailure } from './failure-page.ts';

export interface OAuthParts {
  slack: SlackSettings & { oauth: OAuthSettings };
  port: number;
  installationStore: InstallationStore;
  clientOptions: webApi.WebClientOptions;
  /** Beside Slack's requests and the pages. */
  customRoutes: CustomRoute[];
  logger: Logger;
}

export interface OAuth {
  /** Over HTTP: takes Slack's requests, and serves the pages. Bolt's `App` takes its authorization from it. */
  receiver: HTTPReceiver;
  /** The pages alone, for a server of Socket Mode. */
  pages: CustomRoute[];
  /** The token of the workspace that is asked for; for Socket Mode, and for what goes on outside of a request. */
  authorize: Authorize<boolean>;
}

const INSTALL_PATH = '/slack/install';
const REDIRECT_PATH = '/slack/oauth_redirect';

/** How workspaces install the app themselves: Bolt's pages, its state cookies, and its exchange of tokens that end. */
export function createOAuth(parts: OAuthParts): OAuth {
  const { slack, port, installationStore, clientOptions, customRoutes, logger } = parts;
  const { clientId, clientSecret, stateSecret, redirectUri } = slack.oauth;
  const redirectUriPath = redirectUri === undefined ? REDIRECT_PATH : new URL(redirectUri).pathname;
  const receiver = new HTTPReceiver({
    // Socket Mode has none, and sends nothing here that would have to be signed: so nothing may pass for it.
    signingSecret: slack.signingSecret ?? randomUUID(),
    port,
    clientId,
    clientSecret,
    stateSecret,
    installationStore,
    scopes: [...BOT_SCOPES],
    // Bolt takes both of them or neither.
    ...(redirectUri === undefined ? {} : { redirectUri }),
    installerOptions: {
      ...(redirectUri === undefined ? {} : { redirectUriPath }),
      installPath: INSTALL_PATH,
      clientOptions,
      callbackOptions: { failure: showFailure },
      authorizationUrl: new URL('/oauth/v2/authorize', slack.apiUrl).href,
    },
    customRoutes,
    logger,
  });
  const { installer } = receiver;
  if (installer === undefined) throw new Error('Bolt made no installer although all of its settings are there');
  const page = (path: string): CustomRoute => ({ path, method: ['GET'], handler: receiver.requestListener });
  return {
    receiver,
    pages: [INSTALL_PATH, redirectUriPath].map(page),
    authorize: (source) => installer.authorize(source),
  };
}
