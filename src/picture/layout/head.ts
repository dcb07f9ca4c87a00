import { setWord } from '../scene/pen.ts';
import type { Shape } from '../scene/shape.ts';
import { COLORS } from '../scene/theme.ts';
import type { Words } from './marks.ts';

/** Points that a title may take: two cards and what is between them. */
const WIDTH = 680;

const TITLE = { size: 22, lineHeight: 28, isBold: true };
const SUBTITLE = { size: 13, lineHeight: 18, isBold: false };

/** The name of the flow, and below it what it is. */
export function headShapes(
  given: Words,
  head: { title: string; subtitle: string },
  x: number,
  y: number,
): { shapes: Shape[]; width: number; height: number } {
  const title =
    head.title === ''
      ? { shapes: [], height: 0, width: 0 }
      : setWord(given, head.title, { x, y, width: WIDTH, type: TITLE, maxLines: 1 });
  const subtitle = setWord(given, head.subtitle, {
    x,
    y: y + title.height,
    width: WIDTH,
    type: SUBTITLE,
    color: COLORS.muted,
    maxLines: 1,
  });
  return {
    shapes: [...title.shapes, ...subtitle.shapes],
    width: Math.max(title.width, subtitle.width),
    height: title.height + subtitle.height + 8,
  };
}
