import type { OptionsDoor } from '../door.ts';
import { flows } from './flows.ts';

export const OPTIONS: readonly OptionsDoor[] = [flows];
