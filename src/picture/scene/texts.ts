import { LIMITS } from '../limits.ts';
import { resolve, type TextPart, textParts } from '../read/binding.ts';
import type { Component } from '../read/component.ts';
import { base64Of } from '../read/image-head.ts';
import type { Span, TextStyle } from '../text/block.ts';
import { type MarkdownPart, markdownParts, markdownSpans } from '../text/markdown.ts';
import { drawImage } from './image.ts';
import { markedStyle, type Pen, Stack, setSpans, setValue, setWord, spansOf, word } from './pen.ts';
import type { Block } from './shape.ts';
import { COLORS, SPACE, TYPE, type TypeStyle, textStyle } from './theme.ts';

const PLAIN = {
  TextHeading: { type: TYPE.heading, color: COLORS.text },
  TextSubheading: { type: TYPE.subheading, color: COLORS.text },
  TextBody: { type: TYPE.body, color: COLORS.text },
  TextCaption: { type: TYPE.caption, color: COLORS.muted },
} as const;

function weighted(pen: Pen, style: TextStyle, props: Component['props']): TextStyle {
  const weight = resolve(props['font-weight'], pen.scope);
  return {
    ...style,
    isBold: style.isBold || weight === 'bold' || weight === 'bold_italic',
    isItalic: weight === 'italic' || weight === 'bold_italic',
    ...(resolve(props.strikethrough, pen.scope) === true ? { isStruck: true } : {}),
  };
}

/**
 * What all parts of a text are, where its Markdown can be read: as it stands in the flow, or in an example. Anything else
 * is set as it is written, so that its marks can be seen.
 */
function commonKind(parts: readonly TextPart[]): 'plain' | 'example' | undefined {
  const kind = parts[0]?.kind ?? 'plain';
  if (kind !== 'plain' && kind !== 'example') return undefined;
  return parts.every((part) => part.kind === kind) ? kind : undefined;
}

/** TextHeading, TextSubheading, TextBody, TextCaption. */
export function drawText(pen: Pen, { type, path, props }: Component, x: number, y: number, width: number): Block {
  const { type: set, color } = PLAIN[type as keyof typeof PLAIN];
  const style = weighted(pen, textStyle(color, set), props);
  const parts = textParts(props.text, pen.scope);
  const kind = props.markdown === true ? commonKind(parts) : undefined;
  const spans =
    kind === undefined
      ? spansOf(parts, style)
      : markdownSpans(parts.map(({ text }) => text).join(''), markedStyle(style, kind), COLORS.brand);
  return new Stack(x, y, width).add(setSpans(pen, spans, { x, y, width, type: set })).block(type, path);
}

function tableBlock(pen: Pen, rows: readonly Span[][][], stack: Stack): void {
  const columns = Math.min(Math.max(...rows.map((row) => row.length), 1), 4);
  const cell = stack.width / columns;
  for (const row of rows.slice(0, LIMITS.options)) {
    const top = stack.y;
    const sets = row.slice(0, columns).map((spans, index) =>
      setSpans(pen, spans, {
        x: stack.x + index * cell + SPACE.small,
        y: top + SPACE.small,
        width: cell - 2 * SPACE.small,
        type: TYPE.caption,
        maxLines: 6,
      }),
    );
    const height = Math.max(...sets.map((set) => set.height), TYPE.caption.lineHeight) + 2 * SPACE.small;
    for (let index = 0; index < columns; index += 1) {
      stack.shapes.push({
        kind: 'rect',
        x: stack.x + index * cell,
        y: top,
        width: cell,
        height,
        stroke: COLORS.edge,
        lineWidth: 1,
      });
    }
    stack.shapes.push(...sets.flatMap(({ shapes }) => shapes));
    stack.y = top + height;
  }
}

const RICH: Record<'heading1' | 'heading2' | 'text', TypeStyle> = {
  heading1: TYPE.heading,
  heading2: TYPE.subheading,
  text: TYPE.body,
};

function richPart(pen: Pen, part: MarkdownPart, stack: Stack, left: number): void {
  const { x, width } = stack;
  switch (part.kind) {
    case 'table':
      tableBlock(pen, part.rows, stack.gap(SPACE.small));
      return;
    case 'image': {
      const block = drawImage(pen, { src: base64Of(part.src), alt: part.alt }, x, stack.gap(SPACE.small).y, width, 120);
      stack.hold(block);
      return;
    }
    case 'item': {
      stack.gap(SPACE.tiny);
      const sign = setWord(pen, part.sign, { x: x + 2, y: stack.y, width: 26, type: TYPE.body, maxLines: 1 });
      stack.shapes.push(...sign.shapes);
      stack.add(
        setSpans(pen, part.spans, { x: x + 26, y: stack.y, width: width - 26, type: TYPE.body, maxLines: left }),
      );
      return;
    }
    default: {
      const type = part.kind === 'heading' ? RICH[part.level === 1 ? 'heading1' : 'heading2'] : RICH.text;
      stack.gap(part.kind === 'heading' ? SPACE.gap : SPACE.small);
      stack.add(setSpans(pen, part.spans, { x, y: stack.y, width, type, maxLines: left }));
    }
  }
}

const LIST = /^\s*([-*+]|\d{1,9}[.)])\s/;
const TABLE = /^\s*\|/;

/** Puts an empty line between lines, but within a list or a table: each is a paragraph of its own. */
function separate(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      const next = lines[index + 1] ?? '';
      const goesOn = (LIST.test(line) && LIST.test(next)) || (TABLE.test(line) && TABLE.test(next));
      return goesOn ? line : `${line}\n`;
    })
    .join('\n');
}

/** RichText: its Markdown as the app shows it, up to a height. */
export function drawRichText(pen: Pen, { type, path, props }: Component, x: number, y: number, width: number): Block {
  const parts = textParts(props.text, pen.scope);
  const kind = commonKind(parts);
  const stack = new Stack(x, y, width);
  if (kind === undefined) {
    stack.add(setValue(pen, props.text, { x, y, width, type: TYPE.body, maxLines: LIMITS.richTextLines }));
    return stack.block(type, path);
  }
  const style = markedStyle(textStyle(COLORS.text, TYPE.body), kind);
  const text = parts.map((part) => part.text).join('');
  const most = LIMITS.richTextLines * TYPE.body.lineHeight;
  const found = markdownParts(separate(text), style, COLORS.brand);
  for (const part of found) {
    const left = Math.floor((y + most - stack.y) / TYPE.body.lineHeight);
    if (left <= 0) {
      stack.gap(SPACE.small).add(
        setWord(pen, `… ${word(pen, 'moreLines')}`, {
          x,
          y: stack.y,
          width,
          type: TYPE.caption,
          color: COLORS.faint,
        }),
      );
      break;
    }
    richPart(pen, part, stack, left);
  }
  return stack.block(type, path);
}
