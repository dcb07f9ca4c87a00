import { z } from 'zod';
import { isWorkspaceId } from '../../payloads/slack-ids.ts';
import type { InstallationEventDoor } from '../door.ts';

/** What names no workspace is passed over. Source: the references of both events. */
const workspaces = z.object({ team_ids: z.array(z.string()).transform((ids) => ids.filter(isWorkspaceId)) });
const NO_WORKSPACE = 'An event of an organisation names no workspace';

/** An organisation gave its installation of the app to some of its workspaces. */
export const teamAccessGranted: InstallationEventDoor = {
  kind: 'event',
  name: 'team_access_granted',
  isOf: 'installation',

  async handle({ installationChanges, log }, { read, organisationId }) {
    const { team_ids: teamIds } = read(workspaces);
    if (teamIds.length === 0) return log.warn({ organisationId }, NO_WORKSPACE);
    if (organisationId !== undefined) await installationChanges?.granted(organisationId, teamIds);
    log.info({ organisationId, teamIds }, 'An organisation gave the app to workspaces');
  },
};

/** It took the app from them: nothing of them is kept. */
export const teamAccessRevoked: InstallationEventDoor = {
  kind: 'event',
  name: 'team_access_revoked',
  isOf: 'installation',

  async handle({ installationChanges, log }, { read, organisationId }) {
    const { team_ids: teamIds } = read(workspaces);
    if (teamIds.length === 0) return log.warn({ organisationId }, NO_WORKSPACE);
    const forgotten = organisationId && (await installationChanges?.revoked(organisationId, teamIds));
    log.warn({ organisationId, teamIds, forgotten }, 'An organisation took the app from workspaces');
  },
};
