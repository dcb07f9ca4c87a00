import { createActions } from './actions/index.ts';
import { COMMANDS } from './commands/index.ts';
import type { Door } from './door.ts';
import { EVENTS } from './events/index.ts';
import { OPTIONS } from './options/index.ts';
import { SHORTCUTS } from './shortcuts/index.ts';
import { VIEWS } from './views/index.ts';

/** Every door: `manifest.yml` lists the same commands, shortcuts and events. */
export const createDoors = (): readonly Door[] => [
  ...COMMANDS,
  ...SHORTCUTS,
  ...VIEWS,
  ...createActions(),
  ...OPTIONS,
  ...EVENTS,
];
