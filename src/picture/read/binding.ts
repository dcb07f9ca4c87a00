import { LIMITS } from '../limits.ts';
import { type JsonObject, own } from './json.ts';

/** `plain` stands in the flow; `example` is the `__example__` of a binding; `expression` is known only on the phone. */
export type PartKind = 'plain' | 'example' | 'expression';

export interface TextPart {
  text: string;
  kind: PartKind;
}

/** What bindings of a screen are looked up in. */
export interface Scope {
  /** The data model of this screen. */
  data: JsonObject;
  /** The data model of a screen by its ID, for global references. */
  dataOf(screenId: string): JsonObject | undefined;
}

const BINDING = /^\$\{([^{}`]{1,300})\}$/;
/** In an expression: a quoted text, a binding, or what stands between them. */
const TOKENS = /'((?:[^'\\]|\\.)*)'|\$\{([^{}]{1,300})\}|(\s+)|([^'$\s]+|.)/g;

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length)}…` : text);

/** The binding that the whole of a value is, as `data.name` of `${data.name}`. */
export function bindingOf(value: unknown): string | undefined {
  return typeof value === 'string' ? BINDING.exec(value.trim())?.[1]?.trim() : undefined;
}

export const isExpression = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 1 && value.trim().startsWith('`') && value.trim().endsWith('`');

/** The example that a data model has for `data.…` or `screen.ID.data.…`; nothing for a form's value. */
function exampleOf(binding: string, scope: Scope): unknown {
  const path = binding.split('.');
  const isGlobal = path[0] === 'screen' && path[2] === 'data';
  if (path[0] !== 'data' && !isGlobal) return undefined;
  const data = isGlobal ? scope.dataOf(path[1] ?? '') : scope.data;
  const [key, ...rest] = path.slice(isGlobal ? 3 : 1);
  const example = own(own(data, key ?? ''), '__example__');
  return rest.reduce<unknown>((value, step) => own(value, step), example);
}

/** A value as it is, or for a binding the example of it; `undefined` where there is none. */
export function resolve(value: unknown, scope: Scope): unknown {
  const binding = bindingOf(value);
  return binding === undefined ? value : exampleOf(binding, scope);
}

function bindingPart(binding: string, scope: Scope): TextPart {
  const example = exampleOf(binding, scope);
  if (typeof example === 'string' || typeof example === 'number' || typeof example === 'boolean') {
    return { text: cut(String(example), LIMITS.textCharacters), kind: 'example' };
  }
  // What somebody types, or an example that is no text: by the name alone, as `first_name` of `form.first_name`.
  return { text: cut(binding.split('.').at(-1) ?? binding, LIMITS.expressionCharacters), kind: 'expression' };
}

function expressionParts(source: string, scope: Scope): TextPart[] {
  const parts: TextPart[] = [];
  for (const [token, quoted, binding, space] of source.matchAll(TOKENS)) {
    if (quoted !== undefined) parts.push({ text: quoted.replaceAll(/\\(.)/g, '$1'), kind: 'plain' });
    else if (binding !== undefined) parts.push(bindingPart(binding.trim(), scope));
    // An operator: what comes out is known to the phone alone.
    else if (space === undefined)
      return [{ text: cut(source.trim(), LIMITS.expressionCharacters), kind: 'expression' }];
    if (token === '') break;
  }
  return parts;
}

/** The parts of one text of a flow. Other values than texts are shown as they are written. */
export function textParts(value: unknown, scope: Scope): TextPart[] {
  if (Array.isArray(value)) {
    return value
      .slice(0, LIMITS.textLines * 4)
      .flatMap((item, index) => [
        ...(index > 0 ? [{ text: '\n', kind: 'plain' } as const] : []),
        ...textParts(item, scope),
      ]);
  }
  if (typeof value === 'number' || typeof value === 'boolean') return [{ text: String(value), kind: 'plain' }];
  if (typeof value !== 'string') return [];
  const binding = bindingOf(value);
  if (binding !== undefined) {
    const example = exampleOf(binding, scope);
    if (!Array.isArray(example)) return [bindingPart(binding, scope)];
    return textParts(example, scope).map((part) => ({ ...part, kind: 'example' }));
  }
  if (isExpression(value)) {
    return expressionParts(cut(value.trim().slice(1, -1), LIMITS.textCharacters), scope);
  }
  return [{ text: cut(value, LIMITS.textCharacters), kind: 'plain' }];
}

export const plainText = (value: unknown, scope: Scope): string =>
  textParts(value, scope)
    .map(({ text }) => text)
    .join('');

/** A condition as people read it: without the signs around its bindings. */
export const conditionText = (value: unknown): string =>
  typeof value === 'string'
    ? cut(
        value
          .slice(0, LIMITS.expressionCharacters * 2)
          .replaceAll(/\$\{([^{}]*)\}/g, '$1')
          .replaceAll('`', '')
          .replaceAll(/\s+/g, ' ')
          .trim(),
        LIMITS.expressionCharacters,
      )
    : String(value);

/** What a `visible` or `enabled` comes to before anybody has typed: `unknown` where only the phone knows. */
export function flagOf(value: unknown, scope: Scope): boolean | 'unknown' {
  if (value === undefined || typeof value === 'boolean') return value ?? true;
  const example = resolve(value, scope);
  return typeof example === 'boolean' ? example : 'unknown';
}
