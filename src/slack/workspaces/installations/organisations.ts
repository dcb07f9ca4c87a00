import { z } from 'zod';
import type { Log } from '../../../log.ts';
import { parseJsonAs } from '../../payloads/request-value.ts';
import type { Installations } from './installations.ts';

/** Which organisation each workspace belongs to that has installed the app. */
export interface Organisations {
  /** @returns its ID; undefined where the workspace belongs to none, or has not installed the app. */
  of(teamId: string): string | undefined;
  /** @param installation as Slack gave it. */
  learn(installation: unknown): void;
}

const installed = z.looseObject({
  team: z.looseObject({ id: z.string() }),
  enterprise: z.looseObject({ id: z.string() }).nullish(),
});

/** Kept in memory: an installation is read before anything is done for its workspace. */
export function createOrganisations(): Organisations {
  const known = new Map<string, string>();
  return {
    of: (teamId) => known.get(teamId),
    learn(installation) {
      const { data } = installed.safeParse(installation);
      if (data === undefined) return;
      if (data.enterprise) known.set(data.team.id, data.enterprise.id);
      else known.delete(data.team.id);
    },
  };
}

/**
 * Learns the organisations of all workspaces, for what goes on without a request, as watches.
 *
 * @param isAllowed whether a workspace may have the app installed.
 */
export async function learnOrganisations(
  installations: Pick<Installations, 'all'>,
  organisations: Organisations,
  isAllowed: (teamId: string) => boolean,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  const anything = z.unknown();
  for (const { teamId, installation } of await installations.all()) {
    organisations.learn(parseJsonAs(anything, installation));
    if (!isAllowed(teamId)) {
      log.warn(
        { teamId },
        'The app is installed in a workspace that SLACK_ALLOWED_TEAMS does not name: it gets no answer but that',
      );
    }
  }
}
