export type Token =
  | { kind: 'binding'; value: string; at: number }
  | { kind: 'string'; value: string; at: number }
  | { kind: 'number'; value: string; at: number }
  | { kind: 'word'; value: string; at: number }
  | { kind: 'operator'; value: string; at: number };

/** Where an expression can't be read, and what is probably wrong; `at` from 0, in the expression. */
export interface ExpressionFault {
  kind: 'character' | 'end' | 'equals' | 'ternary' | 'quote';
  at: number;
  found: string;
}

const TOKEN =
  /\s*(?:(?<binding>\$\{[^{}]*\})|(?<string>'(?:[^'\\]|\\[\s\S])*')|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_]\w*)|(?<operator>==|!=|<=|>=|&&|\|\||[<>!+\-*/%()]))/y;
const FAULTS: Readonly<Record<string, ExpressionFault['kind']>> = { '=': 'equals', '?': 'ternary', '"': 'quote' };

/** The tokens of an expression, or where it can't be read. */
export function tokensOf(source: string): Token[] | ExpressionFault {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    const groups = TOKEN.exec(source)?.groups;
    if (!groups) {
      const start = at + (/^\s*/.exec(source.slice(at))?.[0].length ?? 0);
      const found = String.fromCodePoint(source.codePointAt(start) ?? 32);
      const isOpen = found === "'" || found === '$';
      return { kind: isOpen ? 'end' : (FAULTS[found] ?? 'character'), at: start, found };
    }
    const found = Object.entries(groups).find(([, value]) => value !== undefined);
    if (found) {
      const [kind, value = ''] = found;
      tokens.push({ kind: kind as Token['kind'], value, at: TOKEN.lastIndex - value.length });
    }
  }
  return tokens;
}
