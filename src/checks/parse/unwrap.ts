import { lineAndColumn } from './line-column.ts';
import { isObject, type JsonObject, type Path, pointerOf } from './place.ts';
import { findPositions } from './positions.ts';

/** What was taken off: a flow inside of a JSON text, or under a key of another object. */
export type Wrapping = { kind: 'text' } | { kind: 'key'; key: string };

/** A flow without what was around it. */
export interface Unwrapped {
  text: string;
  /** From the outside inwards; empty where nothing was around it. */
  wrappings: Wrapping[];
  /**
   * Where `text` begins in the given text, from 1. Where the flow was inside of a JSON text, where that text begins: its
   * lines have no counterpart there.
   */
  line: number;
  column: number;
  /** The pointer to the flow, or to the text that holds it, in the given text. */
  pointer: string;
}

/** The keys under which people and programs keep a flow, the surest first. */
const KNOWN_KEYS: readonly string[] = [
  'flow_json',
  'flowJson',
  'flowJSON',
  'FlowJson',
  'FlowJSON',
  'flow-json',
  'flow',
  'json',
  'content',
  'asset',
  'body',
  'data',
  'Data',
  'result',
];
const MAX_LAYERS = 10;
/** An exported wrapper has a handful of keys; a list of a thousand things is something else. */
const MAX_KEYS = 200;

const isFlow = (value: unknown): value is JsonObject =>
  isObject(value) && Object.hasOwn(value, 'screens') && Array.isArray(value.screens);

/** Whether an object is a flow, if a broken one: what says so is at its top. */
const looksLikeFlow = (value: JsonObject) =>
  isFlow(value) || Object.hasOwn(value, 'screens') || Object.hasOwn(value, 'routing_model');

const mayHoldJson = (value: unknown): value is string => typeof value === 'string' && /^\s*["{]/.test(value);

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Whether a flow is somewhere inside, a few layers down. */
function holdsFlow(value: unknown, layers = MAX_LAYERS): boolean {
  if (layers === 0) return false;
  if (mayHoldJson(value)) return holdsFlow(parsed(value)?.value, layers - 1);
  if (!isObject(value)) return false;
  if (isFlow(value)) return true;
  const keys = Object.keys(value);
  return keys.length <= MAX_KEYS && keys.some((key) => holdsFlow(value[key], layers - 1));
}

/** The key under which the flow is: a known one, or the only one that holds one. */
function keyOfFlow(value: JsonObject): string | undefined {
  const keys = Object.keys(value);
  if (keys.length > MAX_KEYS) return undefined;
  const holding = keys.filter((key) => holdsFlow(value[key]));
  const known = KNOWN_KEYS.find((key) => holding.includes(key));
  if (known !== undefined || holding.length === 1) return known ?? holding[0];
  // What is broken holds no flow that could be seen; these keys say what it was meant to be.
  return KNOWN_KEYS.slice(0, 6).find((key) => Object.hasOwn(value, key) && mayHoldJson(value[key]));
}

/**
 * Takes off what people paste around a flow: `{"flow_json": "…"}`, a JSON text that holds JSON, `{"flow": {…}}`, an
 * exported object with the flow a few layers down.
 *
 * @returns the given text with no wrappings where it is a flow itself, no JSON, or holds none
 *
 * @example
 * unwrapFlow('{"flow_json": "{\\"version\\": \\"7.3\\", \\"screens\\": []}"}').text; // '{"version": "7.3", "screens": []}'
 */
export function unwrapFlow(text: string): Unwrapped {
  const whole: Unwrapped = { text, wrappings: [], line: 1, column: 1, pointer: '' };
  let json = text;
  let isInText = false;
  let origin = whole;
  let wrappings: Wrapping[] = [];
  for (let layers = 0; layers < MAX_LAYERS; layers += 1) {
    const root = parsed(json);
    if (!root) return { ...origin, text: json, wrappings };
    let { value } = root;
    const path: (string | number)[] = [];
    while (isObject(value) && !looksLikeFlow(value) && path.length < MAX_LAYERS) {
      const key = keyOfFlow(value);
      if (key === undefined) return whole;
      path.push(key);
      value = value[key];
    }
    const keys = path.map((key): Wrapping => ({ kind: 'key', key: String(key) }));
    wrappings = [...wrappings, ...keys];
    const found = startOf(json, path);
    if (!isInText && path.length > 0) {
      origin = { ...origin, ...lineAndColumn(json, found.start), pointer: pointerOf(path) };
    }
    if (mayHoldJson(value)) {
      isInText = true;
      wrappings = [...wrappings, { kind: 'text' }];
      json = value;
      continue;
    }
    if (!isObject(value) || wrappings.length === 0) return whole;
    return { ...origin, text: json.slice(found.start, found.end), wrappings };
  }
  return whole;
}

function startOf(text: string, path: Path): { start: number; end: number } {
  return findPositions(text, [path]).spans[0] ?? { start: 0, end: text.length };
}
