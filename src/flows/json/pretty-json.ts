import { MAX_LEVELS } from './json-value.ts';

/** By how much a text may grow by being laid out: beyond that it is all indentation, which nobody reads. */
const MAX_GROWTH = 4;
/** A text that stays below this may grow by more; bytes. */
const SMALL = 64 * 1024;
/** Shorter than this, a loop copies bytes faster than a call does. */
const SHORT = 24;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const [SPACE, LINE_BREAK, TAB, RETURN] = [0x20, 0x0a, 0x09, 0x0d];

const isSpace = (byte: number | undefined) => byte === SPACE || byte === LINE_BREAK || byte === TAB || byte === RETURN;
const isOpening = (byte: number | undefined) => byte === OPEN_OBJECT || byte === OPEN_LIST;
const isClosing = (byte: number | undefined) => byte === CLOSE_OBJECT || byte === CLOSE_LIST;

/** The index behind the string whose opening quote is at `start`; the text's length where it does not end. */
export function endOfString(json: Buffer, start: number): number {
  let end = start;
  for (;;) {
    end = json.indexOf(QUOTE, end + 1);
    if (end < 0) return json.length;
    let slashes = end;
    while (json[slashes - 1] === BACKSLASH) slashes -= 1;
    if ((end - slashes) % 2 === 0) return end + 1;
  }
}

/** The index behind the number, `true`, `false` or `null` at `start`. */
function endOfPlain(json: Buffer, start: number): number {
  let end = start + 1;
  while (end < json.length) {
    const byte = json[end];
    if (isSpace(byte) || byte === COMMA || byte === COLON || byte === QUOTE || isOpening(byte) || isClosing(byte))
      break;
    end += 1;
  }
  return end;
}

/** What is written so far, in memory that grows as it is needed, up to the bound and never beyond. */
class Output {
  private bytes: Buffer;
  private length = 0;
  private readonly most: number;

  constructor(expected: number, most: number) {
    this.bytes = Buffer.allocUnsafe(Math.min(expected, most));
    this.most = most;
  }

  /** @returns whether so many bytes more fit below the bound. */
  makeRoom(bytes: number): boolean {
    const needed = this.length + bytes;
    if (needed <= this.bytes.length) return true;
    if (needed > this.most) return false;
    const larger = Buffer.allocUnsafe(Math.min(this.most, Math.max(needed, this.bytes.length * 2)));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
    return true;
  }

  add(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  addLine(level: number): void {
    this.add(LINE_BREAK);
    this.bytes.fill(SPACE, this.length, this.length + 2 * level);
    this.length += 2 * level;
  }

  addPart(json: Buffer, start: number, end: number): void {
    if (end - start < SHORT) for (let at = start; at < end; at += 1) this.add(json[at] ?? 0);
    else this.length += json.copy(this.bytes, this.length, start, end);
  }

  done(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}

function asItIs(json: Buffer): Buffer {
  let [start, end] = [0, json.length];
  while (start < end && isSpace(json[start])) start += 1;
  while (end > start && isSpace(json[end - 1])) end -= 1;
  return Buffer.concat([json.subarray(start, end), Buffer.of(LINE_BREAK)]);
}

/**
 * Lays out a JSON text with two spaces a level. Works on the text, since a round trip through objects would change it:
 * keys that look like numbers would move to the front, a repeated key would vanish, a long number would lose digits.
 *
 * @param json a valid JSON text in UTF-8, without a byte order mark. One nested deeper than 200 levels comes back as it is,
 *   and so does one of which indentation would make more than four times as much: no more than that is ever written.
 * @returns the same tokens in the same order, ending in a line break.
 */
export function prettyJsonBytes(json: Buffer): Buffer {
  const most = Math.max(SMALL, json.length * MAX_GROWTH);
  const output = new Output(Math.max(1024, Math.ceil(json.length * 1.5)), most);
  let level = 0;
  let previous: number | undefined;
  let at = 0;
  for (;;) {
    while (isSpace(json[at])) at += 1;
    const first = json[at];
    if (first === undefined) break;
    let end = at + 1;
    if (isClosing(first)) level -= 1;
    else if (first === QUOTE) end = endOfString(json, at);
    else if (!isOpening(first) && first !== COLON && first !== COMMA) end = endOfPlain(json, at);

    const isFirstInside = isOpening(previous);
    // Two bytes more than the token and its line: the space behind a colon, the line break at the end.
    if (level > MAX_LEVELS || level < 0 || !output.makeRoom(2 * level + 3 + (end - at))) return asItIs(json);
    if (isClosing(first)) {
      if (!isFirstInside) output.addLine(level);
    } else if ((isFirstInside || previous === COMMA) && first !== COLON && first !== COMMA) output.addLine(level);
    output.addPart(json, at, end);
    if (first === COLON) output.add(SPACE);
    if (isOpening(first)) level += 1;
    previous = first;
    at = end;
  }
  if (!output.makeRoom(1)) return asItIs(json);
  output.add(LINE_BREAK);
  return output.done();
}

/** As `prettyJsonBytes`, of a text. */
export const prettyJson = (json: string): string => prettyJsonBytes(Buffer.from(json)).toString();
