import { LIMITS } from '../limits.ts';
import { type PartKind, type Scope, type TextPart, textParts } from '../read/binding.ts';
import { layoutText, type Span, type TextBlock, type TextMark, type TextStyle } from '../text/block.ts';
import type { TextMeasure } from '../text/measure.ts';
import { fill, type PictureWords } from '../words.ts';
import type { Block, Shape } from './shape.ts';
import { COLORS, type TypeStyle, textStyle } from './theme.ts';

/** What every drawing of a component is given. */
export interface Pen {
  measure: TextMeasure;
  words: PictureWords;
  scope: Scope;
  /** Texts that a form has for its fields, by their names. */
  initValues: ReadonlyMap<string, unknown>;
}

export interface TextAt {
  x: number;
  y: number;
  width: number;
  type: TypeStyle;
  color?: string;
  maxLines?: number;
  align?: 'start' | 'left' | 'center';
}

const MARK_COLORS = {
  example: COLORS.example,
  expression: COLORS.example,
  unfilled: COLORS.missing,
  'stand-in': COLORS.muted,
} as const;

/** The style of a part of a flow's text: marked where it doesn't stand in the flow. */
export const markedStyle = (style: TextStyle, mark: TextMark | 'plain'): TextStyle =>
  mark === 'plain' ? style : { ...style, mark, color: MARK_COLORS[mark] };

/** Spans of the parts of a flow's text. */
export const spansOf = (parts: readonly TextPart[], style: TextStyle): Span[] => {
  const styles = new Map<PartKind, TextStyle>();
  return parts.map(({ text, kind }) => {
    // One object for each kind: stretches of the same style are set as one.
    const marked = styles.get(kind) ?? markedStyle(style, kind);
    styles.set(kind, marked);
    return { text, style: marked };
  });
};

function shapesOf(block: TextBlock, x: number, y: number, size: number): Shape[] {
  return block.lines.flatMap((line) =>
    line.texts.map(
      (text): Shape => ({
        kind: 'text',
        x: x + text.x,
        y: y + line.baseline,
        text: text.text,
        size,
        width: text.width,
        style: text.style,
        isRightToLeft: text.isRightToLeft,
      }),
    ),
  );
}

export interface SetText {
  shapes: Shape[];
  height: number;
  width: number;
  isCut: boolean;
}

/** Sets spans into lines at a place. */
export function setSpans(
  pen: Pick<Pen, 'measure'>,
  spans: readonly Span[],
  at: TextAt,
  tail: readonly Span[] = [],
): SetText {
  const { type, x, y, width, maxLines = LIMITS.textLines, align = 'start' } = at;
  const block = layoutText(
    spans,
    { width, size: type.size, lineHeight: type.lineHeight, maxLines, align, tail },
    pen.measure,
  );
  return { shapes: shapesOf(block, x, y, type.size), height: block.height, width: block.width, isCut: block.isCut };
}

/** Sets a value of a flow: a text, a binding or an expression. @param tail is there even where the value is cut */
export function setValue(pen: Pen, value: unknown, at: TextAt, tail: readonly Span[] = []): SetText {
  const style = textStyle(at.color ?? COLORS.text, at.type);
  return setSpans(pen, spansOf(textParts(value, pen.scope), style), at, tail);
}

/** Sets a word of our own, or a name beside an arrow: at its place, in whatever direction it is written. */
export function setWord(pen: Pick<Pen, 'measure'>, text: string, at: TextAt): SetText {
  const style = textStyle(at.color ?? COLORS.text, at.type);
  return setSpans(pen, [{ text, style }], { align: 'left', ...at });
}

export const hasText = (pen: Pen, value: unknown): boolean =>
  textParts(value, pen.scope).some(({ text }) => text.trim() !== '');

export const word = (
  pen: Pick<Pen, 'words'>,
  key: keyof PictureWords,
  values: Readonly<Record<string, string | number>> = {},
) => fill(pen.words[key], values);

/** Puts parts below one another. */
export class Stack {
  readonly shapes: Shape[] = [];
  readonly children: Block[] = [];
  readonly x: number;
  readonly width: number;
  private readonly top: number;
  /** Where the next one goes. */
  y: number;

  constructor(x: number, y: number, width: number) {
    this.x = x;
    this.y = y;
    this.top = y;
    this.width = width;
  }

  /** Leaves room, where something stands above already. */
  gap(points: number): this {
    if (this.y > this.top) this.y += points;
    return this;
  }

  add(set: { shapes: readonly Shape[]; height: number }): this {
    this.shapes.push(...set.shapes);
    this.y += set.height;
    return this;
  }

  hold(block: Block): this {
    this.children.push(block);
    this.y = block.y + block.height;
    return this;
  }

  block(type: string, path: string): Block {
    return {
      type,
      path,
      x: this.x,
      y: this.top,
      width: this.width,
      height: this.y - this.top,
      shapes: this.shapes,
      children: this.children,
    };
  }
}
