import type { App } from '@slack/bolt';
import * as actions from './actions/index.ts';
import * as commands from './commands/index.ts';
import * as events from './events/index.ts';
import type { ListenerParts } from './listener-parts.ts';
import * as options from './options/index.ts';
import * as shortcuts from './shortcuts/index.ts';
import * as views from './views/index.ts';

/** Registers every listener: `manifest.yml` lists the same commands, shortcuts and events. */
export function registerListeners(app: App, parts: ListenerParts): void {
  for (const folder of [commands, shortcuts, views, actions, options, events]) folder.register(app, parts);
}
