import type { App } from '@slack/bolt';
import type { ListenerParts } from '../listener-parts.ts';
import * as flowJson from './flow-json.ts';

export function register(app: App, parts: ListenerParts): void {
  flowJson.register(app, parts);
}
