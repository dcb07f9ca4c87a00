import { randomBytes } from 'node:crypto';
import type { Installation } from '@slack/bolt';
import { boltLogger } from '../../../../../src/slack/workspaces/bolt-logger.ts';
import { createInstallationStore } from '../../../../../src/slack/workspaces/installations/installation-store.ts';
import { createOAuth } from '../../../../../src/slack/workspaces/installations/oauth.ts';
import { createOrganisations } from '../../../../../src/slack/workspaces/installations/organisations.ts';
import { createEncryption } from '../../../../../src/store/encryption.ts';
import { createInstallations } from '../../../../../src/store/repositories/installations.ts';
import { createSeen } from '../../../../../src/store/repositories/seen.ts';
import { openInMemory } from '../../../store/support.ts';
import { silentLog } from '../../../support/fakes.ts';

/** An installation as Bolt makes it of Slack's answer. */
export const installationOf = (
  teamId: string,
  bot: Partial<NonNullable<Installation['bot']>> = {},
): Installation<'v2', false> => ({
  team: { id: teamId, name: `Team ${teamId}` },
  enterprise: undefined,
  user: { token: undefined, scopes: undefined, id: 'U1' },
  tokenType: 'bot',
  isEnterpriseInstall: false,
  appId: 'A1',
  authVersion: 'v2',
  bot: { scopes: ['commands'], token: `xoxb-${teamId}`, userId: 'U9', id: 'B9', ...bot },
});

export interface Exchange {
  grantType: string | null;
  refreshToken: string | null;
}

const OAUTH = {
  clientId: '1.2',
  clientSecret: 'client-secret',
  allowedTeams: ['T1', 'T2', 'E7'],
  stateSecret: 'state-secret',
  redirectUri: undefined,
  encryptionKey: randomBytes(32),
  oldEncryptionKeys: [],
};

/** Bolt's own authorization over a database in memory, and a Slack that exchanges tokens. */
export async function setUpInstallations({ redirectUri }: { redirectUri?: string } = {}) {
  const { db, dialect } = await openInMemory();
  const installations = createInstallations({ db, dialect, encryption: createEncryption(OAUTH.encryptionKey) });
  const exchanges: Exchange[] = [];
  const slackSays = { refuses: false };

  async function fetch(_url: string | URL | Request, init?: RequestInit): Promise<Response> {
    const form = new URLSearchParams(String(init?.body));
    exchanges.push({ grantType: form.get('grant_type'), refreshToken: form.get('refresh_token') });
    const answer = slackSays.refuses
      ? { ok: false, error: 'invalid_refresh_token' }
      : {
          ok: true,
          token_type: 'bot',
          access_token: `xoxe.xoxb-fresh-${exchanges.length}`,
          refresh_token: `xoxe-fresh-${exchanges.length}`,
          expires_in: 43_200,
        };
    return Response.json(answer);
  }

  /** One process of several on the same database. */
  function createProcess() {
    const organisations = createOrganisations();
    const store = createInstallationStore({
      installations,
      organisations,
      allowedTeams: OAUTH.allowedTeams,
      // No time passes, yet others get their turn.
      clock: { monotonicMs: () => 0, after: () => {}, wait: () => new Promise((resolve) => setImmediate(resolve)) },
      wallMs: Date.now,
    });
    const { authorize, pages } = createOAuth({
      slack: {
        botToken: undefined,
        oauth: { ...OAUTH, redirectUri },
        signingSecret: 's',
        appToken: undefined,
        apiUrl: 'https://slack.test/api/',
      },
      installationStore: store,
      clientOptions: { slackApiUrl: 'https://slack.test/api/', fetch, retryConfig: { retries: 0 } },
      isFirst: createSeen(db, 'sqlite').first,
      logger: boltLogger(silentLog, 'error'),
    });
    const tokenOf = async (teamId: string) =>
      (await authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false })).botToken;
    return { store, organisations, authorize, pages, tokenOf };
  }

  return { db, installations, exchanges, slackSays, createProcess, ...createProcess() };
}
