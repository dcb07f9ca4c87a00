import type {
  Checkboxes,
  ConversationsSelect,
  ExternalSelect,
  MultiExternalSelect,
  MultiStaticSelect,
  PlainTextInput,
  RadioButtons,
  StaticSelect,
} from '@slack/types';

/** The elements with a value that this page draws. */
export type InputElement =
  | PlainTextInput
  | Checkboxes
  | RadioButtons
  | StaticSelect
  | MultiStaticSelect
  | ExternalSelect
  | MultiExternalSelect
  | ConversationsSelect;

const TYPES: ReadonlySet<string> = new Set<InputElement['type']>([
  'plain_text_input',
  'checkboxes',
  'radio_buttons',
  'static_select',
  'multi_static_select',
  'external_select',
  'multi_external_select',
  'conversations_select',
]);

const isInput = (element: { type: string }): element is InputElement => TYPES.has(element.type);

/** The element, if it is one with a value that this page draws. */
export const asInput = (element: { type: string } | undefined): InputElement | undefined =>
  element !== undefined && isInput(element) ? element : undefined;
