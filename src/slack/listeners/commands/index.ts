import type { CommandDoor } from '../door.ts';
import { flowJson } from './flow-json.ts';

export const COMMANDS: readonly CommandDoor[] = [flowJson];
