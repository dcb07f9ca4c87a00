import { namedFlow } from '../../answers/spaces.ts';
import { flowName } from '../../messages/flow-name.ts';
import { REMOVE_FAVOURITE } from '../../messages/home.ts';
import { paragraphs } from '../../messages/message.ts';
import { ADD_FAVOURITE } from '../../messages/result/buttons.ts';
import type { ActionDoor } from '../door.ts';
import { showHome } from '../show-home.ts';
import { readButtonFlow } from './button-value.ts';

/** "Add to favourites" below a result. */
export const addFavourite: ActionDoor = {
  kind: 'action',
  name: ADD_FAVOURITE,
  right: 'fetch',
  action: 'favourite',
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, requester, reply } = interaction;
    const { teamId, userId } = requester;
    const { flow, name } = readButtonFlow(interaction);
    const outcome = await parts.favourites.add({ teamId, userId, ...flow, name, at: parts.wallMs() });
    const shown = flowName(t, namedFlow(parts, flow));
    await reply(paragraphs(outcome === 'full' ? t('favourite.full') : t('favourite.added', { flow: shown })));
  },
};

/** "Remove" in the Home tab. */
export const removeFavourite: ActionDoor = {
  kind: 'action',
  name: REMOVE_FAVOURITE,
  right: 'open',
  action: 'unfavourite',
  acksFirst: true,

  async handle(parts, interaction) {
    const { teamId, userId } = interaction.requester;
    const { flow } = readButtonFlow(interaction);
    await parts.favourites.remove({ teamId, userId, ...flow });
    await showHome(parts, interaction);
  },
};
