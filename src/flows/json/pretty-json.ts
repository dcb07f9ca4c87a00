/** Deeper than any flow; below it the indentation alone could outgrow the memory. */
const MAX_LEVELS = 200;

/** JSON's white space is all below the first printable character, and nothing else outside a string is. */
const isWhiteSpace = (character: string) => character <= ' ';
const isPunctuation = (character: string) => '{}[]:,'.includes(character);

/** The index behind the token that begins at `start`. */
function endOfToken(json: string, start: number): number {
  let end = start + 1;
  if (json[start] === '"') {
    while (json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
    return end + 1;
  }
  if (isPunctuation(json.charAt(start))) return end;
  while (end < json.length && !isPunctuation(json.charAt(end)) && !isWhiteSpace(json.charAt(end))) end += 1;
  return end;
}

/**
 * Lays out a JSON text with two spaces a level. Works on the text, since a round trip through objects would change it:
 * keys that look like numbers would move to the front, a repeated key would vanish, a long number would lose digits.
 *
 * @param json a valid JSON text. One nested deeper than 200 levels comes back as it is.
 * @returns the same tokens in the same order, ending in a line break.
 */
export function prettyJson(json: string): string {
  let pretty = '';
  let level = 0;
  let previous = '';

  for (let start = 0, end = 0; start < json.length; start = end) {
    end = start + 1;
    const first = json.charAt(start);
    if (isWhiteSpace(first)) continue;
    end = endOfToken(json, start);
    const isClosing = first === '}' || first === ']';
    const isFollowingOpening = previous === '{' || previous === '[';
    if (isClosing) level -= 1;
    if (isClosing ? !isFollowingOpening : isFollowingOpening || previous === ',') pretty += `\n${'  '.repeat(level)}`;
    pretty += first === ':' ? ': ' : json.slice(start, end);
    if (first === '{' || first === '[') level += 1;
    if (level > MAX_LEVELS) return `${json.trim()}\n`;
    previous = first;
  }
  return `${pretty}\n`;
}
