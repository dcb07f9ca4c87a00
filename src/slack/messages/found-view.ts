import type { InputBlock, ModalView } from '@slack/types';
import type { Translate } from '../../i18n.ts';
import { section } from './message.ts';
import {
  type DestinationChoice,
  destinationInput,
  input,
  modalTitle,
  option,
  type SpaceChoice,
  spaceInput,
} from './picker-view.ts';

export const FOUND = 'found_flows';
/** The `block_id`s of the check boxes begin so. */
export const FOUND_FLOWS = 'found_flows_';

/** Slack takes 10 check boxes in one element (source: "options" in the reference of checkboxes). */
const BOXES_PER_BLOCK = 10;

export interface Found {
  flowIds: readonly string[];
  destination: DestinationChoice;
  spaces: readonly SpaceChoice[];
  space: string | undefined;
  privateMetadata: string;
}

function boxes(t: Translate, flowIds: readonly string[]): InputBlock[] {
  const blocks = Math.ceil(flowIds.length / BOXES_PER_BLOCK);
  return Array.from({ length: blocks }, (_, index) => {
    const id = `${FOUND_FLOWS}${index}`;
    const ids = flowIds.slice(index * BOXES_PER_BLOCK, (index + 1) * BOXES_PER_BLOCK);
    const options = ids.map((flowId) => option(flowId, flowId));
    const element = { type: 'checkboxes' as const, action_id: id, options, initial_options: options };
    return input(id, t('found.flows'), element, { optional: true });
  });
}

/** The modal that offers the flows found in a message, all of them ticked. */
export function foundView(t: Translate, { flowIds, destination, spaces, space, privateMetadata }: Found): ModalView {
  return {
    type: 'modal',
    callback_id: FOUND,
    title: modalTitle(t('found.title')),
    submit: modalTitle(t('picker.submit')),
    close: modalTitle(t('picker.cancel')),
    private_metadata: privateMetadata,
    blocks: [
      section(t('found.intro')),
      ...boxes(t, flowIds),
      spaceInput(t, spaces, space),
      destinationInput(t, { hasThread: true, hasConversation: true, chosen: destination }),
    ],
  };
}
