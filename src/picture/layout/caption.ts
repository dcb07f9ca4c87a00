import { plainText } from '../read/binding.ts';
import type { Screen } from '../read/flow.ts';
import { setWord, word } from '../scene/pen.ts';
import type { Shape } from '../scene/shape.ts';
import { COLORS, TYPE } from '../scene/theme.ts';
import { pill, type Words } from './marks.ts';

export interface CaptionFacts {
  number: number;
  isEntry: boolean;
}

function badges(
  given: Words,
  { isEntry, isTerminal }: { isEntry: boolean; isTerminal: boolean },
  right: number,
  middle: number,
): { shapes: Shape[]; width: number } {
  const shown = [
    ...(isEntry ? [{ text: word(given, 'entry'), color: COLORS.navigate, fill: '#e8f0fd' }] : []),
    ...(isTerminal ? [{ text: word(given, 'terminal'), color: COLORS.complete, fill: '#e4f5eb' }] : []),
  ];
  const shapes: Shape[] = [];
  let x = right;
  for (const badge of shown.reverse()) {
    const { width } = pill(given, { ...badge, most: 90 }, 0, 0);
    x -= width;
    shapes.push(...pill(given, { ...badge, most: 90 }, x, middle).shapes);
    x -= 5;
  }
  return { shapes, width: right - x };
}

/** The number and the ID of a screen above its card, and whether it is where people begin and may end. */
export function caption(
  given: Words,
  screen: Screen,
  facts: CaptionFacts,
  x: number,
  bottom: number,
  width: number,
): Shape[] {
  const middle = bottom - 16;
  const marks = badges(given, { isEntry: facts.isEntry, isTerminal: screen.isTerminal }, x + width, middle);
  const number = setWord(given, String(facts.number), {
    x,
    y: middle - 8,
    width: 36,
    type: TYPE.captionBold,
    color: COLORS.faint,
    maxLines: 1,
  });
  const left = number.width + 8;
  const name = setWord(given, screen.id, {
    x: x + left,
    y: middle - 8,
    width: width - left - marks.width - 4,
    type: TYPE.captionBold,
    color: COLORS.muted,
    maxLines: 1,
  });
  return [...number.shapes, ...name.shapes, ...marks.shapes];
}

/** The title of a screen large above a small card, its ID below. */
export function largeCaption(
  given: Words,
  screen: Screen,
  facts: CaptionFacts,
  x: number,
  bottom: number,
  width: number,
): Shape[] {
  const title = plainText(screen.title, screen.scope).trim() || screen.id;
  const top = bottom - 46;
  const name = setWord(given, `${facts.number}  ${title}`, {
    x,
    y: top,
    width,
    type: TYPE.title,
    color: COLORS.text,
    maxLines: 1,
  });
  const dots: Shape[] = [
    ...(facts.isEntry ? [COLORS.navigate] : []),
    ...(screen.isTerminal ? [COLORS.complete] : []),
  ].map((fill, index) => ({ kind: 'circle', x: x + 4 + index * 11, y: top + 30, radius: 4, fill }));
  const left = dots.length * 11 + (dots.length > 0 ? 3 : 0);
  const id = setWord(given, screen.id, {
    x: x + left,
    y: top + 23,
    width: width - left,
    type: TYPE.note,
    color: COLORS.muted,
    maxLines: 1,
  });
  return [...name.shapes, ...dots, ...id.shapes];
}
