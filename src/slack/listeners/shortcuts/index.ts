import type { App } from '@slack/bolt';
import type { ListenerParts } from '../listener-parts.ts';
import * as getFlowJson from './get-flow-json.ts';
import * as pickFlow from './pick-flow.ts';

export function register(app: App, parts: ListenerParts): void {
  getFlowJson.register(app, parts);
  pickFlow.register(app, parts);
}
