import { createScanner } from 'jsonc-parser';
import { cutText, endOfCharacter, firstCharacter, startOfText } from '../../text.ts';
import { lineAndColumn } from './line-column.ts';

/** jsonc-parser's token kinds and faults: its const enums can't be imported where TypeScript is run as it is. */
const SyntaxKind = {
  OpenBraceToken: 1,
  CloseBraceToken: 2,
  OpenBracketToken: 3,
  CloseBracketToken: 4,
  CommaToken: 5,
  ColonToken: 6,
  StringLiteral: 10,
  LineCommentTrivia: 12,
  BlockCommentTrivia: 13,
  LineBreakTrivia: 14,
  Trivia: 15,
  Unknown: 16,
  EOF: 17,
} as const;
const ScanError = {
  UnexpectedEndOfString: 2,
  InvalidUnicode: 4,
  InvalidEscapeCharacter: 5,
  InvalidCharacter: 6,
} as const;

/** What is probably wrong: the variants of the rule `json-syntax`. */
export type JsonFaultKind =
  | 'empty'
  | 'trailing-comma'
  | 'comment'
  | 'curly-quote'
  | 'single-quote'
  | 'unquoted-name'
  | 'missing-comma'
  | 'missing-colon'
  | 'missing-value'
  | 'missing-bracket'
  | 'wrong-bracket'
  | 'extra-bracket'
  | 'extra-text'
  | 'open-text'
  | 'escape'
  | 'control-character'
  | 'number'
  | 'literal'
  | 'unexpected';

/** Where a text is no JSON, and what is probably wrong. */
export interface JsonFault {
  kind: JsonFaultKind;
  offset: number;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
  /** The characters at fault. */
  found: string;
  /** The bracket that was opened, the line it stands in, and the one that is missing, where it is about brackets. */
  open?: string;
  opened?: number;
  missing?: string;
  /** The name that lacks its colon. */
  name?: string;
}

interface Frame {
  open: '{' | '[';
  offset: number;
  /** What may come next. */
  state: 'start' | 'name' | 'colon' | 'value' | 'after';
  name: string;
}

const CLOSING = { '{': '}', '[': ']' } as const;
const CURLY = /[\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\uff02]/;
/** So many faults that the reading gets over are told. */
const MAX_FAULTS = 50;
const MAX_FOUND = 40;

/** Reads a text token by token, as far as it can be understood, and gathers what is wrong. */
class Reader {
  readonly faults: JsonFault[] = [];
  private readonly text: string;
  private readonly scanner;
  private readonly frames: Frame[] = [];
  private isRootRead = false;
  /** The last value, where it was a number. */
  private number = { start: 0, end: -1 };
  /** The comma after which nothing has come yet. */
  private comma = -1;

  constructor(text: string) {
    this.text = text;
    this.scanner = createScanner(text, false);
  }

  /** The whole text, or up to the first fault after which everything would be a guess. */
  read(): void {
    for (;;) {
      const kind: number = this.scanner.scan();
      if (kind === SyntaxKind.EOF) {
        this.end();
        return;
      }
      if (kind === SyntaxKind.Trivia || kind === SyntaxKind.LineBreakTrivia) continue;
      if (this.faults.length >= MAX_FAULTS || !this.token(kind)) return;
    }
  }

  /** @returns false where reading on makes no sense */
  private token(kind: number): boolean {
    const offset = this.scanner.getTokenOffset();
    const found = this.text.slice(offset, offset + this.scanner.getTokenLength());
    if (kind === SyntaxKind.LineCommentTrivia || kind === SyntaxKind.BlockCommentTrivia) {
      return this.fault('comment', offset, found, true);
    }
    if (kind === SyntaxKind.OpenBraceToken || kind === SyntaxKind.OpenBracketToken) return this.open(offset, found);
    if (kind === SyntaxKind.CloseBraceToken || kind === SyntaxKind.CloseBracketToken) return this.close(offset, found);
    if (kind === SyntaxKind.CommaToken) return this.commaToken(offset, found);
    if (kind === SyntaxKind.ColonToken) return this.colon(offset, found);
    if (kind === SyntaxKind.StringLiteral) return this.string(offset, found);
    if (kind === SyntaxKind.Unknown) return this.unknown(offset, found);
    return this.value(offset, found);
  }

