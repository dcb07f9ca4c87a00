/** A piece of a line of JSON, to be coloured. */
export interface JsonToken {
  text: string;
  kind: 'key' | 'string' | 'number' | 'word' | 'other';
}

const TOKEN =
  /(?<key>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>true|false|null)/g;

/** Splits one line of formatted JSON into its tokens; their texts, joined, are the line. */
export function jsonTokens(line: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  const push = (text: string, kind: JsonToken['kind']) => {
    if (text !== '') tokens.push({ text, kind });
  };
  for (const match of line.matchAll(TOKEN)) {
    const { key, string, number } = match.groups ?? {};
    push(line.slice(end, match.index), 'other');
    push(match[0], key ? 'key' : string ? 'string' : number ? 'number' : 'word');
    end = match.index + match[0].length;
  }
  push(line.slice(end), 'other');
  return tokens;
}
