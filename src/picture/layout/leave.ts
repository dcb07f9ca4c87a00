import type { Flow } from '../read/flow.ts';
import { setWord, word } from '../scene/pen.ts';
import type { Shape } from '../scene/shape.ts';
import { COLORS, TYPE } from '../scene/theme.ts';
import { type Exit, isMissing } from './exits.ts';
import type { Look } from './look.ts';
import { lineColor, type MarkLook, markOf, pill, type Words } from './marks.ts';
import type { Port } from './ports.ts';

/** What leaves one card: the marks that end beside it, and the beginnings of its arrows. */

export interface LeaveFacts extends Words {
  flow: Flow;
  look: Look;
  /** Whether a screen is in the picture. */
  isDrawn(place: number): boolean;
  /** On which page a screen is, where there are several. */
  pageOf?: ((place: number) => number | undefined) | undefined;
}

/** Points from a card to the mark at its side, and to the label above an arrow. */
const MARK_LEFT = 16;
const LABEL_LEFT = 11;
const ELBOW = 7;
const DOT = 2.6;
const MARK_DOT = 3.6;
/** Beside an arrow's label, and beside a mark. */
const ROOM = 8;

export const isArrow = (facts: Pick<LeaveFacts, 'isDrawn'>, exit: Exit): boolean =>
  exit.target !== undefined && facts.isDrawn(exit.target);

/** What stands at the end of a way out that leads to none of the cards: also a screen of another page. */
function endOf(facts: LeaveFacts, exit: Exit): MarkLook {
  if (exit.target === undefined) return markOf(facts, exit);
  const page = facts.pageOf?.(exit.target);
  const id = facts.flow.screens[exit.target]?.id ?? '';
  const text = page === undefined ? id : `${id} · ${word(facts, 'onPage', { page })}`;
  return { color: lineColor(exit), icon: 'chevron-right', text };
}

/** The mark of a screen that is missing, by its ID alone where the words before it would cost the end of that. */
function roomyEndOf(facts: LeaveFacts, exit: Exit): MarkLook {
  const end = endOf(facts, exit);
  const room = facts.look.stub - MARK_LEFT - ROOM;
  const isRoomy = pill(facts, { ...end, most: 4 * room }, 0, 0).width <= room;
  return isRoomy || !isMissing(exit) ? end : { ...end, text: exit.targetId ?? end.text };
}

/** Points that the labels and marks of a card take at its right. */
export function stubOf(facts: LeaveFacts, exits: readonly Exit[]): number {
  const { look, measure } = facts;
  if (exits.length === 0) return 0;
  if (!look.hasLabels) return look.stub;
  const widths = exits.map((exit) => {
    if (!isArrow(facts, exit)) {
      return exit.kind === 'route' && !isMissing(exit)
        ? 0
        : MARK_LEFT + pill(facts, { ...roomyEndOf(facts, exit), most: look.stub }, 0, 0).width;
    }
    return LABEL_LEFT + measure.width(exit.label, { ...TYPE.note, isItalic: false }) + ROOM;
  });
  return Math.min(Math.max(...widths) + ROOM, look.stub);
}

export interface Drawn {
  under: Shape[];
  over: Shape[];
}

/** A way out with its mark. `end` is where what follows from it may go on, as a route from an endpoint. */
export function drawMark(
  facts: LeaveFacts,
  port: Port,
  right: number,
  top: number,
): Drawn & { end: { x: number; y: number } } {
  const { look } = facts;
  const { color, icon, text } = roomyEndOf(facts, port.exit);
  const [startY, y] = [top + port.anchorY, top + port.y];
  const x = right + MARK_LEFT;
  const under: Shape[] = [
    {
      kind: 'path',
      points: [
        [right, startY],
        [right + ELBOW, startY],
        [right + ELBOW, y],
        [x, y],
      ],
      radius: 3,
      color,
      lineWidth: 1.5,
    },
  ];
  const port0: Shape = { kind: 'circle', x: right, y: startY, radius: DOT, fill: color };
  if (!look.hasLabels)
    return { under, over: [port0, { kind: 'circle', x, y, radius: MARK_DOT, fill: color }], end: { x, y } };
  const mark = pill(facts, { text, color, icon, most: look.stub - MARK_LEFT - ROOM }, x, y);
  return { under, over: [port0, ...mark.shapes], end: { x: x + mark.width, y } };
}

/** Where an arrow leaves its card, and its label above it. */
export function arrowStart(
  facts: LeaveFacts,
  port: Port,
  right: number,
  top: number,
): Pick<Drawn, 'over'> & { points: [number, number][] } {
  const { look } = facts;
  const color = lineColor(port.exit);
  const [anchor, y] = [top + port.anchorY, top + port.y];
  const points: [number, number][] = [[right, anchor]];
  if (anchor !== y) points.push([right + ELBOW, anchor], [right + ELBOW, y]);
  const over: Shape[] = [{ kind: 'circle', x: right, y: anchor, radius: DOT, fill: color }];
  if (look.hasLabels && port.exit.label !== '') {
    const label = setWord(facts, port.exit.label, {
      x: right + LABEL_LEFT,
      y: y - 16,
      width: look.stub - LABEL_LEFT - ROOM,
      type: TYPE.note,
      color,
      maxLines: 1,
    });
    over.push(
      {
        kind: 'rect',
        x: right + LABEL_LEFT - 2,
        y: y - 15.5,
        width: label.width + 4,
        height: 13,
        radius: 3,
        fill: COLORS.ground,
      },
      ...label.shapes,
    );
  }
  return { points, over };
}

/** That more leads away than is drawn. */
export function moreNote(facts: LeaveFacts, count: number, right: number, bottom: number): Shape[] {
  if (count <= 0 || !facts.look.hasLabels) return [];
  const text = `+ ${word(facts, 'moreExits', { count })}`;
  return setWord(facts, text, {
    x: right + ROOM,
    y: bottom - 2,
    width: facts.look.stub - 2 * ROOM,
    type: TYPE.note,
    color: COLORS.faint,
    maxLines: 1,
  }).shapes;
}
