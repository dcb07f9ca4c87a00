import type { App } from '@slack/bolt';
import type { ListenerParts } from '../listener-parts.ts';
import * as flows from './flows.ts';

export function register(app: App, parts: ListenerParts): void {
  flows.register(app, parts);
}
