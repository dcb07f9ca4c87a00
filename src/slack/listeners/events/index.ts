import type { App } from '@slack/bolt';
import type { ListenerParts } from '../listener-parts.ts';
import * as appHomeOpened from './app-home-opened.ts';
import * as appUninstalled from './app-uninstalled.ts';
import * as tokensRevoked from './tokens-revoked.ts';

export function register(app: App, parts: ListenerParts): void {
  for (const event of [appHomeOpened, appUninstalled, tokensRevoked]) event.register(app, parts);
}
