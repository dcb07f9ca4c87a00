import type { Component } from '../model/flow-model.ts';
import { isObject, type JsonType, jsonType, type Place } from '../parse/place.ts';

/** What a binding or an expression gives, as far as it is known before the flow runs. */
export interface ValueType {
  type: JsonType | 'unknown';
  /** The declaration in a data model. */
  declared?: Place;
  /** The input that it is the value of. */
  input?: Component;
}

export const UNKNOWN: ValueType = { type: 'unknown' };

/** Types of TextInputs whose value is a text. */
const GIVES_TEXT: readonly unknown[] = [undefined, 'text', 'email', 'password', 'phone'];

/** What an input gives (source: Meta, guides/components). */
export function typeOfInput(input: Component): ValueType {
  switch (input.spec?.formValue) {
    case 'strings':
    case 'media':
      return { type: 'array', input };
    case 'boolean':
      return { type: 'boolean', input };
    case 'string': {
      if (input.type === 'TextInput') {
        const kind = input.place.raw('input-type');
        if (kind === 'number' || kind === 'passcode') return { type: 'number', input };
        // Bound or misspelled: what it will be is not known.
        if (!GIVES_TEXT.includes(kind)) return UNKNOWN;
      }
      if (input.type === 'CalendarPicker') {
        const mode = input.place.raw('mode');
        if (mode === 'range') return { type: 'object', input };
        if (mode !== undefined && mode !== 'single') return UNKNOWN;
      }
      return { type: 'string', input };
    }
    default:
      return UNKNOWN;
  }
}

const DECLARABLE: readonly string[] = ['string', 'number', 'boolean', 'object', 'array'];

/** What a declaration of a data model stands for. */
export function typeOfDeclared(declared: Place): ValueType {
  const type = declared.raw('type');
  if (typeof type !== 'string' || !DECLARABLE.includes(type)) return { type: 'unknown', declared };
  return { type: type as JsonType, declared };
}

/** The type of a value as it is written. */
export const typeOfValue = (value: unknown): ValueType => ({ type: jsonType(value) });

/** The declared members of an object; undefined where it says none, so that anything may be in it. */
export function declaredMembers(declared: Place): Place | undefined {
  const members = declared.get('properties');
  return members && isObject(members.value) ? members : undefined;
}
