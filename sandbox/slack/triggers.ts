import { z } from 'zod';
import type { Emulator } from './emulator.ts';
import type { Views } from './views.ts';

const trigger = z.object({ trigger_id: z.string() });

/** Gives a person's new `trigger_id`; with `viewId` one by which a modal can be pushed upon that one. */
export type GiveTrigger = (userId: string, viewId?: string) => Promise<string>;

export function createTriggers(emulator: Emulator, views: Views): GiveTrigger {
  return async (userId, viewId) => {
    const args = { user_id: userId, ...(viewId === undefined ? {} : { view_id: viewId }) };
    const { trigger_id: triggerId } = trigger.parse(await emulator.demand('bot', 'views.generateTriggerId', args));
    views.gave(triggerId, userId);
    return triggerId;
  };
}
