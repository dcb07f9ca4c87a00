import type { Installation, InstallationStore } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { namesTeam } from '../../../access/account-access.ts';
import type { Clock } from '../../../clock.ts';
import { InstallationError } from './installation-error.ts';
import type { Installations } from './installations.ts';
import type { Organisations } from './organisations.ts';

export interface InstallationStoreParts {
  installations: Installations;
  organisations: Pick<Organisations, 'learn'>;
  /** IDs of the workspaces and organisations that may install the app. */
  allowedTeams: readonly string[];
  clock: Clock;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

export interface KeptInstallationStore extends InstallationStore {
  /** The workspace's installation is gone from the database: this process is not to know it either. */
  forget(teamId: string): void;
}

/** Workspaces whose installation this process keeps. */
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

const stored = z.looseObject({
  team: z.looseObject({ id: z.string() }),
  enterprise: z.looseObject({ id: z.string() }).nullish(),
  isEnterpriseInstall: z.literal(false).optional(),
  authVersion: z.literal('v2'),
  bot: z.looseObject({
    token: z.string(),
    refreshToken: z.string().optional(),
    /** Unix time; seconds. */
    expiresAt: z.number().optional(),
  }),
});
type Stored = z.infer<typeof stored>;

const asInstallation = (value: Stored): Installation<'v2', false> =>
  // What was stored is what Bolt gave; the schema checks all of it that is used again.
  value as unknown as Installation<'v2', false>;

/** One whose token Bolt leaves as it is. */
const withoutRefresh = ({ bot: { refreshToken: _, ...bot }, ...rest }: Stored): Stored => ({ ...rest, bot });

/**
 * Bolt's installation store over the database: an installation a workspace. Of all requests, in all processes, that
 * meet a token which is about to end, one is handed what it takes to exchange it; the others go on with the old token,
 * which still works, or wait for the fresh one if it does not.
 */
export function createInstallationStore(parts: InstallationStoreParts): KeptInstallationStore {
  const { installations, organisations, allowedTeams, clock, wallMs } = parts;

  const kept = new LRUCache<string, { installation: Stored; readAt: number }>({ max: MAX_KEPT });

  /** @throws {InstallationError} `not-installed`; and whatever the store throws. */
  async function read(teamId: string | undefined): Promise<Stored> {
    if (teamId === undefined) throw new InstallationError('not-installed');
    const text = await installations.get(teamId);
    if (text === undefined) {
      kept.delete(teamId);
      throw new InstallationError('not-installed');
    }
    const installation = stored.parse(JSON.parse(text));
    organisations.learn(installation);
    kept.set(teamId, { installation, readAt: clock.monotonicMs() });
    return installation;
  }

  async function known(teamId: string | undefined): Promise<Stored> {
    const found = teamId === undefined ? undefined : kept.get(teamId);
    if (found === undefined || isDue(found.installation)) return read(teamId);
    // Where the database is gone, what is kept goes on.
    if (clock.monotonicMs() - found.readAt > FRESH_MS) void read(teamId).catch(() => undefined);
    return found.installation;
  }

  const endsInMs = ({ bot }: Stored) =>
    bot.refreshToken === undefined || bot.expiresAt === undefined
      ? Number.POSITIVE_INFINITY
      : bot.expiresAt * 1000 - wallMs();
  const isDue = (installation: Stored) => endsInMs(installation) <= REFRESH_BEFORE_END_MS;

  /** @returns the installation once its token works again, or as it is when nobody brought a fresh one in time. */
  async function whenRefreshed(teamId: string, installation: Stored): Promise<Stored> {
    let latest = installation;
    for (let poll = 1; poll <= POLLS && endsInMs(latest) <= 0; poll += 1) {
      await clock.wait(POLL_MS);
      latest = await read(teamId);
    }
    return latest;
  }

  return {
    async storeInstallation(installation) {
      const { data } = stored.safeParse(installation);
      if (data === undefined) throw new InstallationError('whole-organisation');
      if (!namesTeam(allowedTeams, data.team.id, data.enterprise?.id)) {
        throw new InstallationError('not-allowed', data.team.id);
      }
      await installations.put(data.team.id, JSON.stringify(installation));
      kept.delete(data.team.id);
      organisations.learn(data);
    },

    async fetchInstallation({ teamId }) {
      const found = await known(teamId);
      if (teamId === undefined || !isDue(found)) return asInstallation(found);
      // Read again: another may have been done just before this one's turn came.
      if (await installations.claimRefresh(teamId, REFRESH_WITHIN_MS)) return asInstallation(await read(teamId));
      return asInstallation(withoutRefresh(await whenRefreshed(teamId, found)));
    },

    async deleteInstallation({ teamId }) {
      if (teamId === undefined) return;
      kept.delete(teamId);
      await installations.remove(teamId);
    },

    forget: (teamId) => void kept.delete(teamId),
  };
}