  private open(offset: number, found: string): boolean {
    if (!this.value(offset, found)) return false;
    this.frames.push({ open: found as '{' | '[', offset, state: 'start', name: '' });
    return true;
  }

  private close(offset: number, found: string): boolean {
    const frame = this.frames.at(-1);
    if (!frame) return this.fault('extra-bracket', offset, found, false);
    if (CLOSING[frame.open] !== found) return this.bracket('wrong-bracket', offset, found, frame);
    let goesOn = true;
    if (this.comma !== -1) goesOn = this.fault('trailing-comma', this.comma, found, true);
    else if (frame.state === 'colon') goesOn = this.fault('missing-colon', offset, found, false, frame.name);
    else if (frame.state === 'value') goesOn = this.fault('missing-value', offset, found, false);
    this.comma = -1;
    this.frames.pop();
    return goesOn;
  }

  private commaToken(offset: number, found: string): boolean {
    const frame = this.frames.at(-1);
    if (!frame) return this.fault('extra-text', offset, found, false);
    if (frame.state === 'colon') return this.fault('missing-colon', offset, found, false, frame.name);
    if (frame.state !== 'after') return this.fault('missing-value', offset, found, false);
    frame.state = frame.open === '{' ? 'name' : 'value';
    this.comma = offset;
    return true;
  }

  private colon(offset: number, found: string): boolean {
    const frame = this.frames.at(-1);
    if (frame?.state !== 'colon') return this.fault('unexpected', offset, found, false);
    frame.state = 'value';
    return true;
  }

  private string(offset: number, found: string): boolean {
    const error: number = this.scanner.getTokenError();
    if (error === ScanError.UnexpectedEndOfString) {
      const curly = found.search(CURLY);
      return curly === -1
        ? this.fault('open-text', offset, found, false)
        : this.fault('curly-quote', offset + curly, found.charAt(curly), false);
    }
    if (error === ScanError.InvalidCharacter) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what it is for
      const at = Math.max(0, found.search(/[\u0000-\u001f]/));
      return this.fault('control-character', offset + at, found.charAt(at), false);
    }
    if (error === ScanError.InvalidEscapeCharacter || error === ScanError.InvalidUnicode) {
      const at = Math.max(0, found.search(/\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/));
      return this.fault('escape', offset + at, `\\${firstCharacter(found.slice(at + 1))}`, false);
    }
    const frame = this.frames.at(-1);
    if (frame?.open === '{' && (frame.state === 'start' || frame.state === 'name')) {
      frame.state = 'colon';
      frame.name = found;
      this.comma = -1;
      return true;
    }
    return this.value(offset, found);
  }

  /** A word that JSON does not know. */
  private unknown(offset: number, found: string): boolean {
    if (CURLY.test(found)) {
      const at = found.search(CURLY);
      return this.fault('curly-quote', offset + at, found.charAt(at), false);
    }
    if (found.startsWith("'")) return this.fault('single-quote', offset, found, false);
    const frame = this.frames.at(-1);
    if (!frame && this.isRootRead) return this.fault('extra-text', offset, found, false);
    const isName = frame?.open === '{' && (frame.state === 'start' || frame.state === 'name');
    if (isName) return this.fault('unquoted-name', offset, found.replace(/:.*/s, ''), false);
    if (frame?.state === 'after') return this.fault('missing-comma', offset, found, false);
    if (/^[-+.\d]/.test(found)) return this.fault('number', offset, found, false);
    return this.fault(/^\w/.test(found) ? 'literal' : 'unexpected', offset, found, false);
  }

  private value(offset: number, found: string): boolean {
    const frame = this.frames.at(-1);
    if (!frame) {
      if (this.isRootRead) return this.fault('extra-text', offset, found, false);
      this.isRootRead = true;
      return true;
    }
    if (frame.state === 'after') {
      // The scanner reads 01 as two numbers.
      const { start, end } = this.number;
      return end === offset && /^\d/.test(found)
        ? this.fault('number', start, this.text.slice(start, offset + found.length), false)
        : this.fault('missing-comma', offset, found, false);
    }
    if (frame.state === 'colon') return this.fault('missing-colon', offset, found, false, frame.name);
    if (frame.open === '{' && frame.state !== 'value') return this.fault('unexpected', offset, found, false);
    this.number = { start: offset, end: /^[-\d]/.test(found) ? offset + found.length : -1 };
    frame.state = 'after';
    this.comma = -1;
    return true;
  }

  private end(): void {
    const frame = this.frames.at(-1);
    const { length } = this.text.trimEnd();
    if (frame) this.bracket('missing-bracket', length, frame.open, frame);
    else if (!this.isRootRead && this.faults.length === 0) this.fault('empty', 0, '', false);
  }

  private bracket(kind: JsonFaultKind, offset: number, found: string, frame: Frame): false {
    this.fault(kind, offset, found, false);
    const fault = this.faults.at(-1);
    if (fault) {
      fault.open = frame.open;
      fault.opened = lineAndColumn(this.text, frame.offset).line;
      fault.missing =
        kind === 'missing-bracket'
          ? this.frames
              .map(({ open }) => CLOSING[open])
              .reverse()
              .join('')
              .slice(0, 20)
          : CLOSING[frame.open];
    }
    return false;
  }

  private fault(kind: JsonFaultKind, offset: number, found: string, goesOn: boolean, name?: string): boolean {
    const { line, column } = lineAndColumn(this.text, offset);
    this.faults.push({
      kind,
      offset,
      line,
      column,
      found: cutText(found, MAX_FOUND),
      ...(name === undefined ? {} : { name }),
    });
    return goesOn;
  }
}

