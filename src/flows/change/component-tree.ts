import { isObject, isObjects, type JsonObject, ownValue, textOf } from '../json/json-value.ts';

/** A component, with what holds others taken out of its fields. */
export interface Component {
  own: JsonObject;
  type: string;
  name: string | undefined;
  /** What is read on it; empty for none. */
  text: string;
  /** The key that has the text. */
  textKey: string | undefined;
  parent: Component | undefined;
  /** Which list of its parent it stands in: a key of `slots` there, `children` at the top. */
  slot: string;
  /** What it holds, by `children`, `then`, `else`, and `case:` with the key for the cases of a `Switch`. */
  slots: ReadonlyMap<string, Component[]>;
  /** Whether it has `cases`, all of them lists. */
  hasCases: boolean;
  /** A number for the lists that it stands in from the top, forms aside: a form shows nothing of its own. */
  path: number;
  /** The same for two that have the same type, name, text and path. */
  sign: string;
}

const CASE = 'case:';

/** The slot of the case of that key. */
const slotOfCase = (key: string): string => `${CASE}${key}`;
/** The key of the case that a slot is; undefined for any other slot. */
export const caseOf = (slot: string): string | undefined =>
  slot.startsWith(CASE) ? slot.slice(CASE.length) : undefined;

/** Gives the same number for the same path: a path itself may be as long as the file is deep. */
export type NumberOfPath = (parent: number, step: string) => number;

export function createPathNumbers(): NumberOfPath {
  const numbers = new Map<string, number>();
  return (parent, step) => {
    const key = `${parent} ${step}`;
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
}

const TEXT_KEYS = ['label', 'text', 'title', 'condition', 'value', 'alt-text', 'src'];

function readable(own: JsonObject): Pick<Component, 'text' | 'textKey'> {
  for (const textKey of TEXT_KEYS) {
    const value = ownValue(own, textKey);
    if (typeof value === 'string') return { text: value, textKey };
    if (Array.isArray(value)) {
      return { text: value.filter((part) => typeof part === 'string').join(' '), textKey };
    }
  }
  return { text: '', textKey: undefined };
}

/** The lists of components in a component: a form's children, the branches of `If` and `Switch`. */
function listsOf(component: JsonObject): { lists: [string, JsonObject[]][]; hasCases: boolean } {
  const lists = ['children', 'then', 'else'].flatMap((key): [string, JsonObject[]][] => {
    const value = ownValue(component, key);
    return isObjects(value) ? [[key, value]] : [];
  });
  const cases = ownValue(component, 'cases');
  if (!isObject(cases) || !Object.values(cases).every(isObjects)) return { lists, hasCases: false };
  const ofCases = Object.entries(cases).flatMap(([key, value]): [string, JsonObject[]][] =>
    isObjects(value) ? [[slotOfCase(key), value]] : [],
  );
  return { lists: [...lists, ...ofCases], hasCases: true };
}

/** The components below, each before those that it holds. */
export function flatten(list: readonly JsonObject[], numberOfPath: NumberOfPath): Component[] {
  const found: Component[] = [];
  function add(given: JsonObject, parent: Component | undefined, slot: string): Component {
    const { lists, hasCases } = listsOf(given);
    const held = new Set([...lists.map(([key]) => key), ...(hasCases ? ['cases'] : [])]);
    const [type, name] = [textOf(given, 'type') ?? '?', textOf(given, 'name')];
    const read = readable(given);
    const isInForm = parent?.type === 'Form';
    const path = isInForm ? parent.path : numberOfPath(parent?.path ?? 0, `${parent?.type ?? ''}/${slot}`);
    const slots = new Map<string, Component[]>();
    const component: Component = {
      own: Object.fromEntries(Object.entries(given).filter(([key]) => !held.has(key))),
      type,
      name,
      ...read,
      parent,
      slot,
      slots,
      hasCases,
      path,
      sign: JSON.stringify([type, name, read.text, path]),
    };
    found.push(component);
    for (const [key, children] of lists) {
      slots.set(
        key,
        children.map((child) => add(child, component, key)),
      );
    }
    return component;
  }
  for (const given of list) add(given, undefined, 'children');
  return found;
}
