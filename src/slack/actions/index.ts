import type { App } from '@slack/bolt';
import type { ListenerParts } from '../listener-parts.ts';
import * as tryAgain from './try-again.ts';

export function register(app: App, parts: ListenerParts): void {
  tryAgain.register(app, parts);
}
