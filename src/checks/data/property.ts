/**
 * What a property may hold. The first word is how it is written in the JSON; each may also be a binding, unless `isFixed`.
 *
 * - `text` a string; `texts` a string or a list of them; `name` a string that is never bound; `image` base64
 * - `number` a number, or a string of digits; `boolean`; `object`; `list`; `any`
 * - `date` and `dates` days; `range-text` and such: an object `{start-date, end-date}` where a CalendarPicker is in range mode
 * - `action`, `options`, `list-items`, `images`, `components`, `cases`, `condition`: checked by rules of their own
 */
export type PropertyKind =
  | 'text'
  | 'texts'
  | 'name'
  | 'image'
  | 'number'
  | 'boolean'
  | 'object'
  | 'list'
  | 'text-or-list'
  | 'text-or-object'
  | 'boolean-or-object'
  | 'date'
  | 'dates'
  | 'action'
  | 'options'
  | 'list-items'
  | 'images'
  | 'components'
  | 'cases'
  | 'condition'
  | 'any';

export interface Property {
  kind: PropertyKind;
  /** Without it Meta refuses the component; a version where that came later. */
  isRequired?: true | string;
  /** The Flow JSON version that brought it. */
  from?: string;
  /** The characters that the phone shows; the rest is cut off. */
  limit?: number;
  /** Bounds of a number: outside them Meta refuses it. */
  min?: number;
  max?: number;
  /** The only values it may have. */
  values?: readonly string[];
  /** A list may be given from this version on, where the kind is `texts`. */
  listFrom?: string;
  isFixed?: true;
}

export type Properties = ReadonlyMap<string, Property>;

export const properties = (entries: Readonly<Record<string, Property>>): Properties => new Map(Object.entries(entries));

export const text = (limit?: number): Property => (limit === undefined ? { kind: 'text' } : { kind: 'text', limit });
export const oneOf = (...values: readonly string[]): Property => ({ kind: 'text', values });
export const bool: Property = { kind: 'boolean' };
export const number = (min?: number, max?: number): Property => ({
  kind: 'number',
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
export const required = (property: Property, from: true | string = true): Property => ({
  ...property,
  isRequired: from,
});
export const since = (from: string, property: Property): Property => ({ ...property, from });
export const fixed = (property: Property): Property => ({ ...property, isFixed: true });
