import { flowListMessage, parseListValue } from '../../answers/flow-list.ts';
import { LIST_NEXT, LIST_PREVIOUS } from '../../messages/list.ts';
import type { ActionDoor } from '../door.ts';
import { readButtonValue } from './button-value.ts';

const turnPage = (actionId: string): ActionDoor => ({
  kind: 'action',
  name: actionId,
  right: 'list',
  action: 'list',
  acksFirst: true,

  async handle(parts, interaction) {
    const request = readButtonValue(interaction, parseListValue);
    await interaction.replace(await flowListMessage(parts, interaction.t, request));
  },
});

/** "Previous" and "Next" below a list of flows: the other page takes the list's place. */
export const PAGE_BUTTONS: readonly ActionDoor[] = [LIST_PREVIOUS, LIST_NEXT].map(turnPage);
