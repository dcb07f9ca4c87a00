import type { KnownBlock, Option } from '@slack/types';
import type { Conversation, ElementState, ViewValues } from '../../slack/page-api.ts';
import { asInput, type InputElement } from './input-elements.ts';

/**
 * What the inputs of a view hold, in the form of Slack's `state.values`. Source: "View submission payloads" and
 * "Updating views" in Slack's documentation.
 */

/** An input of a view, with the two IDs by which Slack knows it. */
export interface ViewInput {
  blockId: string;
  actionId: string;
  element: InputElement;
  /** Whether it must hold something before the view can be submitted. */
  isRequired: boolean;
}

/** The inputs of a view in their order, those in sections and beside buttons among them. */
function inputsOf(blocks: readonly KnownBlock[]): ViewInput[] {
  return blocks.flatMap((block) =>
    elementsOf(block).flatMap((each) => {
      const element = asInput(each);
      if (element === undefined) return [];
      const isRequired = block.type === 'input' && block.optional !== true;
      return [{ blockId: block.block_id ?? '', actionId: element.action_id ?? '', element, isRequired }];
    }),
  );
}

function elementsOf(block: KnownBlock): { type: string }[] {
  if (block.type === 'input') return [block.element];
  if (block.type === 'actions') return block.elements;
  return block.type === 'section' && block.accessory !== undefined ? [block.accessory] : [];
}

/** Whether a conversation may be chosen: an archived one is never offered, nor one of a kind that is left out. */
export function mayBeChosen(
  element: Extract<InputElement, { type: 'conversations_select' }>,
  { kind, isArchived }: Conversation,
): boolean {
  return !isArchived && (element.filter?.include?.includes(kind) ?? true);
}

function initialState(element: InputElement, current: Conversation | undefined): ElementState {
  switch (element.type) {
    case 'plain_text_input':
      return { type: element.type, value: element.initial_value || null };
    case 'radio_buttons':
    case 'static_select':
    case 'external_select':
      return { type: element.type, selected_option: element.initial_option ?? null };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { type: element.type, selected_options: element.initial_options ?? [] };
    case 'conversations_select': {
      // Slack: a conversation that is named goes before the one that is open.
      const open = element.default_to_current_conversation && current && mayBeChosen(element, current) && current.id;
      return { type: element.type, selected_conversation: element.initial_conversation ?? (open || null) };
    }
  }
}

/**
 * What a view holds when it is opened.
 *
 * @param current the conversation that is open, for `default_to_current_conversation`.
 */
export function initialValues(blocks: readonly KnownBlock[], current: Conversation | undefined): ViewValues {
  return inputsOf(blocks).reduce<ViewValues>(
    (values, { blockId, actionId, element }) => withElement(values, blockId, actionId, initialState(element, current)),
    {},
  );
}

/** The same values with another one for one element. */
export function withElement(values: ViewValues, blockId: string, actionId: string, state: ElementState): ViewValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: state } };
}

/** What a view holds after an update: an input that keeps its two IDs and its type keeps its value, as in Slack. */
export function valuesAfterUpdate(
  before: ViewValues,
  blocks: readonly KnownBlock[],
  current: Conversation | undefined,
): ViewValues {
  return inputsOf(blocks).reduce(
    (values, { blockId, actionId, element }) => {
      const kept = before[blockId]?.[actionId];
      return kept?.type === element.type ? withElement(values, blockId, actionId, kept) : values;
    },
    initialValues(blocks, current),
  );
}

/** The options that are chosen; none for an element that has none. */
export function chosenOptions({ selected_option, selected_options }: ElementState): Option[] {
  return selected_options ?? (selected_option ? [selected_option] : []);
}

/** An element's state with these options chosen: the last one, where it holds one only. */
export function stateOfOptions(type: InputElement['type'], options: Option[]): ElementState {
  const holdsMany = type === 'checkboxes' || type.startsWith('multi_');
  return holdsMany ? { type, selected_options: options } : { type, selected_option: options.at(-1) ?? null };
}

const isEmpty = (state: ElementState | undefined): boolean =>
  state === undefined || !(state.value || state.selected_conversation || chosenOptions(state).length > 0);

/** The `block_id`s of the inputs that must hold something and do not, in the view's order. */
export function missingBlocks(blocks: readonly KnownBlock[], values: ViewValues): string[] {
  return inputsOf(blocks)
    .filter(({ isRequired, blockId, actionId }) => isRequired && isEmpty(values[blockId]?.[actionId]))
    .map(({ blockId }) => blockId);
}
