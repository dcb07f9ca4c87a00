import { unmuteFlow } from '../../answers/watching.ts';
import { onWatchedFlow } from './watched-flow.ts';

/** `unmute <flowId> [space:<space>]`: the channel is notified of the flow again. */
export const unmute = onWatchedFlow(
  { name: 'unmute', words: ['unmute'], forms: [{ form: 'unmute <flowId>', what: 'unmute' }] },
  unmuteFlow,
);
