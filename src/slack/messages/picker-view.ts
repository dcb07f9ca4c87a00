import type { InputBlock, KnownBlock, ModalView, PlainTextOption, RadioButtons } from '@slack/types';
import type { ListedFlow } from '../../cams/types.ts';
import type { Destination } from '../../flows/records.ts';
import type { Translate } from '../../i18n.ts';
import { cut, plainText, section } from './message.ts';

/** `callback_id`s and the IDs of what a person fills in: the `action_id` is the same as the `block_id`. */
export const PICKER = 'picker';
export const FLOWS = 'flows';
export const SPACE = 'space';
export const DESTINATION = 'destination';
export const CONVERSATION = 'conversation';

/** Where a modal's files can go. */
export type DestinationChoice = 'thread' | Destination;

/** A space that can be chosen: its name in the settings. */
export interface SpaceChoice {
  name: string;
  label: string;
}

/** Slack's limits, in characters. Source: the reference of views and of option objects. */
const MAX_TITLE = 24;
const MAX_OPTION_TEXT = 75;
const MAX_LABEL = 150;
/** Of a list to choose from: where there are more, a name is typed. */
export const MAX_OPTIONS = 100;

export const modalTitle = (text: string) => plainText(text, MAX_TITLE);
export const option = (text: string, value: string): PlainTextOption => ({
  text: plainText(text, MAX_OPTION_TEXT),
  value,
});

export const input = (
  id: string,
  label: string,
  element: InputBlock['element'],
  { hint, optional = false }: { hint?: string; optional?: boolean } = {},
): InputBlock => ({
  type: 'input',
  block_id: id,
  label: plainText(label, MAX_LABEL),
  element,
  optional,
  ...(hint === undefined ? {} : { hint: plainText(hint, MAX_LABEL) }),
});

/** Radio buttons of which one is chosen beforehand: the one of that value, or else the first. */
export function radioButtons(
  id: string,
  options: readonly [PlainTextOption, ...PlainTextOption[]],
  chosen: string,
): RadioButtons {
  const initial = options.find(({ value }) => value === chosen) ?? options[0];
  return { type: 'radio_buttons', action_id: id, options: [...options], initial_option: initial };
}

/** Where to: the thread where there is one, the conversation, or the requester alone. */
export function destinationInput(
  t: Translate,
  { hasThread, hasConversation, chosen }: { hasThread: boolean; hasConversation: boolean; chosen: DestinationChoice },
): InputBlock {
  const conversation = option(t(hasConversation ? 'picker.toChannel' : 'picker.toConversation'), 'conversation');
  const me = option(t('picker.toMe'), 'only-me');
  const options = hasThread
    ? ([option(t('picker.toThread'), 'thread'), conversation, me] as const)
    : ([conversation, me] as const);
  return input(DESTINATION, t('picker.destination'), radioButtons(DESTINATION, options, chosen));
}

/** Which space: a list where the settings name any, else a field for an ID. */
export function spaceInput(t: Translate, spaces: readonly SpaceChoice[], chosen: string | undefined): InputBlock {
  const options = spaces.map(({ name, label }) => option(label, name));
  if (options.length === 0 || options.length > MAX_OPTIONS) {
    const element = {
      type: 'plain_text_input' as const,
      action_id: SPACE,
      max_length: 64,
      ...(chosen === undefined ? {} : { initial_value: chosen }),
    };
    return input(SPACE, t('picker.ownSpace'), element, { hint: t('picker.ownSpaceHint'), optional: true });
  }
  const initial = options.find(({ value }) => value === chosen);
  return input(
    SPACE,
    t('picker.space'),
    { type: 'static_select', action_id: SPACE, options, ...(initial === undefined ? {} : { initial_option: initial }) },
    { hint: t('picker.ownSpaceHint'), optional: true },
  );
}

export interface Picker {
  /** Whether the requester wanted the flows of a message that holds none. */
  foundNothing: boolean;
  hasThread: boolean;
  /** How many flows may be chosen. */
  maxFlows: number;
  /** Absent for a global shortcut: then the conversation has to be chosen. */
  hasConversation: boolean;
  destination: DestinationChoice;
  spaces: readonly SpaceChoice[];
  /** Chosen beforehand: a name in the settings, or a CustSpaceId. */
  space: string | undefined;
  privateMetadata: string;
}

/** The modal in which flows are chosen by name. */
export function pickerView(t: Translate, picker: Picker): ModalView {
  const { foundNothing, hasThread, maxFlows, hasConversation, destination, spaces, space, privateMetadata } = picker;
  const blocks: KnownBlock[] = [
    ...(foundNothing ? [section(t('picker.nothingFound'))] : []),
    input(
      FLOWS,
      t('picker.flows'),
      {
        type: 'multi_external_select',
        action_id: FLOWS,
        min_query_length: 0,
        max_selected_items: maxFlows,
        placeholder: plainText(t('picker.flowsPlaceholder'), MAX_LABEL),
      },
      { hint: t('picker.flowsHint') },
    ),
    spaceInput(t, spaces, space),
    destinationInput(t, { hasThread, hasConversation, chosen: destination }),
    ...(hasConversation
      ? []
      : [
          input(
            CONVERSATION,
            t('picker.conversation'),
            { type: 'conversations_select', action_id: CONVERSATION, default_to_current_conversation: true },
            { optional: true },
          ),
        ]),
  ];
  return {
    type: 'modal',
    callback_id: PICKER,
    title: modalTitle(t('picker.title')),
    submit: modalTitle(t('picker.submit')),
    close: modalTitle(t('picker.cancel')),
    private_metadata: privateMetadata,
    blocks,
  };
}

/** Rows of the type-ahead that are remarks: their values are no flow IDs. */
const REMARK = 'remark:';
export const isRemark = (value: string): boolean => value.startsWith(REMARK);

export interface FoundFlows {
  flows: readonly ListedFlow[];
  /** Flows that match too, and are left out. */
  more: number;
  isComplete: boolean;
  hasFailed: boolean;
  /** What was typed, where it could be a flow ID that the list lacks. */
  typedId: string | undefined;
}

/** Slack takes 100 options; some rows are remarks. */
export const MAX_FLOW_OPTIONS = 95;

const flowLabel = ({ name, flowId }: ListedFlow) => {
  const id = ` · ${flowId}`;
  // The ID has to stay whole: of two flows of one name it is what tells them apart.
  return `${cut(name, MAX_OPTION_TEXT - id.length)}${id}`;
};

/** What the type-ahead offers. */
export function flowOptions(
  t: Translate,
  { flows, more, isComplete, hasFailed, typedId }: FoundFlows,
): PlainTextOption[] {
  const remark = (kind: 'more' | 'failed' | 'loading' | 'none', count = 0) =>
    option(t(`picker.${kind}`, { count }), `${REMARK}${kind}`);
  const isListed = flows.some(({ flowId }) => flowId === typedId);
  const options = flows.slice(0, MAX_FLOW_OPTIONS).map((flow) => option(flowLabel(flow), flow.flowId));
  if (typedId !== undefined && !isListed) options.unshift(option(t('picker.useId', { id: typedId }), typedId));
  if (more > 0) options.push(remark('more', more));
  if (hasFailed) options.push(remark('failed'));
  else if (!isComplete) options.push(remark('loading'));
  return options.length > 0 ? options : [remark('none')];
}
