import { fixed, type Properties, properties, required, text } from './property.ts';

export interface ActionSpec {
  /** The Flow JSON version that brought it. */
  from: string;
  properties: Properties;
}

const name = required(fixed({ kind: 'text' }));
const payload = { kind: 'object' } as const;

/** The actions (source: Meta, guides/flowjson, "Actions"). */
export const ACTIONS: ReadonlyMap<string, ActionSpec> = new Map([
  ['navigate', { from: '2.1', properties: properties({ name, next: required(fixed({ kind: 'object' })), payload }) }],
  ['complete', { from: '2.1', properties: properties({ name, payload: required(payload) }) }],
  ['data_exchange', { from: '2.1', properties: properties({ name, payload }) }],
  ['update_data', { from: '6.0', properties: properties({ name, payload: required(payload) }) }],
  ['open_url', { from: '6.0', properties: properties({ name, url: required(text()) }) }],
]);

/** Where an action points to. */
export const NEXT: Properties = properties({
  type: required(fixed({ kind: 'text', values: ['screen'] })),
  name: required(fixed({ kind: 'text' })),
});

/** Which actions may stand where: the component, the property (with `option.` or `item.` inside a list), the actions. */
export const ACTION_PLACES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Footer on-click-action', ['navigate', 'data_exchange', 'complete']],
  ['EmbeddedLink on-click-action', ['navigate', 'data_exchange', 'open_url']],
  ['OptIn on-click-action', ['navigate', 'data_exchange', 'open_url']],
  ['OptIn on-select-action', ['update_data']],
  ['OptIn on-unselect-action', ['update_data']],
  ['NavigationList on-click-action', ['navigate', 'data_exchange']],
  ['NavigationList item.on-click-action', ['navigate', 'data_exchange']],
  ...['CheckboxGroup', 'RadioButtonsGroup', 'Dropdown', 'ChipsSelector'].flatMap((type): [string, string[]][] => [
    [`${type} on-select-action`, ['data_exchange', 'update_data']],
    [`${type} on-unselect-action`, ['update_data']],
    [`${type} option.on-select-action`, ['update_data']],
    [`${type} option.on-unselect-action`, ['update_data']],
  ]),
  ['DatePicker on-select-action', ['data_exchange']],
  ['CalendarPicker on-select-action', ['data_exchange']],
]);
