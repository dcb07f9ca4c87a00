import type { App } from '@slack/bolt';
import { z } from 'zod';
import { isFlowId } from '../../../flows/ids/flow-id.ts';
import { spaceFor } from '../../answers/spaces.ts';
import { FLOWS, flowOptions, MAX_FLOW_OPTIONS, SPACE } from '../../messages/picker-view.ts';
import { interactingPerson } from '../../payloads/person.ts';
import { parseViewOrigin } from '../../payloads/view-origin.ts';
import { viewValues } from '../../payloads/view-values.ts';
import type { ListenerParts } from '../listener-parts.ts';

const suggestion = z.object({
  value: z.string().default(''),
  view: z
    .object({
      private_metadata: z.string().default(''),
      state: z.object({ values: z.unknown() }).optional().catch(undefined),
    })
    .optional(),
});

/** The type-ahead of the picker: the flows of the chosen space that match what was typed. */
export function register(app: App, parts: ListenerParts): void {
  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: FLOWS }, async ({ body, ack }) => {
    const { value, view } = suggestion.parse(body);
    const query = value.trim();
    const requester = {
      ...interactingPerson.parse(body),
      channelId: parseViewOrigin(view?.private_metadata).channelId,
    };
    const t = await parts.textsFor(requester);
    const place = await spaceFor(parts, requester, viewValues(view?.state?.values).text(SPACE));
    const typedId = isFlowId(query) ? query : undefined;
    if ('problem' in place) {
      return ack({ options: flowOptions(t, { flows: [], more: 0, isComplete: true, hasFailed: true, typedId }) });
    }
    const { flows, more, isComplete, error } = await parts.catalogue.find(place, query, MAX_FLOW_OPTIONS);
    const found = { flows, more, isComplete, hasFailed: error !== undefined, typedId };
    await ack({ options: flowOptions(t, found) });
  });
}
