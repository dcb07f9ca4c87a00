import { type ExpressionFault, type Token, tokensOf } from './tokens.ts';

/** An expression as a tree; `source` is the piece of text that a node stands for. */
export type Expression =
  | { kind: 'literal'; type: 'string' | 'number' | 'boolean' | 'unknown'; source: string }
  | { kind: 'binding'; inside: string; source: string }
  | { kind: 'unary'; operator: string; operand: Expression; source: string }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression; source: string }
  | { kind: 'joined'; parts: Expression[]; source: string };

/** Deeper than anybody writes; an expression beyond it is not judged. */
const MAX_LEVELS = 60;
/** Longer than anybody writes. */
const MAX_CHARACTERS = 20_000;
const MAX_OPERATORS = 500;

/** From what binds loosest to what binds tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

class Fault extends Error {
  readonly fault: ExpressionFault | 'too-deep';
  constructor(fault: ExpressionFault | 'too-deep') {
    super('an expression that cannot be read');
    this.fault = fault;
  }
}

class Parser {
  private index = 0;
  private depth = 0;
  private operators = 0;
  private readonly source: string;
  private readonly tokens: readonly Token[];

  constructor(source: string, tokens: readonly Token[]) {
    this.source = source;
    this.tokens = tokens;
  }

  whole(): Expression {
    const expression = this.joined();
    const rest = this.tokens[this.index];
    if (rest) throw new Fault({ kind: 'character', at: rest.at, found: rest.value });
    return expression;
  }

  /** Parts side by side, which are joined to one text. */
  private joined(): Expression {
    if (++this.depth > MAX_LEVELS) throw new Fault('too-deep');
    const start = this.tokens[this.index]?.at ?? this.source.length;
    const parts = [this.binary(0)];
    for (let next = this.tokens[this.index]; next && next.value !== ')'; next = this.tokens[this.index]) {
      if (next.kind === 'operator' && next.value !== '(') {
        throw new Fault({ kind: 'character', at: next.at, found: next.value });
      }
      parts.push(this.binary(0));
    }
    this.depth -= 1;
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'joined', parts, source: this.since(start) };
  }

  private binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    const start = this.tokens[this.index]?.at ?? this.source.length;
    let left = this.binary(level + 1);
    for (let next = this.tokens[this.index]; next; next = this.tokens[this.index]) {
      if (next.kind !== 'operator' || !operators.includes(next.value)) break;
      this.index += 1;
      // A long row makes a deep tree, to its left.
      if (++this.operators > MAX_OPERATORS) throw new Fault('too-deep');
      const right = this.binary(level + 1);
      left = { kind: 'binary', operator: next.value, left, right, source: this.since(start) };
    }
    return left;
  }

  private unary(): Expression {
    const signs: Token[] = [];
    let token = this.tokens[this.index];
    for (
      ;
      token?.kind === 'operator' && (token.value === '!' || token.value === '-');
      token = this.tokens[this.index]
    ) {
      signs.push(token);
      this.index += 1;
    }
    let operand = this.primary();
    // A long row of signs is no reason to go deep.
    if (signs.length > MAX_LEVELS) throw new Fault('too-deep');
    for (const sign of signs.reverse()) {
      operand = { kind: 'unary', operator: sign.value, operand, source: this.since(sign.at) };
    }
    return operand;
  }

  private primary(): Expression {
    const token = this.tokens[this.index];
    if (!token) throw new Fault({ kind: 'end', at: this.source.length, found: '' });
    this.index += 1;
    const source = token.value;
    switch (token.kind) {
      case 'binding':
        return { kind: 'binding', inside: source.slice(2, -1), source };
      case 'string':
      case 'number':
        return { kind: 'literal', type: token.kind, source };
      case 'word':
        if (source === 'true' || source === 'false') return { kind: 'literal', type: 'boolean', source };
        if (source === 'null') return { kind: 'literal', type: 'unknown', source };
        break;
      case 'operator':
        if (source === '(') {
          const inner = this.joined();
          const close = this.tokens[this.index];
          if (!close) throw new Fault({ kind: 'end', at: this.source.length, found: '' });
          this.index += 1;
          return inner;
        }
    }
    throw new Fault({ kind: 'character', at: token.at, found: source });
  }

  private since(start: number): string {
    const last = this.tokens[this.index - 1];
    return this.source.slice(start, last ? last.at + last.value.length : this.source.length);
  }
}

/**
 * Reads an expression: bindings, texts in single quotes, numbers, true, false, null, the operators of Flow JSON and
 * parentheses; parts side by side are joined (source: Meta, guides/flowjson, "Nested expressions").
 *
 * @returns undefined for an expression so deep or long that it is not judged
 */
export function parseExpression(source: string): { expression: Expression } | { fault: ExpressionFault } | undefined {
  if (source.length > MAX_CHARACTERS) return undefined;
  const tokens = tokensOf(source);
  if (!Array.isArray(tokens)) return { fault: tokens };
  try {
    return { expression: new Parser(source, tokens).whole() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.fault === 'too-deep' ? undefined : { fault: error.fault };
  }
}
