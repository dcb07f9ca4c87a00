import { z } from 'zod';
import { isWorkspaceId } from '../../payloads/slack-ids.ts';
import type { InstallationEventDoor } from '../door.ts';

/** Source: the references of both events. */
const workspaces = z.object({ team_ids: z.array(z.string().refine(isWorkspaceId)) });

/** An organisation gave its installation of the app to some of its workspaces. */
export const teamAccessGranted: InstallationEventDoor = {
  kind: 'event',
  name: 'team_access_granted',
  isOf: 'installation',

  async handle({ installationChanges, log }, { read, organisationId }) {
    const { team_ids: teamIds } = read(workspaces);
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
    const forgotten = organisationId && (await installationChanges?.revoked(organisationId, teamIds));
    log.warn({ organisationId, teamIds, forgotten }, 'An organisation took the app from workspaces');
  },
};
