import { hasRightToLeft, isRightToLeft, visualRuns } from './bidi.ts';
import { graphemesOf, piecesOf } from './breaks.ts';
import type { TextMeasure } from './measure.ts';

/** What marks a text as not standing in the flow itself, as not filled in, or as written for others that no font has. */
export type TextMark = 'example' | 'expression' | 'unfilled' | 'stand-in';

/** How a stretch of text looks, besides its size. */
export interface TextStyle {
  isBold: boolean;
  isItalic: boolean;
  color: string;
  isStruck?: boolean;
  isUnderlined?: boolean;
  mark?: TextMark;
}

export interface Span {
  text: string;
  style: TextStyle;
}

export interface TextBlockOptions {
  /** Points that a line may take. */
  width: number;
  size: number;
  lineHeight: number;
  maxLines: number;
  /** At the end of the text, and there even where the text is cut: a star, a link. */
  tail?: readonly Span[];
  /** `start` is the right for lines from right to left; `left` is the left for those as well. */
  align?: 'start' | 'left' | 'center';
}

export interface PlacedText {
  text: string;
  style: TextStyle;
  /** From the left of the block. */
  x: number;
  width: number;
  isRightToLeft: boolean;
}

export interface PlacedLine {
  texts: PlacedText[];
  /** Of the letters' foot, from the top of the block. */
  baseline: number;
  top: number;
}

export interface TextBlock {
  lines: PlacedLine[];
  height: number;
  /** Of the widest line. */
  width: number;
  /** More lines than may be were cut off. */
  isCut: boolean;
}

/** Control characters and those that only steer direction draw as boxes or shift the rest. */
const UNSEEN = /[^\P{Cc}\n]|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/gu;
const LINE_END = /\r\n?|[\u2028\u2029]/g;

/** Half-heights of letters that stand in the middle of their line; of Noto Sans, whose capitals are 0.714 high. */
const BASELINE = 0.357;

const clean = (text: string) => text.replace(LINE_END, '\n').replaceAll('\t', ' ').replace(UNSEEN, '');

/** Part of a line: characters of one style. */
type Bit = Span;

function bitsWidth(bits: readonly Bit[], size: number, measure: TextMeasure): number {
  return bits.reduce((sum, { text, style }) => sum + measure.width(text, { size, ...style }), 0);
}

function join(bits: readonly Bit[]): Bit[] {
  const joined: Bit[] = [];
  for (const bit of bits) {
    const last = joined.at(-1);
    if (last !== undefined && last.style === bit.style)
      joined[joined.length - 1] = { text: last.text + bit.text, style: bit.style };
    else if (bit.text !== '') joined.push(bit);
  }
  return joined;
}

const trimEnd = (bits: readonly Bit[]): Bit[] => {
  const rest = [...bits];
  for (let last = rest.pop(); last !== undefined; last = rest.pop()) {
    const text = last.text.trimEnd();
    if (text !== '') return [...rest, { ...last, text }];
  }
  return [];
};

/** The bits of a stretch of a paragraph. */
function bitsOf(spans: readonly Span[], start: number, end: number): Bit[] {
  const bits: Bit[] = [];
  let at = 0;
  for (const { text, style } of spans) {
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, text.length)];
    if (from < to) bits.push({ text: text.slice(from, to), style });
    at += text.length;
    if (at >= end) break;
  }
  return bits;
}

/** One that is wider than a line in parts that are not. */
function splitWide(bits: readonly Bit[], width: number, size: number, measure: TextMeasure): Bit[][] {
  const parts: Bit[][] = [];
  let current: Bit[] = [];
  let used = 0;
  for (const { text, style } of bits) {
    for (const letter of graphemesOf(text)) {
      const wide = measure.width(letter, { size, ...style });
      if (used + wide > width && current.length > 0) {
        parts.push(join(current));
        current = [];
        used = 0;
      }
      current.push({ text: letter, style });
      used += wide;
    }
  }
  return current.length > 0 ? [...parts, join(current)] : parts;
}

function wrapParagraph(spans: readonly Span[], options: TextBlockOptions, measure: TextMeasure): Bit[][] {
  const { width, size, maxLines } = options;
  const text = spans.map((span) => span.text).join('');
  const lines: Bit[][] = [];
  let line: Bit[] = [];
  let used = 0;
  let start = 0;
  for (const piece of piecesOf(text)) {
    const bits = bitsOf(spans, start, start + piece.length);
    start += piece.length;
    const bare = bitsWidth(trimEnd(bits), size, measure);
    if (used + bare > width && line.length > 0) {
      lines.push(join(line));
      if (lines.length > maxLines) return lines;
      line = [];
      used = 0;
    }
    if (bare > width) {
      const parts = splitWide(bits, width, size, measure);
      lines.push(...parts.slice(0, -1));
      if (lines.length > maxLines) return lines;
      line = [...(parts.at(-1) ?? [])];
      used = bitsWidth(line, size, measure);
    } else {
      line.push(...bits);
      used += bitsWidth(bits, size, measure);
    }
  }
  lines.push(join(line));
  return lines;
}

/** The line with a sign that it goes on, cut until both fit. */
function ellipsize(bits: readonly Bit[], width: number, size: number, measure: TextMeasure): Bit[] {
  const last = bits.at(-1);
  if (last === undefined) return [];
  const withSign = (rest: readonly Bit[]) => [...rest, { text: '…', style: rest.at(-1)?.style ?? last.style }];
  const rest = [...trimEnd(bits)];
  while (rest.length > 0 && bitsWidth(join(withSign(rest)), size, measure) > width) {
    const end = rest.pop();
    const letters = graphemesOf(end?.text ?? '').slice(0, -1);
    if (end !== undefined && letters.length > 0)
      rest.push({ text: letters.join('').trimEnd() || letters.join(''), style: end.style });
  }
  return join(withSign(rest));
}

