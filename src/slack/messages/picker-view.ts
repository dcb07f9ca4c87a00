import type { InputBlock, KnownBlock, ModalView, PlainTextOption, RadioButtons } from '@slack/types';
import type { CataloguedFlow } from '../../flows/catalogue/records.ts';
import type { Destination } from '../../flows/records.ts';
import type { Translate } from '../../i18n.ts';
import { code, cut, type Message, plainText, section, toPlainText } from './message.ts';

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
/** The longest piece of somebody's input that a modal repeats; characters. */
const MAX_REPEATED = 80;
/** Of a list to choose from: where there are more, a name is typed. */
export const MAX_OPTIONS = 100;

export const modalTitle = (text: string) => plainText(text, MAX_TITLE);
export const option = (text: string, value: string, description = ''): PlainTextOption => ({
  text: plainText(text, MAX_OPTION_TEXT),
  value,
  ...(description === '' ? {} : { description: plainText(description, MAX_OPTION_TEXT) }),
});

export const input = (
  id: string,
  label: string,
  element: InputBlock['element'],
  { hint, optional = false }: { hint?: string; optional?: boolean } = {},
): InputBlock => ({
  type: 'input',
  block_id: id,
  label: plainText(toPlainText(label), MAX_LABEL),
  element,
  optional,
  ...(hint === undefined ? {} : { hint: plainText(toPlainText(hint), MAX_LABEL) }),
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
  /** The name that was typed, and several flows have; undefined: none was. */
  name: string | undefined;
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
  const { foundNothing, name, hasThread, maxFlows, hasConversation, destination, spaces, space, privateMetadata } =
    picker;
  const blocks: KnownBlock[] = [
    ...(foundNothing ? [section(t('picker.nothingFound'))] : []),
    ...(name === undefined ? [] : [section(t('picker.severalNamed', { name: code(cut(name, MAX_REPEATED)) }))]),
    input(
      FLOWS,
      t('picker.flows'),
      {
        type: 'multi_external_select',
        action_id: FLOWS,
        min_query_length: 0,
        max_selected_items: maxFlows,
        placeholder: plainText(name ?? t('picker.flowsPlaceholder'), MAX_LABEL),
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

/** The only row of the type-ahead where somebody may choose nothing. */
export const refusedOption = ({ text }: Message): PlainTextOption => option(toPlainText(text), `${REMARK}refused`);

export interface FoundFlows {
  flows: readonly CataloguedFlow[];
  /** How many match in all. */
  total: number;
  isComplete: boolean;
  hasFailed: boolean;
  /** What was typed, where it could be a flow ID that the list lacks: its text, and what its option stands for. */
  typed?: { id: string; value: string } | undefined;
  /** What a flow's option stands for; its ID if not given. */
  choiceOf?: (flow: CataloguedFlow) => string;
}

/** Slack takes 100 options; some rows are remarks. */
export const MAX_FLOW_OPTIONS = 95;

/** What is known of a flow besides its name: its status where it was ever fetched, its categories. */
const factsOf = (t: Translate, { status, categories }: Pick<CataloguedFlow, 'status' | 'categories'>) =>
  [...(status === undefined ? [] : [t(`result.statuses.${status}`)]), ...categories].join(' · ');

/** A flow as an option, by its name and ID. */
export const flowOption = (t: Translate, flow: CataloguedFlow, value: string): PlainTextOption =>
  option(flowLabel(flow), value, factsOf(t, flow));

const flowLabel = ({ name, flowId }: Pick<CataloguedFlow, 'name' | 'flowId'>) => {
  if (name === '') return flowId;
  const id = ` · ${flowId}`;
  // The ID has to stay whole: of two flows of one name it is what tells them apart.
  return `${cut(name, MAX_OPTION_TEXT - id.length)}${id}`;
};

/** What the type-ahead offers. */
export function flowOptions(
  t: Translate,
  { flows, total, isComplete, hasFailed, typed, choiceOf = ({ flowId }) => flowId }: FoundFlows,
): PlainTextOption[] {
  const remark = (kind: 'more' | 'failed' | 'loading' | 'none', count = 0) =>
    option(t(`picker.${kind}`, { count }), `${REMARK}${kind}`);
  const shown = flows.slice(0, MAX_FLOW_OPTIONS);
  const options = shown.map((flow) => flowOption(t, flow, choiceOf(flow)));
  // Half an ID that flows begin with is none.
  if (typed !== undefined && shown.length === 0) options.push(option(t('picker.useId', { id: typed.id }), typed.value));
  if (total > shown.length) options.push(remark('more', total - shown.length));
  if (hasFailed && shown.length === 0) options.push(remark('failed'));
  else if (!isComplete) options.push(remark('loading'));
  return options.length > 0 ? options : [remark('none')];
}
