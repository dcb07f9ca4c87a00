import { caption } from '../layout/caption.ts';
import { type FlowGraph, readGraph } from '../layout/exits.ts';
import { drawMark, type LeaveFacts, stubOf } from '../layout/leave.ts';
import { FULL } from '../layout/look.ts';
import { pill, type Words } from '../layout/marks.ts';
import { portsOf } from '../layout/ports.ts';
import type { PlacedCard } from '../layout/scene.ts';
import type { Flow } from '../read/flow.ts';
import { drawCard } from '../scene/card.ts';
import { setWord, word } from '../scene/pen.ts';
import type { Card, Shape } from '../scene/shape.ts';
import { CARD_WIDTH, COLORS, TYPE } from '../scene/theme.ts';
import type { ChangeKind, ScreenChange, ScreenPair } from './compare.ts';
import { CHANGE_LOOK, markCard, signShapes } from './marks.ts';

/** A screen of the picture of a change: both versions of a changed one, one of those that stayed. */
export interface Unit {
  width: number;
  height: number;
  /** Its parts, with its top left at a place. */
  place(x: number, y: number): { under: Shape[]; cards: PlacedCard[]; over: Shape[] };
}

/** One version of the flow, with what is known of it. */
export interface Version {
  flow: Flow;
  graph: FlowGraph;
}

export const versionOf = (flow: Flow): Version => ({ flow, graph: readGraph(flow) });

const CAPTION = 56;
const BETWEEN = 26;
const NOTE_GAP = 8;
const GHOST_HEIGHT = 150;
/** Round what belongs together. */
const PANEL = 14;
/** Of what didn't change. */
const SMALL = 0.5;
const SMALL_MOST = 620;

function cardOf({ flow, graph }: Version, given: Words, place: number): Card | undefined {
  const screen = flow.screens[place];
  return screen === undefined ? undefined : drawCard(screen, { ...given, isEntry: graph.entries.has(place) });
}

/** The places where a screen leads to, each as a mark beside it: nothing is drawn to another card. */
const leaveOf = (given: Words, { flow }: Version): LeaveFacts => ({ ...given, flow, look: FULL, isDrawn: () => false });

interface Half {
  width: number;
  height: number;
  draw(x: number, y: number): { under: Shape[]; cards: PlacedCard[]; over: Shape[] };
}

function half(
  given: Words,
  version: Version,
  place: number,
  kind: ChangeKind,
  marks: ReadonlyMap<string, ChangeKind>,
  isTitleChanged: boolean,
): Half {
  const { flow, graph } = version;
  const plain = cardOf(version, given, place) as Card;
  const card = markCard(plain, marks, isTitleChanged);
  const leave = leaveOf(given, version);
  const exits = (graph.exits[place] ?? []).filter((exit) => exit.kind !== 'route');
  const ports = portsOf(plain, exits, 1, Number.POSITIVE_INFINITY, 25);
  const look = CHANGE_LOOK[kind];
  return {
    width: card.width + stubOf(leave, exits),
    height: card.height,
    draw(x, y) {
      const drawn = ports.map((port) => drawMark(leave, port, x + card.width + 3, y));
      const screen = flow.screens[place];
      const named =
        screen === undefined
          ? []
          : caption(given, screen, { number: place + 1, isEntry: graph.entries.has(place) }, x, y - 4, card.width);
      return {
        under: [...named, ...drawn.flatMap(({ under }) => under)],
        cards: [
          {
            screenId: screen?.id ?? '',
            place,
            x,
            y,
            width: card.width,
            height: card.height,
            scale: 1,
            card,
            outline: { color: look.color, dash: look.dash },
          },
        ],
        over: drawn.flatMap(({ over }) => over),
      };
    },
  };
}

/** Stands where a version has no such screen. */
function ghost(given: Words): Half {
  return {
    width: CARD_WIDTH,
    height: GHOST_HEIGHT,
    draw(x, y) {
      const text = setWord(given, word(given, 'notThere'), {
        x: x + 20,
        y: y + GHOST_HEIGHT / 2 - 10,
        width: CARD_WIDTH - 40,
        type: TYPE.body,
        color: COLORS.faint,
        align: 'center',
        maxLines: 2,
      });
      return {
        under: [
          {
            kind: 'rect',
            x,
            y,
            width: CARD_WIDTH,
            height: GHOST_HEIGHT,
            radius: 18,
            stroke: COLORS.field,
            lineWidth: 1.4,
            dash: [6, 5],
          },
          ...text.shapes,
        ],
        cards: [],
        over: [],
      };
    },
  };
}

