import { cutText } from '../../text.ts';
import { LIMITS } from '../limits.ts';
import { type ExpressionPart, type ExpressionValue, readExpression } from './expression.ts';
import { type JsonObject, own } from './json.ts';

/**
 * `plain` stands in the flow; `example` is the `__example__` of a binding, or what comes of such; `expression` is known
 * only on the phone; `unfilled` is a reference within other text, which a phone does not fill in.
 */
export type PartKind = 'plain' | 'example' | 'expression' | 'unfilled';

export interface TextPart {
  text: string;
  kind: PartKind;
}

/** An input as texts refer to it. */
export interface Field {
  /** As it stands in the flow; `undefined` where that is a binding itself. */
  label: string | undefined;
  /** What it is filled with when its screen opens. */
  initValue: unknown;
}

/** What bindings of a screen are looked up in. */
export interface Scope {
  /** The data model of this screen. */
  data: JsonObject;
  /** The data model of a screen by its ID, for global references. */
  dataOf(screenId: string): JsonObject | undefined;
  /** An input by its name: of a screen by its ID, or of this one. */
  fieldOf(name: string, screenId: string | undefined): Field | undefined;
}

const BINDING = /^\$\{([^{}`]{1,300})\}$/;
/** A reference within other text. Anything else in such brackets is text: it is nothing that Flow JSON knows. */
const WITHIN = /\$\{\s*((?:data|form|screen)\.[^{}`]{1,300})\}/g;

/** The binding that the whole of a value is, as `data.name` of `${data.name}`. */
export function bindingOf(value: unknown): string | undefined {
  return typeof value === 'string' ? BINDING.exec(value.trim())?.[1]?.trim() : undefined;
}

export const isExpression = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 1 && value.trim().startsWith('`') && value.trim().endsWith('`');

/** Within its backticks; a backtick of its own has a stroke before it. */
const sourceOf = (expression: string): string => expression.trim().slice(1, -1).replaceAll('\\`', '`');

/** Where a binding leads: to a key of a data model or to an input, of this screen or of another. */
interface Reference {
  isForm: boolean;
  screenId: string | undefined;
  key: string;
  rest: string[];
}

function referenceOf(binding: string): Reference | undefined {
  const path = binding.split('.');
  const isGlobal = path[0] === 'screen';
  const [kind, key = '', ...rest] = isGlobal ? path.slice(2) : path;
  if (kind !== 'data' && kind !== 'form') return undefined;
  return { isForm: kind === 'form', screenId: isGlobal ? path[1] : undefined, key, rest };
}

const within = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((held, step) => own(held, step), value);

/** The example that a data model has for `data.…` or `screen.ID.data.…`; nothing for a form's value. */
function exampleOf(binding: string, scope: Scope): unknown {
  const reference = referenceOf(binding);
  if (reference === undefined || reference.isForm) return undefined;
  const { screenId, key, rest } = reference;
  const data = screenId === undefined ? scope.data : scope.dataOf(screenId);
  return within(own(own(data, key), '__example__'), rest);
}

/** A value as it is, or for a binding the example of it; `undefined` where there is none. */
export function resolve(value: unknown, scope: Scope): unknown {
  const binding = bindingOf(value);
  if (binding !== undefined) return exampleOf(binding, scope);
  return isExpression(value) ? expressionValue(value, scope) : value;
}

const asValue = (value: unknown): ExpressionValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;

