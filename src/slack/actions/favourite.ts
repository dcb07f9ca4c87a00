import type { App } from '@slack/bolt';
import { z } from 'zod';
import { spaceLabel } from '../../flows/spaces.ts';
import { publishHome } from '../home-tab.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { flowName } from '../messages/flow-name.ts';
import { REMOVE_FAVOURITE } from '../messages/home.ts';
import { paragraphs } from '../messages/message.ts';
import { ADD_FAVOURITE } from '../messages/result.ts';
import { interactingPerson } from '../person.ts';
import { createPrivateLine } from '../private-line.ts';
import { parseRequestValue } from '../request-value.ts';

const clickedButton = z
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

/** "Add to favourites" below a result, and "Remove" in the Home tab. */
export function register(app: App, parts: ListenerParts): void {
  const { favourites, accounts, textsFor, now, log } = parts;

  app.action({ type: 'block_actions', action_id: ADD_FAVOURITE }, async ({ body, ack, respond, client }) => {
    await ack();
    const person = interactingPerson.parse(body);
    const { channelId, flow, name } = clickedButton.parse(body);
    if (flow === undefined) return log.warn(person, 'A button for a favourite names no flow');
    const answer = await favourites.add({ ...person, ...flow, name, at: now() });
    const t = await textsFor(person);
    const shown = flowName(t, { flowId: flow.flowId, space: spaceLabel(accounts, flow) });
    const tell = createPrivateLine({ respond, client, userId: person.userId, channelId, replaces: false, log });
    await tell(paragraphs(answer === 'full' ? t('favourite.full') : t('favourite.added', { flow: shown })));
  });

  app.action({ type: 'block_actions', action_id: REMOVE_FAVOURITE }, async ({ body, ack, client }) => {
    await ack();
    const person = interactingPerson.parse(body);
    const { flow } = clickedButton.parse(body);
    if (flow === undefined) return log.warn(person, 'A button for a favourite names no flow');
    await favourites.remove({ ...person, ...flow });
    await publishHome(parts, client, person);
  });
}
