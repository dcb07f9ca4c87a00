import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { namesTeam } from '../../../access/account-access.ts';
import type { Clock } from '../../../clock.ts';
import { isOrganisationId, isWorkspaceId } from '../../payloads/slack-ids.ts';
import { InstallationError } from './installation-error.ts';
import type { Installations } from './installations.ts';
import type { Organisations } from './organisations.ts';
import type { ServedWorkspaces } from './served-workspaces.ts';

export interface InstallationStoreParts {
  installations: Installations;
  organisations: Pick<Organisations, 'learn'>;
  served: Pick<ServedWorkspaces, 'organisationOf' | 'serves' | 'learn'>;
  /** IDs of the workspaces and organisations that may install the app. */
  allowedTeams: readonly string[];
  clock: Clock;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

export interface KeptInstallationStore extends InstallationStore {
  /** The installation of a workspace or an organisation is gone from the database: this process is not to know it either. */
  forget(id: string): void;
}

/** Workspaces and organisations whose installation this process keeps. */
const MAX_KEPT = 1000;
/**
 * An ack is not to wait for a database that may be far away: an installation that is there is used, and read again beside
 * that where it is older. What Slack has taken back it refuses by itself.
 */
const FRESH_MS = 30_000;

/** Bolt exchanges a token that ends within this. Source: `EXPIRY_WINDOW` in @slack/oauth's install-provider. */
const REFRESH_BEFORE_END_MS = 2 * 60 * 60 * 1000;
/** Longer than the call to Slack takes with all its tries; then another process may try. */
const REFRESH_WITHIN_MS = 90_000;
/** For a token that ended while another process exchanges it. Slack waits 3 s for an ack. */
const POLL_MS = 100;
const POLLS = 20;

const common = {
  authVersion: z.literal('v2'),
  bot: z.looseObject({
    token: z.string(),
    refreshToken: z.string().optional(),
    /** Unix time; seconds. */
    expiresAt: z.number().optional(),
  }),
};
const ofWorkspace = z.looseObject({
  ...common,
  team: z.looseObject({ id: z.string().refine(isWorkspaceId) }),
  enterprise: z.looseObject({ id: z.string() }).nullish(),
  isEnterpriseInstall: z.literal(false).optional(),
});
/** Source: "oauth.v2.access" in Slack's docs, whose `team` is null then. */
const ofOrganisation = z.looseObject({
  ...common,
  enterprise: z.looseObject({ id: z.string().refine(isOrganisationId) }),
  isEnterpriseInstall: z.literal(true),
});
const stored = z.union([ofOrganisation, ofWorkspace]);
type Stored = z.infer<typeof stored>;

const asInstallation = (value: Stored): Installation<'v2', boolean> =>
  // What was stored is what Bolt gave; the schema checks all of it that is used again.
  value as unknown as Installation<'v2', boolean>;

const idOf = (value: Stored): string => (value.isEnterpriseInstall === true ? value.enterprise.id : value.team.id);

/** One whose token Bolt leaves as it is. */
function withoutRefresh(installation: Stored): Stored {
  const { refreshToken: _, ...bot } = installation.bot;
  return { ...installation, bot };
}

/**
 * Bolt's installation store over the database: an installation a workspace, or one for all those workspaces of an
 * organisation that it gave the app to. Of all requests, in all processes, that
 * meet a token which is about to end, one is handed what it takes to exchange it; the others go on with the old token,
 * which still works, or wait for the fresh one if it does not.
 */
export function createInstallationStore(parts: InstallationStoreParts): KeptInstallationStore {
  const { installations, organisations, served, allowedTeams, clock, wallMs } = parts;

  const kept = new LRUCache<string, { installation: Stored; readAt: number }>({ max: MAX_KEPT });

  /** @throws {InstallationError} `not-installed`; and whatever the store throws. */
  async function read(id: string): Promise<Stored> {
    const text = await installations.get(id);
    if (text === undefined) {
      kept.delete(id);
      throw new InstallationError('not-installed');
    }
    const installation = stored.parse(JSON.parse(text));
    organisations.learn(installation);
    kept.set(id, { installation, readAt: clock.monotonicMs() });
    return installation;
  }

  async function known(id: string): Promise<Stored> {
    const found = kept.get(id);
    if (found === undefined || isDue(found.installation)) return read(id);
    // Where the database is gone, what is kept goes on.
    if (clock.monotonicMs() - found.readAt > FRESH_MS) void read(id).catch(() => undefined);
    return found.installation;
  }

  /**
   * Whose installation is used: that of the organisation where it serves the workspace, whatever a payload says of
   * organisations; else the workspace's own.
   *
   * @throws {InstallationError} `not-installed`; and whatever the store throws.
   */
  async function installedBy({
    teamId,
    enterpriseId,
    isEnterpriseInstall,
  }: InstallationQuery<boolean>): Promise<string> {
    const saidOrganisation = isEnterpriseInstall ? enterpriseId : undefined;
    if (!isWorkspaceId(teamId)) {
      // What is of the organisation itself, and what does not say of which of its workspaces it is.
      if (isOrganisationId(saidOrganisation)) return saidOrganisation;
      throw new InstallationError('not-installed');
    }
    if (!isOrganisationId(saidOrganisation)) return (await served.organisationOf(teamId)) ?? teamId;
    return (await served.serves(saidOrganisation, teamId)) ? saidOrganisation : teamId;
  }

  const endsInMs = ({ bot }: Stored) =>
    bot.refreshToken === undefined || bot.expiresAt === undefined
      ? Number.POSITIVE_INFINITY
      : bot.expiresAt * 1000 - wallMs();
  const isDue = (installation: Stored) => endsInMs(installation) <= REFRESH_BEFORE_END_MS;

  /** @returns the installation once its token works again, or as it is when nobody brought a fresh one in time. */
  async function whenRefreshed(id: string, installation: Stored): Promise<Stored> {
    let latest = installation;
    for (let poll = 1; poll <= POLLS && endsInMs(latest) <= 0; poll += 1) {
      await clock.wait(POLL_MS);
      latest = await read(id);
    }
    return latest;
  }

  return {
    async storeInstallation(installation) {
      const { data } = stored.safeParse(installation);
      if (data === undefined) throw new InstallationError('unusable');
      const id = idOf(data);
      if (!namesTeam(allowedTeams, id, data.enterprise?.id)) {
        throw new InstallationError(isOrganisationId(id) ? 'organisation-not-allowed' : 'not-allowed', id);
      }
      await installations.put(id, JSON.stringify(installation));
      kept.delete(id);
      organisations.learn(data);
      if (data.isEnterpriseInstall === true) void served.learn(id);
    },

    async fetchInstallation(query) {
      const id = await installedBy(query);
      const found = await known(id);
      if (!isDue(found)) return asInstallation(found);
      // Read again: another may have been done just before this one's turn came.
      if (await installations.claimRefresh(id, REFRESH_WITHIN_MS)) return asInstallation(await read(id));
      return asInstallation(withoutRefresh(await whenRefreshed(id, found)));
    },

    async deleteInstallation({ teamId, enterpriseId, isEnterpriseInstall }) {
      const id = isEnterpriseInstall ? enterpriseId : teamId;
      if (id === undefined) return;
      kept.delete(id);
      await installations.remove(id);
    },

    forget: (id) => void kept.delete(id),
  };
}