/** What a binding comes to when its screen opens: its example, or what its input is filled with. */
function bindingValue(binding: string, scope: Scope): ExpressionValue {
  const reference = referenceOf(binding);
  if (reference?.isForm !== true) return asValue(exampleOf(binding, scope));
  const init = scope.fieldOf(reference.key, reference.screenId)?.initValue;
  const from = bindingOf(init);
  // An expression may refer to its own input.
  if (from === undefined && typeof init === 'string' && /^\s*`|\$\{/.test(init)) return undefined;
  return asValue(within(from === undefined ? init : exampleOf(from, scope), reference.rest));
}

/** What somebody types, by the label of the input; an example that is no text by its name, as `city` of `data.city`. */
function nameOf(binding: string, scope: Scope): string {
  const reference = referenceOf(binding);
  const label = reference?.isForm === true ? scope.fieldOf(reference.key, reference.screenId)?.label : undefined;
  const name = label === undefined ? binding.split('.').at(-1) : [label, ...(reference?.rest ?? [])].join(' ');
  return cutText(name ?? binding, LIMITS.expressionCharacters);
}

function bindingPart(binding: string, scope: Scope): TextPart {
  const value = bindingValue(binding, scope);
  return value === undefined
    ? { text: nameOf(binding, scope), kind: 'expression' }
    : { text: cutText(String(value), LIMITS.textCharacters), kind: 'example' };
}

/** A text that is no binding as a whole, with what it holds of references. */
function literalParts(text: string, scope: Scope): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: whole, 1: binding = '', index } of text.matchAll(WITHIN)) {
    if (index > at) parts.push({ text: text.slice(at, index), kind: 'plain' });
    parts.push({ text: nameOf(binding.trim(), scope), kind: 'unfilled' });
    at = index + whole.length;
  }
  return at < text.length || parts.length === 0 ? [...parts, { text: text.slice(at), kind: 'plain' }] : parts;
}

/** An expression as people read it: its bindings by their names. */
const namedBindings = (source: string, scope: Scope): string =>
  cutText(
    source
      .slice(0, LIMITS.textCharacters)
      .replaceAll(/\$\{([^{}]*)\}/g, (_, binding: string) => nameOf(binding.trim(), scope))
      .replaceAll(/\s+/g, ' ')
      .trim(),
    LIMITS.expressionCharacters,
  );

function expressionPart(part: ExpressionPart, source: string, scope: Scope): TextPart[] {
  if (part.kind === 'text') return literalParts(part.text, scope);
  if (part.kind === 'binding') return [bindingPart(part.binding, scope)];
  return part.value === undefined
    ? [{ text: namedBindings(source.slice(part.start, part.end), scope), kind: 'expression' }]
    : [{ text: cutText(String(part.value), LIMITS.textCharacters), kind: 'example' }];
}

function expressionParts(value: string, scope: Scope): TextPart[] {
  const source = cutText(sourceOf(value), LIMITS.textCharacters);
  const parts = readExpression(source, (binding) => bindingValue(binding, scope));
  if (parts === undefined) return [{ text: namedBindings(source, scope), kind: 'expression' }];
  return parts.flatMap((part) => expressionPart(part, source, scope));
}

/** What an expression comes to when its screen opens; `undefined` where only the phone knows, or where it joins texts. */
function expressionValue(value: string, scope: Scope): ExpressionValue {
  const [part, ...others] = readExpression(sourceOf(value), (binding) => bindingValue(binding, scope)) ?? [];
  if (part === undefined || others.length > 0) return undefined;
  if (part.kind === 'computed') return part.value;
  return part.kind === 'text' ? part.text : bindingValue(part.binding, scope);
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
    // As it stands: nothing in an example is looked up again, or one could hold itself.
    const lines = example.slice(0, LIMITS.textLines * 4).map((item) => asValue(item) ?? '');
    return [{ text: cutText(lines.join('\n'), LIMITS.textCharacters), kind: 'example' }];
  }
  if (isExpression(value)) return expressionParts(value, scope);
  return literalParts(cutText(value, LIMITS.textCharacters), scope);
}

export const plainText = (value: unknown, scope: Scope): string =>
  textParts(value, scope)
    .map(({ text }) => text)
    .join('');

/** Whether the bracket at the start is the one that the last one closes. */
function isInBrackets(text: string): boolean {
  let depth = 0;
  for (const [index, letter] of [...text].entries()) {
    if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    if (depth === 0) return index > 0 && index === [...text].length - 1;
  }
  return false;
}

/** A condition as people read it: without the signs around its bindings, and around all of it. */
export function conditionText(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const text = value
    .slice(0, LIMITS.expressionCharacters * 2)
    .replaceAll(/\$\{([^{}]*)\}/g, '$1')
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return cutText(isInBrackets(text) ? text.slice(1, -1).trim() : text, LIMITS.expressionCharacters);
}

/** What a `visible` or `enabled` comes to before anybody has typed: `unknown` where only the phone knows. */
export function flagOf(value: unknown, scope: Scope): boolean | 'unknown' {
  if (value === undefined || typeof value === 'boolean') return value ?? true;
  const binding = bindingOf(value);
  const flag = binding === undefined ? resolve(value, scope) : bindingValue(binding, scope);
  return typeof flag === 'boolean' ? flag : 'unknown';
}
