import type { App } from '@slack/bolt';
import type { ListenerParts } from '../listener-parts.ts';
import * as appHomeOpened from './app-home-opened.ts';

export function register(app: App, parts: ListenerParts): void {
  appHomeOpened.register(app, parts);
}
