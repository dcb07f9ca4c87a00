/** What an expression comes to before anybody has typed; `undefined` where only the phone knows. */
export type ExpressionValue = string | number | boolean | undefined;

/** A part of what an expression joins, in the order in which it is read. */
export type ExpressionPart =
  | { kind: 'text'; text: string }
  | { kind: 'binding'; binding: string }
  /** Something computed, with the place of its source. */
  | { kind: 'computed'; value: ExpressionValue; start: number; end: number };

type Sign = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '!' | '(' | ')';

type Token = { start: number; end: number } & (
  | { kind: 'text'; text: string }
  | { kind: 'binding'; binding: string }
  | { kind: 'value'; value: ExpressionValue }
  | { kind: 'sign'; sign: Sign }
);

/** In their order: a text, a binding, a number, a word, a sign. */
const TOKEN =
  /\s*(?:'((?:[^'\\]|\\.)*)'|\$\{([^{}`]{1,300})\}|(\d+(?:\.\d+)?)|(true|false|null)\b|(\|\||&&|==|!=|<=|>=|[<>+\-*/%!()]))/y;
/** Beyond these nothing is computed: a flow made to hurt may nest brackets by the thousand. */
const MOST_TOKENS = 400;
const DEEPEST = 40;

function tokensOf(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = source.trimEnd().length;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    const found = TOKEN.exec(source);
    if (found === null || tokens.length >= MOST_TOKENS) return undefined;
    const [whole, text, binding, number, name, sign] = found;
    const place = { start: at + whole.length - whole.trimStart().length, end: TOKEN.lastIndex };
    if (text !== undefined) tokens.push({ ...place, kind: 'text', text: text.replaceAll(/\\(.)/g, '$1') });
    else if (binding !== undefined) tokens.push({ ...place, kind: 'binding', binding: binding.trim() });
    else if (number !== undefined) tokens.push({ ...place, kind: 'value', value: Number(number) });
    else if (name !== undefined)
      tokens.push({ ...place, kind: 'value', value: name === 'null' ? undefined : name === 'true' });
    else tokens.push({ ...place, kind: 'sign', sign: sign as Sign });
  }
  return tokens;
}

/** From those that bind least to those that bind most. */
const LEVELS: readonly ReadonlySet<Sign>[] = [
  new Set(['||']),
  new Set(['&&']),
  new Set(['==', '!=']),
  new Set(['<', '<=', '>', '>=']),
  new Set(['+', '-']),
  new Set(['*', '/', '%']),
];

const rounded = (value: number): number => Math.round(value * 100) / 100;

function ofNumbers(sign: Sign, left: number, right: number): ExpressionValue {
  switch (sign) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '+':
      return rounded(left + right);
    case '-':
      return rounded(left - right);
    case '*':
      return rounded(left * right);
    case '/':
      return right === 0 ? 0 : rounded(left / right);
    case '%':
      return right === 0 ? 0 : rounded(left % right);
    default:
      return undefined;
  }
}

/** Meta's rules: equality of one type only, the rest of numbers or of booleans; a division by 0 gives 0. */
function apply(sign: Sign, left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (sign === '&&' || sign === '||') {
    const decides = sign === '||';
    if (left === decides || right === decides) return decides;
    return typeof left === 'boolean' && typeof right === 'boolean' ? !decides : undefined;
  }
  if (left === undefined || right === undefined || typeof left !== typeof right) return undefined;
  if (sign === '==') return left === right;
  if (sign === '!=') return left !== right;
  return typeof left === 'number' && typeof right === 'number' ? ofNumbers(sign, left, right) : undefined;
}

class NotAnExpression extends Error {}

/**
 * Reads an expression of Flow JSON 6.0 and later, and computes what can be computed.
 *
 * @param source without the backticks around it
 * @param bindingValue what a binding, as `data.price`, comes to
 * @returns the parts that it joins; `undefined` for what is no expression.
 */
export function readExpression(
  source: string,
  bindingValue: (binding: string) => ExpressionValue,
): ExpressionPart[] | undefined {
  const found = tokensOf(source);
  if (found === undefined) return undefined;
  const tokens: readonly Token[] = found;
  let at = 0;
  let depth = 0;

  const signAt = (place: number): Sign | undefined => {
    const token = tokens[place];
    return token?.kind === 'sign' ? token.sign : undefined;
  };

  function primary(): ExpressionValue {
    const token = tokens[at];
    if (token === undefined) throw new NotAnExpression();
    at += 1;
    if (token.kind === 'text') return token.text;
    if (token.kind === 'binding') return bindingValue(token.binding);
    if (token.kind === 'value') return token.value;
    if (token.sign === '!') {
      const value = deeper(primary);
      return typeof value === 'boolean' ? !value : undefined;
    }
    if (token.sign === '-') {
      const value = deeper(primary);
      return typeof value === 'number' ? -value : undefined;
    }
    if (token.sign !== '(') throw new NotAnExpression();
    const values = deeper(() => joined(')').map(({ value }) => value));
    at += 1;
    if (values.length === 1) return values[0];
    return values.some((value) => value === undefined) ? undefined : values.join('');
  }

  function deeper<T>(read: () => T): T {
    depth += 1;
    if (depth > DEEPEST) throw new NotAnExpression();
    const value = read();
    depth -= 1;
    return value;
  }

  function operation(level: number): ExpressionValue {
    const signs = LEVELS[level];
    if (signs === undefined) return primary();
    let value = operation(level + 1);
    for (let sign = signAt(at); sign !== undefined && signs.has(sign); sign = signAt(at)) {
      at += 1;
      value = apply(sign, value, operation(level + 1));
    }
    return value;
  }

  /** What stands side by side, up to a sign or the end. */
  function joined(end: ')' | undefined): { value: ExpressionValue; from: number; to: number }[] {
    const parts: { value: ExpressionValue; from: number; to: number }[] = [];
    while (at < tokens.length && (end === undefined || signAt(at) !== end)) {
      const from = at;
      parts.push({ value: operation(0), from, to: at });
    }
    if (parts.length === 0 || (end !== undefined && at >= tokens.length)) throw new NotAnExpression();
    return parts;
  }

  try {
    return joined(undefined).map(({ value, from, to }): ExpressionPart => {
      const [first, last] = [tokens[from], tokens[to - 1]];
      if (to - from === 1 && first?.kind === 'text') return { kind: 'text', text: first.text };
      if (to - from === 1 && first?.kind === 'binding') return { kind: 'binding', binding: first.binding };
      return { kind: 'computed', value, start: first?.start ?? 0, end: last?.end ?? source.length };
    });
  } catch (error) {
    if (error instanceof NotAnExpression) return undefined;
    throw error;
  }
}
