import type { EventDoor } from '../door.ts';

/** A workspace removed the app: nothing of that workspace is kept. */
export const appUninstalled: EventDoor = {
  kind: 'event',
  name: 'app_uninstalled',
  isOf: 'workspace',

  async handle({ forgetWorkspace, log }, { teamId }) {
    await forgetWorkspace?.(teamId);
    log.warn({ teamId, isForgotten: forgetWorkspace !== undefined }, 'The app was uninstalled');
  },
};
