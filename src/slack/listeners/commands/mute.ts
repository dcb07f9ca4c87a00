import { muteFlow } from '../../answers/watching.ts';
import { onWatchedFlow } from './watched-flow.ts';

/** `mute <flowId> [space:<space>]`: the channel is not notified of the flow for a day. */
export const mute = onWatchedFlow(
  { name: 'mute', words: ['mute'], near: ['silence', 'snooze'], forms: [{ form: 'mute <flowId>', what: 'mute' }] },
  muteFlow,
);
