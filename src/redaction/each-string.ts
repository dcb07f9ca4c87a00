/** A string of a JSON text. */
export interface FoundString {
  value: string;
  /** Where it begins in the text; characters. */
  at: number;
  /** Where it is, as a JSON pointer; made only when it is asked for. */
  path: () => string;
  /** The name that it is the value of; a string in a list has that of the list. */
  name: string;
  /** Whether it is, or is within, an example of data: `__example__`. */
  isExample: boolean;
}

const EXAMPLE = '__example__';
/** As deep as flows are read: each level takes memory, and a path names them all. */
const MAX_LEVELS = 200;
const pointer = (key: string | number) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** The place behind a string's closing quote; of a text that ends within it, the text's end. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = quote;
    while (text[slashes - 1] === '\\') slashes -= 1;
    if ((quote - slashes) % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

function decoded(token: string): string {
  if (!token.includes('\\')) return token.slice(1, -1);
  try {
    return String(JSON.parse(token));
  } catch {
    return token.slice(1, -1);
  }
}

/** Where the reader is: one entry a level. */
interface Level {
  isObject: boolean;
  key: string | number;
  /** The nearest key that is a name of its own. */
  name: string;
  isKeyNext: boolean;
  isExample: boolean;
}

/** The names of the levels, so that a path costs nothing until somebody wants it. */
const pathOf = (levels: readonly Level[]) => levels.map(({ key }) => `/${pointer(key)}`).join('');

/**
 * Visits each string of a JSON text that is a value, in the text's order. It does not parse the text, so that a big one takes no
 * memory: the time is linear in it.
 *
 * @throws {RangeError} for what is nested deeper than 200 levels.
 */
export function eachString(json: string, visit: (found: FoundString) => void): void {
  const levels: Level[] = [];
  for (let at = 0; at < json.length; at += 1) {
    const level = levels.at(-1);
    switch (json[at]) {
      case '{':
      case '[': {
        const isObject = json[at] === '{';
        const isExample = level !== undefined && (level.isExample || level.key === EXAMPLE);
        if (levels.length >= MAX_LEVELS) throw new RangeError('The JSON is nested too deep');
        levels.push({ isObject, key: isObject ? '' : 0, name: level?.name ?? '', isKeyNext: isObject, isExample });
        break;
      }
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (level?.isObject) level.isKeyNext = true;
        else if (level !== undefined) level.key = Number(level.key) + 1;
        break;
      case '"': {
        const end = endOfString(json, at);
        const token = json.slice(at, end);
        const begin = at;
        at = end - 1;
        if (level?.isObject && level.isKeyNext) {
          level.key = decoded(token);
          level.name = level.key === EXAMPLE ? (levels.at(-2)?.name ?? '') : level.key;
          level.isKeyNext = false;
          break;
        }
        visit({
          value: decoded(token),
          at: begin,
          path: () => pathOf(levels),
          name: level?.name ?? '',
          isExample: level !== undefined && (level.isExample || level.key === EXAMPLE),
        });
        break;
      }
      default:
    }
  }
}

/** A JSON text with each string that is a value replaced; the rest stays as it is. Time is linear in the text. */
export function withStrings(json: string, replace: (value: string) => string): string {
  const pieces: string[] = [];
  let done = 0;
  for (let at = json.indexOf('"'); at >= 0; ) {
    const end = endOfString(json, at);
    const value = decoded(json.slice(at, end));
    const other = replace(value);
    if (other !== value) {
      pieces.push(json.slice(done, at), JSON.stringify(other));
      done = end;
    }
    at = json.indexOf('"', end);
  }
  return done === 0 ? json : [...pieces, json.slice(done)].join('');
}