/**
 * Tells why a text is no JSON: each comment and trailing comma, and the first fault after which the rest would be a guess.
 *
 * @param text one that JSON.parse refuses
 * @returns one fault at least
 */
export function explainBrokenJson(text: string): [JsonFault, ...JsonFault[]] {
  const reader = new Reader(text);
  reader.read();
  // A comma is told when the bracket behind it is read, perhaps after a comment between them.
  const [first, ...more] = reader.faults.toSorted((a, b) => a.offset - b.offset);
  if (first) return [first, ...more];
  // What the scanner takes and JSON.parse does not, such as a no-break space between two tokens.
  const odd = Math.max(0, text.search(/[^\x20-\x7e\s]|[\u00a0\ufeff\u2028\u2029\v\f]/));
  const { line, column } = lineAndColumn(text, odd);
  return [{ kind: 'unexpected', offset: odd, line, column, found: firstCharacter(text.slice(odd)) }];
}

/** A line of a text, with its number. */
export interface NumberedLine {
  line: number;
  text: string;
}

/** Longer lines are cut around the place: a flow may be one line. */
const MAX_LINE = 120;

/**
 * The lines around a place, for people to see where it is.
 *
 * @param around how many lines before and after it
 */
export function linesAround(
  text: string,
  { line, column }: { line: number; column: number },
  around = 2,
): NumberedLine[] {
  const shown: NumberedLine[] = [];
  let start = 0;
  for (let number = 1; number <= line + around && start <= text.length; number += 1) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    if (number >= line - around) {
      const whole = text.slice(start, end).replace(/\r$/, '');
      const from = number === line ? Math.max(0, Math.min(column - 1 - MAX_LINE / 2, whole.length - MAX_LINE)) : 0;
      const begin = endOfCharacter(whole, from);
      const part = startOfText(whole.slice(begin), MAX_LINE);
      const more = begin + part.length < whole.length ? '…' : '';
      shown.push({ line: number, text: `${begin > 0 ? '…' : ''}${part}${more}` });
    }
    start = end + 1;
  }
  return shown;
}
