import { unwatchFlow } from '../../answers/watching.ts';
import { onWatchedFlow } from './watched-flow.ts';

/** `unwatch <flowId> [space:<space>]`: the channel is notified no more, and told so. */
export const unwatch = onWatchedFlow(
  {
    name: 'unwatch',
    words: ['unwatch', 'unsubscribe'],
    near: ['stop'],
    forms: [{ form: 'unwatch <flowId>', what: 'unwatch' }],
  },
  unwatchFlow,
);