function placeLine(
  bits: readonly Bit[],
  isParagraphRightToLeft: boolean,
  options: TextBlockOptions,
  measure: TextMeasure,
): { texts: PlacedText[]; width: number } {
  const { size, width, align = 'start' } = options;
  const line = bits.map(({ text }) => text).join('');
  const stops = bits.map((_, index) => bits.slice(0, index + 1).reduce((sum, { text }) => sum + text.length, 0));
  // One style is left to the canvas, which orders and joins within one string by itself.
  const isPlain = bits.length <= 1 || !hasRightToLeft(line);
  const runs = isPlain
    ? bits.map((bit, index) => ({ bit, isRightToLeft: isParagraphRightToLeft, at: stops[index] ?? 0 }))
    : visualRuns(line, isParagraphRightToLeft, stops).map((run) => ({
        bit: {
          text: line.slice(run.start, run.end),
          style: bits[stops.findIndex((stop) => stop > run.start)]?.style ?? bits[0]?.style,
        } as Bit,
        isRightToLeft: run.isRightToLeft,
      }));
  const widths = runs.map(({ bit }) => measure.width(bit.text, { size, ...bit.style }));
  const total = widths.reduce((sum, wide) => sum + wide, 0);
  const atEnd = isParagraphRightToLeft && align === 'start';
  const left = align === 'center' ? (width - total) / 2 : atEnd ? width - total : 0;
  let x = left;
  const texts = runs.map(({ bit, isRightToLeft: isReversed }, index): PlacedText => {
    const placed = { ...bit, x, width: widths[index] ?? 0, isRightToLeft: isReversed };
    x += widths[index] ?? 0;
    return placed;
  });
  return { texts, width: total };
}

const ASCII = /^[\u0020-\u007e\n]*$/;
const BLANK = /^(?!\n)[\p{White_Space}\p{Default_Ignorable_Code_Point}]$/u;

/** A stretch with what stands in for letters that no font has: one mark for all of a kind that follow one another. */
function withStandIns({ text, style }: Span, measure: TextMeasure): Span[] {
  if (measure.standIn === undefined || ASCII.test(text)) return [{ text, style }];
  // One object each: stretches of one style are set as one.
  const marked = (): TextStyle => ({ ...style, isItalic: false, mark: 'stand-in' });
  const spans: Span[] = [];
  const put = (part: string, its: TextStyle) => {
    if (part !== '') spans.push({ text: part, style: its });
  };
  /** What was read since the last stretch: letters, or a mark and the blanks behind it. */
  let [plain, standIn, blanks] = ['', '', ''];
  for (const character of text) {
    const found = measure.standIn(character);
    if (found === undefined && standIn !== '' && BLANK.test(character)) blanks += character;
    else if (found === undefined) {
      put(standIn, marked());
      plain = (standIn === '' ? plain : blanks) + character;
      [standIn, blanks] = ['', ''];
    } else {
      if (found !== standIn) {
        put(standIn, marked());
        put(standIn === '' ? plain : blanks, style);
      }
      [plain, standIn, blanks] = ['', found, ''];
    }
  }
  put(standIn, marked());
  put(standIn === '' ? plain : blanks, style);
  return spans;
}

function paragraphsOf(spans: readonly Span[]): Span[][] {
  const paragraphs: Span[][] = [[]];
  for (const { text, style } of spans) {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) paragraphs.push([]);
      if (line !== '') paragraphs.at(-1)?.push({ text: line, style });
    }
  }
  return paragraphs;
}

/** Breaks a text into lines by its measured width and puts each stretch where it is drawn. */
export function layoutText(text: readonly Span[], options: TextBlockOptions, measure: TextMeasure): TextBlock {
  const { lineHeight, size, maxLines, width, tail = [] } = options;
  const spans = [...text, ...tail];
  const broken: { bits: Bit[]; paragraph: number; isReversed: boolean }[] = [];
  const drawn = spans.flatMap(({ text, style }) => withStandIns({ text: clean(text), style }, measure));
  for (const [index, paragraph] of paragraphsOf(drawn).entries()) {
    if (broken.length > maxLines) break;
    const isReversed = isRightToLeft(paragraph.map(({ text }) => text).join(''));
    broken.push(...wrapParagraph(paragraph, options, measure).map((bits) => ({ bits, paragraph: index, isReversed })));
  }
  while (broken.length > 1 && broken.at(-1)?.bits.length === 0) broken.pop();
  const isCut = broken.length > maxLines;
  const kept = broken.slice(0, maxLines).map((line) => ({ ...line, bits: trimEnd(line.bits) }));
  const last = broken[maxLines - 1];
  if (isCut && last !== undefined) {
    // As much of what comes next as the line takes, and not only whole words.
    const next = broken[maxLines];
    const all = next?.paragraph === last.paragraph ? join([...last.bits, ...next.bits]) : trimEnd(last.bits);
    const bits = all.filter(({ style }) => !tail.some((span) => span.style === style));
    const given = bits.length > 0 ? bits : spans.slice(0, 1).map(({ style }) => ({ text: '', style }));
    const room = Math.max(width - bitsWidth(tail, size, measure), size);
    kept[maxLines - 1] = { ...last, bits: [...ellipsize(given, room, size, measure), ...tail] };
  }
  let widest = 0;
  const lines = kept.map(({ bits, isReversed }, index): PlacedLine => {
    const placed = placeLine(bits, isReversed, options, measure);
    widest = Math.max(widest, placed.width);
    const top = index * lineHeight;
    return { texts: placed.texts, top, baseline: top + lineHeight / 2 + size * BASELINE };
  });
  return { lines, height: lines.length * lineHeight, width: widest, isCut };
}
