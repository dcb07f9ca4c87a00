import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { CataloguedFlow } from '../../flows/catalogue/records.ts';
import type { Translate } from '../../i18n.ts';
import { section } from './message.ts';
import {
  type DestinationChoice,
  destinationInput,
  flowOption,
  input,
  modalTitle,
  option,
  type SpaceChoice,
  spaceInput,
} from './picker-view.ts';

export const FOUND = 'found_flows';
/** The `block_id` of the input that the flows are chosen in. */
export const FOUND_FLOWS = 'found_flows';

/** Slack takes 10 check boxes in one element (source: "options" in the reference of checkboxes). */
const MAX_BOXES = 10;

export interface Found {
  /** Flows of the accounts, each with what its option stands for. */
  listed: readonly { flow: CataloguedFlow; value: string }[];
  /** What the message points to, and no list has. */
  others: readonly { flowId: string; value: string }[];
  /** Whether the lists are known: otherwise the others may well be flows. */
  isListKnown: boolean;
  destination: DestinationChoice;
  spaces: readonly SpaceChoice[];
  space: string | undefined;
  privateMetadata: string;
}

/**
 * One input, which Slack lets nobody leave empty: check boxes, or a list to choose from where there are more than they can be.
 */
function flowsInput(t: Translate, options: readonly PlainTextOption[], chosen: readonly PlainTextOption[]): InputBlock {
  const type = options.length <= MAX_BOXES ? ('checkboxes' as const) : ('multi_static_select' as const);
  const initial = chosen.length === 0 ? {} : { initial_options: [...chosen] };
  return input(FOUND_FLOWS, t('found.flows'), { type, action_id: FOUND_FLOWS, options: [...options], ...initial });
}

/** The modal that offers the flows of a message: those of the account are ticked; what it does not list says so. */
export function foundView(t: Translate, found: Found): ModalView {
  const { listed, others, isListKnown, destination, spaces, space, privateMetadata } = found;
  const ofAccount = listed.map(({ flow, value }) => flowOption(t, flow, value));
  const unsure = others.map(({ flowId, value }) =>
    option(flowId, value, t(isListKnown ? 'found.notListed' : 'found.notChecked')),
  );
  return {
    type: 'modal',
    callback_id: FOUND,
    title: modalTitle(t('found.title')),
    submit: modalTitle(t('picker.submit')),
    close: modalTitle(t('picker.cancel')),
    private_metadata: privateMetadata,
    blocks: [
      section(t('found.intro')),
      // Where the list can't tell, what the message says has to do.
      flowsInput(t, [...ofAccount, ...unsure], isListKnown ? ofAccount : [...ofAccount, ...unsure]),
      // A flow of the list is known to lie where it lies.
      ...(others.length > 0 ? [spaceInput(t, spaces, space)] : []),
      destinationInput(t, { hasThread: true, hasConversation: true, chosen: destination }),
    ],
  };
}
