import { z } from 'zod';
import type { Log } from '../../../log.ts';
import { parseJsonAs } from '../../payloads/request-value.ts';
import { isOrganisationId } from '../../payloads/slack-ids.ts';
import type { Installations, OrganisationWorkspaces } from './installations.ts';

/** Which organisation each workspace belongs to that has the app. */
export interface Organisations {
  /** @returns its ID; undefined where the workspace belongs to none, or does not have the app. */
  of(teamId: string): string | undefined;
  /** @param installation of a workspace, as Slack gave it. */
  learn(installation: unknown): void;
  /** The organisation's own installation serves the workspace. */
  join(teamId: string, organisationId: string): void;
  /** It does no longer. */
  leave(teamId: string): void;
}

const installed = z.looseObject({
  team: z.looseObject({ id: z.string() }),
  enterprise: z.looseObject({ id: z.string() }).nullish(),
  isEnterpriseInstall: z.literal(false).optional(),
});

/** Kept in memory: it is learned before anything is done for the workspace. */
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
    join: (teamId, organisationId) => void known.set(teamId, organisationId),
    leave: (teamId) => void known.delete(teamId),
  };
}

export interface LearnOrganisationsParts {
  installations: Pick<Installations, 'all'>;
  workspaces: Pick<OrganisationWorkspaces, 'all'>;
  organisations: Pick<Organisations, 'learn' | 'join'>;
  /** Whether a workspace or an organisation may have the app installed. */
  isAllowed: (id: string) => boolean;
  log: Pick<Log, 'warn'>;
}

/**
 * Learns the organisations of all workspaces, for what goes on without a request, as watches.
 *
 * @returns the organisations that have an installation of their own.
 */
export async function learnOrganisations(parts: LearnOrganisationsParts): Promise<string[]> {
  const { installations, workspaces, organisations, isAllowed, log } = parts;
  const anything = z.unknown();
  const installed = await installations.all();
  for (const { installation } of installed) organisations.learn(parseJsonAs(anything, installation));
  for (const { teamId, organisationId } of await workspaces.all()) organisations.join(teamId, organisationId);
  for (const { id } of installed) {
    if (!isAllowed(id)) {
      log.warn(
        { id },
        'The app is installed in a workspace or organisation that SLACK_ALLOWED_TEAMS does not name: it gets no answer but that',
      );
    }
  }
  return installed.map(({ id }) => id).filter(isOrganisationId);
}
