import { z } from 'zod';
import { parseRequestValue } from '../../payloads/request-value.ts';

/**
 * A click on a button that is about one flow; `flow` is undefined where the button's value is none of ours, and
 * `channelId` in the Home tab.
 */
export const clickedFlow = z
  .object({
    container: z.object({ channel_id: z.string().optional() }),
    actions: z.array(z.object({ value: z.unknown() })).min(1),
  })
  .transform(({ container, actions }) => {
    const { flowIds: [flowId] = [], account = '', custSpaceId, name } = parseRequestValue(actions[0]?.value) ?? {};
    return {
      channelId: container.channel_id,
      flow: flowId === undefined ? undefined : { flowId, account, custSpaceId },
      name,
    };
  });