/** What differs and is in no component. */
function notesOf(given: Words, change: ScreenChange | undefined): { kind: ChangeKind; text: string }[] {
  if (change === undefined) return [];
  const names = (ids: readonly string[]) => ids.slice(0, 6).join(', ');
  return [
    ...(change.isDataChanged ? [{ kind: 'changed', text: word(given, 'dataChanged') } as const] : []),
    ...(change.routesAdded.length > 0
      ? [{ kind: 'added', text: word(given, 'routesAdded', { names: names(change.routesAdded) }) } as const]
      : []),
    ...(change.routesRemoved.length > 0
      ? [{ kind: 'removed', text: word(given, 'routesRemoved', { names: names(change.routesRemoved) }) } as const]
      : []),
  ];
}

export const kindOf = ({ before, after }: ScreenPair): ChangeKind =>
  before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';

/** Both versions of a changed screen, side by side. */
export function changedUnit(given: Words, versions: { before: Version; after: Version }, pair: ScreenPair): Unit {
  const kind = kindOf(pair);
  const none: ReadonlyMap<string, ChangeKind> = new Map();
  const { change } = pair;
  const isTitleChanged = change?.isTitleChanged === true;
  const left =
    pair.before === undefined
      ? ghost(given)
      : half(given, versions.before, pair.before, kind, change?.before ?? none, isTitleChanged);
  const right =
    pair.after === undefined
      ? ghost(given)
      : half(given, versions.after, pair.after, kind, change?.after ?? none, isTitleChanged);
  const notes = notesOf(given, change);
  const width = left.width + BETWEEN + right.width;
  const bodyHeight = Math.max(left.height, right.height);
  const height = CAPTION + bodyHeight + (notes.length > 0 ? NOTE_GAP + notes.length * 22 : 0);
  return {
    width,
    height,
    place(x, y) {
      const rightX = x + left.width + BETWEEN;
      const top = y + CAPTION;
      const [one, other] = [left.draw(x, top), right.draw(rightX, top)];
      const look = CHANGE_LOOK[kind];
      const head = (text: string, at: number) => pill(given, { text, color: COLORS.muted, most: 140 }, at, y + 12);
      const [before, after] = [head(word(given, 'before'), x), head(word(given, 'after'), rightX)];
      const sign = pill(given, { text: word(given, kind), color: look.color, most: 140 }, x + before.width + 6, y + 12);
      // The two belong together.
      const panel: Shape = {
        kind: 'rect',
        x: x - PANEL,
        y: y - PANEL,
        width: width + 2 * PANEL,
        height: height + 2 * PANEL,
        radius: 22,
        fill: COLORS.panel,
      };
      const noted = notes.flatMap((note, index): Shape[] => {
        const noteY = top + bodyHeight + NOTE_GAP + index * 22;
        const text = setWord(given, note.text, {
          x: x + 24,
          y: noteY + 3,
          width: width - 24,
          type: TYPE.caption,
          color: CHANGE_LOOK[note.kind].color,
          maxLines: 1,
        });
        return [...signShapes(note.kind, x + 10, noteY + 11, 7), ...text.shapes];
      });
      return {
        under: [panel, ...before.shapes, ...sign.shapes, ...after.shapes, ...one.under, ...other.under],
        cards: [...one.cards, ...other.cards],
        over: [...one.over, ...other.over, ...noted],
      };
    },
  };
}

/** A screen that stayed as it was: small, and half seen. */
export function unchangedUnit(given: Words, version: Version, place: number): Unit {
  const card = cardOf(version, given, place) as Card;
  const height = Math.min(card.height, SMALL_MOST) * SMALL;
  return {
    width: card.width * SMALL,
    height: CAPTION + height,
    place(x, y) {
      const screen = version.flow.screens[place];
      const width = card.width * SMALL;
      const id = screen?.id ?? '';
      const named = setWord(given, `${place + 1}  ${id}`, {
        x,
        y: y + CAPTION - 28,
        width,
        type: TYPE.captionBold,
        color: COLORS.faint,
        maxLines: 1,
      });
      const same = setWord(given, word(given, 'unchanged'), {
        x,
        y: y + CAPTION - 44,
        width,
        type: TYPE.note,
        color: COLORS.faint,
        maxLines: 1,
      });
      return {
        under: [...same.shapes, ...named.shapes],
        cards: [{ screenId: id, place, x, y: y + CAPTION, width, height, scale: SMALL, card, isDimmed: true }],
        over: [],
      };
    },
  };
}
