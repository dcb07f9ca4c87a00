import type { ShortcutDoor } from '../door.ts';
import { checkFlowJson } from './check-flow-json.ts';
import { getFlowJson } from './get-flow-json.ts';
import { pickFlow } from './pick-flow.ts';

export const SHORTCUTS: readonly ShortcutDoor[] = [getFlowJson, checkFlowJson, pickFlow];
