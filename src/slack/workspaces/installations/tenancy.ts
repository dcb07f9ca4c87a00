import type { InstallationStore, webApi } from '@slack/bolt';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import type { OAuthSettings, SlackSettings } from '../../../settings/types.ts';
import { createOrganisationClients } from '../clients.ts';
import { createInstallationStore } from './installation-store.ts';
import type { Installations, OrganisationWorkspaces } from './installations.ts';
import { createOAuth, type OAuth, type OAuthParts } from './oauth.ts';
import { createOrganisationCalls, type OrganisationCalls } from './organisation-calls.ts';
import type { Organisations } from './organisations.ts';
import type { PlacePayloadParts } from './place-payload.ts';
import { createServedWorkspaces } from './served-workspaces.ts';

export interface TenancyParts {
  slack: SlackSettings & { oauth: OAuthSettings };
  installations: Installations;
  workspaces: OrganisationWorkspaces;
  organisations: Organisations;
  clientOptions: webApi.WebClientOptions;
  /** Whether a key is met for the first time, by any process. */
  isFirst: (key: string) => Promise<boolean>;
  clock: Clock;
  /** Unix time; milliseconds. */
  wallMs: () => number;
  logger: OAuthParts['logger'];
  log: Log;
}

/** What there is where workspaces and organisations install the app themselves. */
export interface Tenancy extends OAuth {
  installations: Installations;
  store: InstallationStore;
  placing: PlacePayloadParts;
  isTokenTaken: OrganisationCalls['isTokenTaken'];
  /** Asks Slack which workspaces an organisation's installation serves. Never rejects. */
  learnWorkspaces: (organisationId: string) => Promise<void>;
  /** Forgets what this process keeps of an installation that is gone from the database. */
  forgetKept: (id: string) => void;
}

/** Which installation serves which workspace, and with which token. */
export function createTenancy(parts: TenancyParts): Tenancy {
  const { slack, installations, workspaces, organisations, clientOptions, isFirst, clock, wallMs, logger, log } = parts;
  const calls = createOrganisationCalls({
    clientOf: (organisationId) => createOrganisationClients(oauth.authorize, clientOptions)(organisationId),
    clock,
    log,
  });
  const { workspacesByToken, workspacesOfChannel, isTokenTaken } = calls;
  const served = createServedWorkspaces({ records: workspaces, organisations, workspacesByToken, clock, log });
  const { allowedTeams } = slack.oauth;
  const store = createInstallationStore({
    installations,
    organisations,
    served,
    allowedTeams,
    clock,
    wallMs,
  });
  const oauth = createOAuth({ slack, installationStore: store, clientOptions, isFirst, logger });
  return {
    ...oauth,
    installations,
    store,
    placing: {
      serves: served.serves,
      workspacesOf: workspaces.of,
      workspacesOfChannel,
      organisationOf: organisations.of,
    },
    isTokenTaken,
    learnWorkspaces: served.learn,
    forgetKept(id) {
      store.forget(id);
      served.forget(id);
    },
  };
}
