import type { ViewDoor } from '../door.ts';
import { foundFlows, picker } from './choose-flows.ts';
import { settings } from './settings.ts';

export const VIEWS: readonly ViewDoor[] = [picker, foundFlows, settings];
