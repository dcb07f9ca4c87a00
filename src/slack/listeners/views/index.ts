import type { App } from '@slack/bolt';
import type { ListenerParts } from '../listener-parts.ts';
import * as chooseFlows from './choose-flows.ts';
import * as settings from './settings.ts';

export function register(app: App, parts: ListenerParts): void {
  chooseFlows.register(app, parts);
  settings.register(app, parts);
}
