import { LIMITS } from '../limits.ts';
import type { Component } from '../read/component.ts';
import type { Screen } from '../read/flow.ts';
import type { TextMeasure } from '../text/measure.ts';
import type { PictureWords } from '../words.ts';
import { drawComponents } from './components.ts';
import { hasText, type Pen, Stack, setValue, setWord, word } from './pen.ts';
import type { Block, Card } from './shape.ts';
import { CARD_WIDTH, COLORS, CONTENT_WIDTH, SPACE, TYPE } from './theme.ts';

const TITLE_BAR = 50;
/** So that a screen with a single text still looks like a phone's. */
const LEAST_HEIGHT = 300;

function titleBar(pen: Pen, screen: Screen, isEntry: boolean): Block {
  const stack = new Stack(0, 0, CARD_WIDTH);
  const icon = { kind: 'icon', y: 16, size: 18, color: COLORS.text } as const;
  stack.shapes.push(
    { ...icon, name: isEntry ? 'close' : 'back', x: 14 },
    { ...icon, name: 'more', x: CARD_WIDTH - 30 },
  );
  const title = hasText(pen, screen.title) ? screen.title : word(pen, 'untitled');
  const at = {
    x: 44,
    y: (TITLE_BAR - TYPE.title.lineHeight) / 2,
    width: CARD_WIDTH - 84,
    type: TYPE.title,
    maxLines: 1,
  };
  stack.shapes.push(
    ...setValue(pen, title, { ...at, color: hasText(pen, screen.title) ? COLORS.text : COLORS.faint }).shapes,
  );
  stack.shapes.push({ kind: 'rect', x: 0, y: TITLE_BAR, width: CARD_WIDTH, height: 1, fill: COLORS.line });
  stack.y = TITLE_BAR + 1;
  return stack.block('TitleBar', '');
}

/** The Footer of a screen, taken out of where it stands: a phone shows it at the foot. Those in branches stay there. */
function takeFooter(components: readonly Component[]): { footer: Component | undefined; rest: Component[] } {
  let footer: Component | undefined;
  const rest = components.flatMap((component): Component[] => {
    if (component.type === 'Footer' && footer === undefined) {
      footer = component;
      return [];
    }
    if (component.type !== 'Form' || footer !== undefined) return [component];
    const slots = component.slots.map((slot) => {
      const taken = takeFooter(slot.components);
      footer ??= taken.footer;
      return { ...slot, components: taken.rest };
    });
    return [{ ...component, slots }];
  });
  return { footer, rest };
}

export interface CardOptions {
  measure: TextMeasure;
  words: PictureWords;
  /** The first one that people see: it has no way back. */
  isEntry: boolean;
}

/** A screen as a card, with its measures; nothing is drawn yet. */
export function drawCard(screen: Screen, { measure, words, isEntry }: CardOptions): Card {
  const pen: Pen = { measure, words, scope: screen.scope, initValues: new Map() };
  const { footer, rest } = takeFooter(screen.components);
  const bar = titleBar(pen, screen, isEntry);
  const body = new Stack(SPACE.padding, bar.height + SPACE.padding, CONTENT_WIDTH);
  drawComponents(pen, rest, body);
  // What is below the most that is drawn is left out component by component, and counted.
  const shown = body.children.filter((block, index) => index === 0 || block.y + block.height <= LIMITS.cardHeight);
  const left = body.children.length - shown.length + screen.moreComponents;
  const last = shown.at(-1);
  let bottom = Math.min(last === undefined ? body.y : last.y + last.height, LIMITS.cardHeight);
  const parts: Block[] = [bar, ...shown];
  if (left > 0) {
    const note = new Stack(SPACE.padding, bottom + SPACE.gap, CONTENT_WIDTH);
    note.add(
      setWord(pen, `… ${word(pen, 'moreComponents', { count: left })}`, {
        x: note.x,
        y: note.y,
        width: note.width,
        type: TYPE.caption,
        color: COLORS.faint,
        align: 'center',
      }),
    );
    parts.push(note.block('More', ''));
    bottom = note.y;
  }
  const foot = new Stack(SPACE.padding, 0, CONTENT_WIDTH);
  if (footer !== undefined) drawComponents(pen, [footer], foot);
  const managed = setWord(pen, word(pen, 'managed'), {
    x: SPACE.padding,
    y: 0,
    width: CONTENT_WIDTH,
    type: TYPE.note,
    color: COLORS.faint,
    maxLines: 1,
    align: 'center',
  });
  const footHeight = foot.y + SPACE.small + managed.height + SPACE.gap;
  const top = Math.max(bottom + SPACE.padding, LEAST_HEIGHT - footHeight - SPACE.gap);
  const line: Block = {
    type: 'FootLine',
    path: '',
    x: 0,
    y: top,
    width: CARD_WIDTH,
    height: 1,
    shapes:
      footer === undefined ? [] : [{ kind: 'rect', x: 0, y: top, width: CARD_WIDTH, height: 1, fill: COLORS.line }],
    children: [],
  };
  const footed = new Stack(SPACE.padding, top + SPACE.gap, CONTENT_WIDTH);
  if (footer !== undefined) drawComponents(pen, [footer], footed);
  const noteY = footed.y + SPACE.small;
  const note: Block = {
    type: 'Managed',
    path: '',
    x: SPACE.padding,
    y: noteY,
    width: CONTENT_WIDTH,
    height: managed.height,
    shapes: setWord(pen, word(pen, 'managed'), {
      x: SPACE.padding,
      y: noteY,
      width: CONTENT_WIDTH,
      type: TYPE.note,
      color: COLORS.faint,
      maxLines: 1,
      align: 'center',
    }).shapes,
    children: [],
  };
  const height = noteY + managed.height + SPACE.gap;
  const children = [...parts, line, ...footed.children, note];
  return {
    width: CARD_WIDTH,
    height,
    block: { type: 'Screen', path: '', x: 0, y: 0, width: CARD_WIDTH, height, shapes: [], children },
  };
}
