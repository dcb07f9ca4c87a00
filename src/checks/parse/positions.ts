import type { Path } from './place.ts';

/** Where a value stands in a text, as offsets; `key` is where its name begins, for a member of an object. */
export interface Span {
  key: number;
  start: number;
  end: number;
}

/** A key that an object has twice: of the two, JSON parsers keep the last. */
export interface RepeatedKey {
  path: Path;
  offset: number;
}

export interface Positions {
  /** In the order of the paths asked for. */
  spans: (Span | undefined)[];
  repeatedKeys: RepeatedKey[];
}

interface Wanted {
  children: Map<string, Wanted> | undefined;
  indices: number[];
}

interface Frame {
  isArray: boolean;
  /** The key or index of the member at which the scan is. */
  key: string;
  index: number;
  keyStart: number;
  start: number;
  wanted: Wanted | undefined;
  keys: string[] | Set<string>;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
/** So many keys are compared one by one before a Set pays. */
const FEW_KEYS = 12;
const NO_KEYS: string[] = [];
/** A hostile text must not fill the memory with its repeated keys. */
const MAX_REPEATED = 1000;

function treeOf(paths: readonly Path[]): Wanted {
  const root: Wanted = { children: undefined, indices: [] };
  paths.forEach((path, index) => {
    let node = root;
    for (const key of path) {
      node.children ??= new Map();
      let next = node.children.get(String(key));
      if (!next) {
        next = { children: undefined, indices: [] };
        node.children.set(String(key), next);
      }
      node = next;
    }
    node.indices.push(index);
  });
  return root;
}

/** The offset behind the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function keyAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? String(JSON.parse(text.slice(start, end))) : raw;
}

/** Whether the frame's object had the key before; it has it from now on. */
function seenBefore(frame: Frame, key: string): boolean {
  if (Array.isArray(frame.keys)) {
    if (frame.keys.includes(key)) return true;
    frame.keys.push(key);
    if (frame.keys.length > FEW_KEYS) frame.keys = new Set(frame.keys);
    return false;
  }
  if (frame.keys.has(key)) return true;
  frame.keys.add(key);
  return false;
}

/**
 * Finds where values stand in a text, in one pass and without recursion: a tree with positions (jsonc-parser's, momoa's)
 * takes ten times as long as JSON.parse for a flow of 10 MB, and only the few places with a finding need one.
 *
 * @param text a valid JSON text
 * @returns offsets in UTF-16 code units; of a repeated key the last one's, as JSON.parse reads it
 */
export function findPositions(text: string, paths: readonly Path[]): Positions {
  const spans: (Span | undefined)[] = paths.map(() => undefined);
  const repeatedKeys: RepeatedKey[] = [];
  const frames: Frame[] = [];
  const root = treeOf(paths);

  const wantedHere = (): Wanted | undefined => {
    const frame = frames.at(-1);
    return frame ? frame.wanted?.children?.get(frame.isArray ? String(frame.index) : frame.key) : root;
  };
  const found = (wanted: Wanted | undefined, start: number, end: number) => {
    if (!wanted) return;
    const key = frames.at(-1)?.keyStart ?? start;
    for (const index of wanted.indices) spans[index] = { key: key === -1 ? start : key, start, end };
  };

  let isKeyNext = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === COLON) continue;
    const frame = frames.at(-1);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (isKeyNext && frame) {
        frame.key = keyAt(text, at, end);
        frame.keyStart = at;
        isKeyNext = false;
        if (seenBefore(frame, frame.key) && repeatedKeys.length < MAX_REPEATED) {
          repeatedKeys.push({ path: frames.map(({ isArray, index, key }) => (isArray ? index : key)), offset: at });
        }
      } else found(wantedHere(), at, end);
      at = end - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      const isArray = code === OPEN_BRACKET;
      const wanted = wantedHere();
      frames.push({ isArray, key: '', index: 0, keyStart: -1, start: at, wanted, keys: isArray ? NO_KEYS : [] });
      isKeyNext = !isArray;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      frames.pop();
      isKeyNext = false;
      if (frame?.wanted) found(frame.wanted, frame.start, at + 1);
    } else if (code === COMMA) {
      if (frame) frame.index += 1;
      isKeyNext = frame?.isArray === false;
    } else {
      let end = at + 1;
      for (; end < text.length; end += 1) {
        const next = text.charCodeAt(end);
        if (next <= 32 || next === COMMA || next === CLOSE_BRACE || next === CLOSE_BRACKET) break;
      }
      found(wantedHere(), at, end);
      at = end - 1;
    }
  }
  return { spans, repeatedKeys };
}
