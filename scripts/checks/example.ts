import type { Severity } from '../../src/checks/index.ts';

/** A flow as an object. */
type Json = Record<string, unknown>;

interface Common {
  /** The Flow JSON version of both; 7.3 unless told. */
  version?: string;
  /** More of the flow, such as an endpoint's keys, for both. */
  flow?: Json;
  /** Where the finding is, from what the example is about. */
  at: string;
  /** Where it differs from the rule's. */
  severity?: Severity;
  /** Too large for an example; a test of its own has it. */
  isShownOnly?: true;
  /** For what is too large to show. */
  shown?: { wrong: string; right: string };
}

/**
 * A wrong and a right example of a rule. `children` are components of the only screen, which is terminal and gets a Footer
 * if it has none; `screen` are keys of it; `screens` all screens; `top` keys of the flow; `text` the text itself.
 */
export type Example = Common &
  (
    | { of: 'children'; wrong: unknown[]; right: unknown[]; screen?: Json }
    | { of: 'screen'; wrong: Json; right: Json }
    | { of: 'screens'; wrong: unknown[]; right: unknown[] }
    | { of: 'top'; wrong: Json; right: Json }
    | { of: 'text'; wrong: string; right: string }
  );

export const complete = (payload: Json = {}) => ({ name: 'complete', payload });
export const navigate = (screen: string, payload: Json = {}) => ({
  name: 'navigate',
  next: { type: 'screen', name: screen },
  payload,
});
export const exchange = (payload: Json = {}) => ({ name: 'data_exchange', payload });
export const footer = (action: unknown = complete(), label = 'Done') => ({
  type: 'Footer',
  label,
  'on-click-action': action,
});
export const layout = (...children: unknown[]) => ({ type: 'SingleColumnLayout', children });
export const screen = (id: string, children: unknown[], more: Json = {}) => ({
  id,
  title: 'Title',
  ...more,
  layout: layout(...children),
});
/** A screen that ends the flow. */
export const last = (id: string, more: Json = {}, children: unknown[] = [footer()]) =>
  screen(id, children, { terminal: true, ...more });
export const input = (name: string, more: Json = {}) => ({ type: 'TextInput', name, label: 'Label', ...more });
export const choice = (name: string, more: Json = {}, type = 'RadioButtonsGroup') => ({
  type,
  name,
  label: 'Label',
  'data-source': [
    { id: 'a', title: 'A' },
    { id: 'b', title: 'B' },
  ],
  ...more,
});
export const text = (value: unknown, more: Json = {}) => ({ type: 'TextBody', text: value, ...more });

const hasFooter = (component: unknown): boolean => {
  const {
    type,
    then: yes,
    cases,
    children,
  } = component as {
    type?: string;
    then?: unknown[];
    cases?: Json;
    children?: unknown[];
  };
  const inside = [yes, children, ...Object.values(cases ?? {})].flatMap((list) => (Array.isArray(list) ? list : []));
  return type === 'Footer' || inside.some(hasFooter);
};

/** The whole flow of an example, as text. */
export function flowOf(example: Example, which: 'wrong' | 'right'): string {
  const { version = '7.3', flow: more = {} } = example;
  if (example.of === 'text') return example[which];
  let screens: unknown[];
  let top: Json = {};
  if (example.of === 'children') {
    const children = example[which];
    const all = children.some(hasFooter) ? children : [...children, footer()];
    screens = [last('DEMO', example.screen, all)];
  } else if (example.of === 'screen') screens = [{ ...last('DEMO'), ...example[which] }];
  else if (example.of === 'screens') screens = example[which];
  else {
    screens = [last('DEMO')];
    top = example[which];
  }
  // What is undefined in an example is left out by JSON.
  return JSON.stringify({ version, ...more, screens, ...top }, null, 2);
}

const PREFIX: Readonly<Record<Example['of'], string>> = {
  children: '/screens/0/layout/children',
  screen: '/screens/0',
  screens: '/screens',
  top: '',
  text: '',
};

/** The pointer of the finding in the whole wrong flow. */
export const pointerIn = ({ of, at }: Example): string => `${PREFIX[of]}${at}`;

/** What is shown of an example. */
export function shownOf(example: Example, which: 'wrong' | 'right'): string {
  if (example.shown) return example.shown[which];
  if (example.of === 'text') return example[which];
  const value = example[which];
  const only = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return compact(only, '');
}

const MAX_WIDTH = 100;

/** JSON with short objects on one line, as people write it. */
function compact(value: unknown, indent: string): string {
  const line = JSON.stringify(value).replaceAll(/("(?:[^"\\]|\\.)*")|([{[,:])|([}\]])/g, (whole, quoted, open) =>
    quoted !== undefined ? whole : open === ',' || open === ':' ? `${whole} ` : whole,
  );
  if (line.length + indent.length <= MAX_WIDTH || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members = Array.isArray(value)
    ? value.map((entry) => compact(entry, inner))
    : Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => `${JSON.stringify(key)}: ${compact(entry, inner)}`);
  return `${open}\n${members.map((member) => `${inner}${member}`).join(',\n')}\n${indent}${close}`;
}
