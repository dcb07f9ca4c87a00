import { markedStyle, setWord, word } from '../scene/pen.ts';
import type { Block, IconName, Shape } from '../scene/shape.ts';
import { COLORS, TYPE } from '../scene/theme.ts';
import type { TextMark } from '../text/block.ts';
import { type Exit, isMissing } from './exits.ts';
import { ROUTE_DASH, type Words } from './marks.ts';
import type { PlacedCard } from './scene.ts';

type Sign = (x: number, middle: number) => Shape[];

function hasMark(block: Block, mark: TextMark): boolean {
  return (
    block.shapes.some((shape) => shape.kind === 'text' && shape.style.mark === mark) ||
    block.children.some((child) => hasMark(child, mark))
  );
}

export interface LegendPlace {
  x: number;
  y: number;
  width: number;
  /** Marks are signs in a circle, not dots. */
  hasPills: boolean;
}

/** What the signs of a picture mean; only those that are in it. */
export function legend(
  given: Words,
  cards: readonly PlacedCard[],
  exits: readonly Exit[],
  { x, y, width, hasPills }: LegendPlace,
): { shapes: Shape[]; height: number } {
  const has = (mark: TextMark) => cards.some(({ card }) => hasMark(card.block, mark));
  const text =
    (mark: TextMark): Sign =>
    (left, middle) => [
      {
        kind: 'text',
        x: left,
        y: middle + 4,
        text: 'Abc',
        size: 11,
        width: 20,
        style: markedStyle({ isBold: false, isItalic: false, color: COLORS.text }, mark),
        isRightToLeft: false,
      },
    ];
  const dashes: Sign = (left, middle) => [
    {
      kind: 'path',
      points: [
        [left, middle],
        [left + 22, middle],
      ],
      radius: 0,
      color: COLORS.route,
      lineWidth: 1.6,
      dash: ROUTE_DASH,
      hasArrow: true,
    },
  ];
  const sign =
    (color: string, icon: IconName): Sign =>
    (left, middle) =>
      hasPills
        ? [
            { kind: 'circle', x: left + 11, y: middle, radius: 9, fill: COLORS.card, stroke: color, lineWidth: 1.2 },
            { kind: 'icon', name: icon, x: left + 5, y: middle - 6, size: 12, color },
          ]
        : [{ kind: 'circle', x: left + 11, y: middle, radius: 4, fill: color }];
  const items: [boolean, Sign, string][] = [
    [has('example'), text('example'), word(given, 'legendExample')],
    [has('expression'), text('expression'), word(given, 'legendExpression')],
    [has('unfilled'), text('unfilled'), word(given, 'legendUnfilled')],
    [has('stand-in'), text('stand-in'), word(given, 'legendStandIn')],
    [exits.some((exit) => exit.kind === 'route' && !isMissing(exit)), dashes, word(given, 'legendRoute')],
    [exits.some(({ kind }) => kind === 'complete'), sign(COLORS.complete, 'check'), word(given, 'legendEnd')],
    [
      exits.some(({ kind }) => kind === 'data_exchange'),
      sign(COLORS.endpoint, 'server'),
      word(given, 'legendEndpoint'),
    ],
    [exits.some(isMissing), sign(COLORS.missing, 'cross'), word(given, 'legendMissing')],
  ];
  const shapes: Shape[] = [];
  let [left, top] = [x, y];
  for (const [isThere, draw, meaning] of items) {
    if (!isThere) continue;
    const room = Math.max(width - 28, 120);
    const measured = setWord(given, meaning, { x: 0, y: 0, width: room, type: TYPE.note, maxLines: 1 });
    if (left > x && left + 28 + measured.width > x + width) {
      left = x;
      top += 22;
    }
    const at = { x: left + 28, y: top, width: room, type: TYPE.note, color: COLORS.muted, maxLines: 1 };
    shapes.push(...draw(left, top + 7), ...setWord(given, meaning, at).shapes);
    left += 28 + measured.width + 24;
  }
  return { shapes, height: shapes.length === 0 ? 0 : top - y + 22 };
}
