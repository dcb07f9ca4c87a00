import type { Installation, InstallationStore } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../../clock.ts';
import { InstallationError } from './installation-error.ts';
import type { Installations } from './installations.ts';

export interface InstallationStoreParts {
  installations: Installations;
  clock: Clock;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

/** Bolt exchanges a token that ends within this. Source: `EXPIRY_WINDOW` in @slack/oauth's install-provider. */
const REFRESH_BEFORE_END_MS = 2 * 60 * 60 * 1000;
/** Longer than the call to Slack takes with all its tries; then another process may try. */
const REFRESH_WITHIN_MS = 90_000;
/** For a token that ended while another process exchanges it. Slack waits 3 s for an ack. */
const POLL_MS = 100;
const POLLS = 20;

const stored = z.looseObject({
  team: z.looseObject({ id: z.string() }),
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
export function createInstallationStore({ installations, clock, wallMs }: InstallationStoreParts): InstallationStore {
  /** @throws {InstallationError} `not-installed`; and whatever the store throws. */
  async function read(teamId: string | undefined): Promise<Stored> {
    const text = teamId === undefined ? undefined : await installations.get(teamId);
    if (text === undefined) throw new InstallationError('not-installed');
    return stored.parse(JSON.parse(text));
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
      await installations.put(data.team.id, JSON.stringify(installation));
    },

    async fetchInstallation({ teamId }) {
      const found = await read(teamId);
      if (teamId === undefined || !isDue(found)) return asInstallation(found);
      // Read again: another may have been done just before this one's turn came.
      if (await installations.claimRefresh(teamId, REFRESH_WITHIN_MS)) return asInstallation(await read(teamId));
      return asInstallation(withoutRefresh(await whenRefreshed(teamId, found)));
    },

    async deleteInstallation({ teamId }) {
      if (teamId !== undefined) await installations.remove(teamId);
    },
  };
}
