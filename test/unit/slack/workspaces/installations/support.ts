import { randomBytes } from 'node:crypto';
import type { Installation } from '@slack/bolt';
import { boltLogger } from '../../../../../src/slack/workspaces/bolt-logger.ts';
import { createInstallationChanges } from '../../../../../src/slack/workspaces/installations/installation-changes.ts';
import { createOrganisations } from '../../../../../src/slack/workspaces/installations/organisations.ts';
import { createTenancy } from '../../../../../src/slack/workspaces/installations/tenancy.ts';
import { createEncryption } from '../../../../../src/store/encryption.ts';
import { createForgetWorkspaces } from '../../../../../src/store/forget-workspace.ts';
import { createInstallations } from '../../../../../src/store/repositories/installations.ts';
import { createOrganisationWorkspaces } from '../../../../../src/store/repositories/organisation-workspaces.ts';
import { createSeen } from '../../../../../src/store/repositories/seen.ts';
import { openInMemory } from '../../../store/support.ts';
import { instantClock, silentLog } from '../../../support/fakes.ts';

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

/** An organisation's, which serves what `slackSays` names. */
export const organisationInstallation = (
  organisationId: string,
  bot: Partial<NonNullable<Installation['bot']>> = {},
): Installation<'v2', true> => ({
  ...installationOf('T0', { token: `xoxb-${organisationId}`, ...bot }),
  team: undefined,
  enterprise: { id: organisationId, name: `Organisation ${organisationId}` },
  isEnterpriseInstall: true,
});

/** Bolt's own authorization over a database in memory, and a Slack that exchanges tokens. */
export async function setUpInstallations({ redirectUri }: { redirectUri?: string } = {}) {
  const { db, dialect } = await openInMemory();
  const installations = createInstallations({ db, dialect, encryption: createEncryption(OAUTH.encryptionKey) });
  const workspaces = createOrganisationWorkspaces(db, dialect);
  const exchanges: Exchange[] = [];
  /** What is to be done long after a workspace was forgotten. */
  const later: { ms: number; run: () => void }[] = [];
  const calls: { method: string; token: string | undefined; args: Record<string, string> }[] = [];
  const slackSays = {
    refuses: false,
    /** By token: the workspaces that it may act in. */
    teams: new Map<string, string[]>(),
    /** By channel: the workspaces that it is in. */
    channels: new Map<string, string[]>(),
    revoked: new Set<string>(),
    /** So many next answers to `auth.test` are none: Slack is out of order. */
    silences: 0,
    /** What `auth.test` refuses with; undefined: it does not. */
    testError: undefined as string | undefined,
  };

  function exchange(form: URLSearchParams): object {
    exchanges.push({ grantType: form.get('grant_type'), refreshToken: form.get('refresh_token') });
    if (slackSays.refuses) return { ok: false, error: 'invalid_refresh_token' };
    return {
      ok: true,
      token_type: 'bot',
      access_token: `xoxe.xoxb-fresh-${exchanges.length}`,
      refresh_token: `xoxe-fresh-${exchanges.length}`,
      expires_in: 43_200,
    };
  }

  function answerTo(method: string, token: string, form: URLSearchParams): object {
    if (method === 'oauth.v2.access') return exchange(form);
    if (slackSays.revoked.has(token)) return { ok: false, error: 'account_inactive' };
    if (method === 'auth.test') {
      const { testError } = slackSays;
      return testError === undefined ? { ok: true } : { ok: false, error: testError };
    }
    if (method === 'auth.teams.list') {
      const all = slackSays.teams.get(token) ?? [];
      const at = Number(form.get('cursor') ?? '0');
      const next = at + 1 < all.length ? String(at + 1) : '';
      const teams = all.slice(at, at + 1).map((id) => ({ id, name: id }));
      return { ok: true, teams, response_metadata: { next_cursor: next } };
    }
    const teamIds = slackSays.channels.get(form.get('channel') ?? '');
    if (method !== 'conversations.info' || teamIds === undefined) return { ok: false, error: 'channel_not_found' };
    return { ok: true, channel: { context_team_id: teamIds[0], shared_team_ids: teamIds } };
  }

  async function fetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
    const form = new URLSearchParams(String(init?.body));
    const method = new URL(String(url)).pathname.slice('/api/'.length);
    const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '');
    calls.push({ method, token, args: Object.fromEntries(form) });
    if (method === 'auth.test' && slackSays.silences > 0) {
      slackSays.silences -= 1;
      return new Response('', { status: 503 });
    }
    return Response.json(answerTo(method, token ?? '', form));
  }

  /** One process of several on the same database. */
  function createProcess() {
    const organisations = createOrganisations();
    const tenancy = createTenancy({
      slack: {
        botToken: undefined,
        oauth: { ...OAUTH, redirectUri },
        signingSecret: 's',
        appToken: undefined,
        apiUrl: 'https://slack.test/api/',
      },
      installations,
      workspaces,
      organisations,
      clientOptions: { slackApiUrl: 'https://slack.test/api/', fetch, retryConfig: { retries: 0 } },
      isFirst: createSeen(db, 'sqlite').first,
      // No time passes, yet others get their turn.
      clock: {
        monotonicMs: () => 0,
        after: () => {},
        wait: (ms) => (ms > 500 ? new Promise(() => {}) : new Promise((resolve) => setImmediate(resolve))),
      },
      wallMs: Date.now,
      logger: boltLogger(silentLog, 'error'),
      log: silentLog,
    });
    const { authorize, store, forgetKept } = tenancy;
    const tokenOf = async (teamId: string) =>
      (await authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false })).botToken;
    /** As for a payload of that organisation's installation. */
    const tokenFor = async (enterpriseId: string, teamId: string) =>
      (await authorize({ teamId, enterpriseId, isEnterpriseInstall: true } as never)).botToken;
    const changes = createInstallationChanges({
      ...tenancy,
      workspaces,
      forgetStored: createForgetWorkspaces(db, dialect),
      clock: {
        ...instantClock,
        after: (ms, run) => (ms < 20_000 ? instantClock.after(ms, run) : void later.push({ ms, run })),
      },
      log: silentLog,
    });
    return { ...tenancy, store: { ...store, forget: forgetKept }, organisations, tokenOf, tokenFor, changes };
  }

  return { db, dialect, workspaces, exchanges, later, calls, slackSays, createProcess, ...createProcess() };
}
