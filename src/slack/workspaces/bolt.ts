import { App, type CustomRoute, type Logger } from '@slack/bolt';
import type { SocketModeOptions } from '@slack/socket-mode';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { OAuthSettings, SlackSettings } from '../../settings/types.ts';
import type { AcksDue } from './acks-due.ts';
import { type Clients, clientsOfOneWorkspace, createClients, webApiOptions } from './clients.ts';
import { createHttpReceiver, type HttpReceiverParts } from './http-receiver.ts';
import type { Installations, OrganisationWorkspaces } from './installations/installations.ts';
import { createOrganisations, type Organisations } from './installations/organisations.ts';
import { placePayloadsOf } from './installations/place-payload.ts';
import { createTenancy, type Tenancy } from './installations/tenancy.ts';
import { createSocketReceiver } from './socket-receiver.ts';

export interface BoltParts {
  slack: SlackSettings;
  /** TCP port; 0 takes any free one. */
  port: number;
  /** For the link of Socket Mode; absent: it needs none. */
  dispatcher: SocketModeOptions['dispatcher'];
  /** Served beside Slack's requests, and with Socket Mode too. */
  routes: CustomRoute[];
  /** Asked for only where workspaces install the app themselves. */
  installationsOf: (oauth: OAuthSettings) => Installations;
  organisationWorkspaces: OrganisationWorkspaces;
  /** Whether a key is met for the first time, by any process. */
  isFirst: (key: string) => Promise<boolean>;
  clock: Clock;
  /** Unix time; milliseconds. */
  wallMs: () => number;
  /** From 0 to 1, as `Math.random`. */
  random: () => number;
  logger: Logger;
  log: Log;
  acksDue: Pick<AcksDue, 'begin'>;
  /** Makes way for acks. */
  giveWay: () => Promise<void>;
  /** Over HTTP, in place of the port. */
  takeServer?: HttpReceiverParts['takeServer'];
}

export interface Bolt {
  app: App;
  clients: Clients;
  /** Undefined with one workspace, whose token is a setting. */
  tenancy: Tenancy | undefined;
  organisations: Organisations;
}

/**
 * Bolt for one workspace by its token or for several by OAuth, over HTTP or, with an app-level token, Socket Mode.
 * Nothing is asked of Slack before the app's `init`: a token that Slack refuses is explained then.
 */
export function createBolt(parts: BoltParts): Bolt {
  const { slack, port, dispatcher, routes, installationsOf, isFirst, clock, wallMs, random, logger, acksDue } = parts;
  const { organisationWorkspaces, giveWay, log } = parts;
  const optionsFor = (whom: Parameters<typeof webApiOptions>[1]) =>
    webApiOptions({ apiUrl: slack.apiUrl, clock, random, giveWay, logger }, whom);
  const clientOptions = optionsFor('people');
  const ofOthers = { people: optionsFor('people'), background: optionsFor('background') };
  // No listener asks for a conversation's state, and without one Bolt makes an error, with its stack, of each payload.
  const common = { logger, clientOptions, deferInitialization: true, convoStore: false as const };
  const receiverOf = (served: CustomRoute[]) =>
    slack.appToken === undefined
      ? createHttpReceiver({
          signingSecret: slack.signingSecret ?? '',
          routes: served,
          port,
          takeServer: parts.takeServer,
          clock,
          wallMs,
          logger,
          acksDue,
        })
      : createSocketReceiver({
          appToken: slack.appToken,
          clientOptions,
          dispatcher,
          routes: served,
          port,
          clock,
          logger,
          acksDue,
        });

  const organisations = createOrganisations();

  if (slack.oauth === undefined) {
    const app = new App({ ...common, token: slack.botToken, receiver: receiverOf(routes) });
    const clients = clientsOfOneWorkspace(slack.botToken, ofOthers);
    return { app, clients, tenancy: undefined, organisations };
  }

  const tenancy = createTenancy({
    slack,
    installations: installationsOf(slack.oauth),
    workspaces: organisationWorkspaces,
    organisations,
    clientOptions,
    isFirst,
    clock,
    wallMs,
    logger,
    log,
  });
  const { authorize, pages, placing } = tenancy;
  const app = new App({ ...common, authorize, receiver: receiverOf([...routes, ...pages]) });
  placePayloadsOf(app, placing);
  return { app, clients: createClients(authorize, ofOthers), tenancy, organisations };
}
