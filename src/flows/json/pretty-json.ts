import { endOfString, MAX_LEVELS } from './json-value.ts';

const WHITE_SPACE = /\s*/y;
/** A number, or `true`, `false`, `null`. */
const PLAIN = /[^\s,:{}[\]"]+/y;

/** The index behind what `pattern` finds at `start`. */
function endOf(pattern: RegExp, json: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(json);
  return Math.max(pattern.lastIndex, start);
}

const INDENTS = Array.from({ length: MAX_LEVELS + 1 }, (_, level) => `\n${'  '.repeat(level)}`);

/**
 * Lays out a JSON text with two spaces a level. Works on the text, since a round trip through objects would change it:
 * keys that look like numbers would move to the front, a repeated key would vanish, a long number would lose digits.
 *
 * @param json a valid JSON text. One nested deeper than 200 levels comes back as it is: the indentation alone could
 *   outgrow the memory.
 * @returns the same tokens in the same order, ending in a line break.
 */
export function prettyJson(json: string): string {
  let pretty = '';
  let level = 0;
  let previous = '';

  for (let start = endOf(WHITE_SPACE, json, 0), end = 0; start < json.length; start = endOf(WHITE_SPACE, json, end)) {
    const first = json.charAt(start);
    end = start + 1;
    if (first === '{' || first === '[') {
      if (previous === '{' || previous === '[' || previous === ',') pretty += INDENTS[level];
      level += 1;
      if (level > MAX_LEVELS) return `${json.trim()}\n`;
      pretty += first;
    } else if (first === '}' || first === ']') {
      level -= 1;
      if (previous !== '{' && previous !== '[') pretty += INDENTS[level];
      pretty += first;
    } else if (first === ':') pretty += ': ';
    else if (first === ',') pretty += ',';
    else {
      if (previous === '{' || previous === '[' || previous === ',') pretty += INDENTS[level];
      end = first === '"' ? endOfString(json, start) : endOf(PLAIN, json, start);
      pretty += json.slice(start, end);
    }
    previous = first;
  }
  return `${pretty}\n`;
}
