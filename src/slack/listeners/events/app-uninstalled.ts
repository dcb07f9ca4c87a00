import type { InstallationEventDoor } from '../door.ts';

/** A workspace or an organisation removed the app: nothing of it is kept. */
export const appUninstalled: InstallationEventDoor = {
  kind: 'event',
  name: 'app_uninstalled',
  isOf: 'installation',

  async handle({ installationChanges, log }, { read: _, ...whose }) {
    const forgotten = await installationChanges?.ended(whose);
    log.warn({ ...whose, forgotten }, 'The app was uninstalled');
  },
};
