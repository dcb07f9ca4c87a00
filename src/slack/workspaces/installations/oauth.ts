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
import { refusalLogger, takingBackRefused } from './refused-installation.ts';
import { stateOnce } from './state-once.ts';

export interface OAuthParts {
  slack: SlackSettings & { oauth: OAuthSettings };
  installationStore: InstallationStore;
  clientOptions: webApi.WebClientOptions;
  /** Whether a key is met for the first time, by any process. */
  isFirst: (key: string) => Promise<boolean>;
  logger: Logger;
}

export interface OAuth {
  /** The pages, for the one server of either mode. */
  pages: CustomRoute[];
  /** The token of the workspace that is asked for; for Bolt's `App`, and for what goes on outside of a request. */
  authorize: Authorize<boolean>;
}

const INSTALL_PATH = '/slack/install';
const REDIRECT_PATH = '/slack/oauth_redirect';

/** How workspaces install the app themselves: Bolt's pages, its state cookies, and its exchange of tokens that end. */
export function createOAuth(parts: OAuthParts): OAuth {
  const { slack, clientOptions, isFirst } = parts;
  const logger = refusalLogger(parts.logger);
  const installationStore = takingBackRefused(parts.installationStore, clientOptions, logger);
  const { clientId, clientSecret, stateSecret, redirectUri } = slack.oauth;
  const redirectUriPath = redirectUri === undefined ? REDIRECT_PATH : new URL(redirectUri).pathname;
  const receiver = new HTTPReceiver({
    // Of this receiver of Bolt's only the pages are used: nothing may pass for a signed request.
    signingSecret: randomUUID(),
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
    logger,
  });
  const { installer } = receiver;
  if (installer?.stateStore === undefined) {
    throw new Error('Bolt made no installer although all of its settings are there');
  }
  installer.stateStore = stateOnce(installer.stateStore, isFirst);
  const page = (path: string): CustomRoute => ({ path, method: ['GET'], handler: receiver.requestListener });
  return {
    pages: [INSTALL_PATH, redirectUriPath].map(page),
    authorize: (source) => installer.authorize(source),
  };
}
