import { LIMITS } from '../limits.ts';
import { plainText, resolve } from '../read/binding.ts';
import type { Component } from '../read/component.ts';
import { type JsonObject, own, stringOf, stringsOf } from '../read/json.ts';
import { imageShapes } from './image.ts';
import { groupHead, itemsNote, moreNote } from './options.ts';
import { hasText, type Pen, Stack, setValue, setWord } from './pen.ts';
import type { Block } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

const CHEVRON = 16;

function pill(
  pen: Pen,
  text: string,
  x: number,
  y: number,
  most: number,
  look: { fill: string; color: string },
): { shapes: Stack['shapes']; width: number } {
  const set = setWord(pen, text, {
    x: x + 7,
    y: y + 1.5,
    width: most - 14,
    type: TYPE.noteBold,
    color: look.color,
    maxLines: 1,
  });
  const width = set.width + 14;
  return { shapes: [{ kind: 'rect', x, y, width, height: 17, radius: 8.5, fill: look.fill }, ...set.shapes], width };
}

function drawItem(pen: Pen, item: JsonObject, isLarge: boolean, list: Stack, path: string): Block {
  const row = new Stack(list.x, list.y, list.width);
  const top = row.y + 10;
  const [main, end, start] = [own(item, 'main-content'), own(item, 'end'), own(item, 'start')];
  const image = stringOf(resolve(own(start, 'image'), pen.scope));
  const side = isLarge ? 64 : 40;
  if (image !== undefined)
    row.shapes.push(
      ...imageShapes(
        pen,
        { src: image, alt: plainText(own(start, 'alt-text'), pen.scope) || undefined },
        row.x,
        top,
        side,
        side,
      ),
    );
  const left = image === undefined ? 0 : side + SPACE.gap;

  const ends = ['title', 'description', 'metadata']
    .map((key) => plainText(own(end, key), pen.scope))
    .filter((text) => text !== '');
  const room = ends.map(
    (text) => pen.measure.width(text, { size: TYPE.caption.size, isBold: true, isItalic: false }) + 1,
  );
  const endWidth = ends.length === 0 ? 0 : Math.min(Math.max(...room), row.width * 0.32);
  const right = row.x + row.width - CHEVRON - SPACE.tiny;
  let endY = top;
  for (const [index, text] of ends.entries()) {
    const type = index === 0 ? TYPE.captionBold : TYPE.caption;
    const measured = Math.min(pen.measure.width(text, { ...type, isItalic: false }) + 1, endWidth);
    const set = setWord(pen, text, {
      x: right - measured,
      y: endY,
      width: measured,
      type,
      color: index === 0 ? COLORS.text : COLORS.muted,
      maxLines: 1,
    });
    row.shapes.push(...set.shapes);
    endY += set.height;
  }

  const width = row.width - left - CHEVRON - SPACE.small - (endWidth > 0 ? endWidth + SPACE.small : 0);
  const text = new Stack(row.x + left, top, width);
  const badge = plainText(own(item, 'badge'), pen.scope);
  if (badge !== '') {
    text.shapes.push(
      ...pill(pen, badge, text.x, text.y, width, { fill: COLORS.button, color: COLORS.onButton }).shapes,
    );
    text.y += 20;
  }
  text.add(setValue(pen, own(main, 'title'), { x: text.x, y: text.y, width, type: TYPE.bodyBold, maxLines: 2 }));
  for (const key of ['description', 'metadata']) {
    const value = own(main, key);
    if (!hasText(pen, value)) continue;
    text.add(
      setValue(pen, value, { x: text.x, y: text.y, width, type: TYPE.caption, color: COLORS.muted, maxLines: 4 }),
    );
  }
  const tags = stringsOf(resolve(own(item, 'tags'), pen.scope)).slice(0, 3);
  if (tags.length > 0) {
    text.y += SPACE.tiny + 1;
    let tagX = text.x;
    for (const tag of tags) {
      const drawn = pill(pen, plainText(tag, pen.scope), tagX, text.y, width, { fill: '#e4f4ea', color: COLORS.brand });
      if (tagX > text.x && tagX + drawn.width > text.x + width) break;
      text.shapes.push(...drawn.shapes);
      tagX += drawn.width + 4;
    }
    text.y += 17;
  }
  row.shapes.push(...text.shapes);
  const height = Math.max(text.y - top, endY - top, image === undefined ? 0 : side);
  row.shapes.push({
    kind: 'icon',
    name: 'chevron-right',
    x: row.x + row.width - CHEVRON + 2,
    y: top + (height - CHEVRON) / 2,
    size: CHEVRON,
    color: COLORS.faint,
  });
  row.y = top + height + 10;
  return row.block('NavigationItem', path);
}

export function drawNavigationList(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props, items } = component;
  const stack = new Stack(x, y, width);
  groupHead(pen, component, stack);
  itemsNote(pen, component, stack);
  for (const [index, item] of items.slice(0, LIMITS.options).entries()) {
    if (index > 0) stack.shapes.push({ kind: 'rect', x, y: stack.y, width, height: 1, fill: COLORS.line });
    stack.hold(drawItem(pen, item, props['media-size'] === 'large', stack, `${path}#${index}`));
  }
  moreNote(pen, items.length - LIMITS.options, stack);
  return stack.block(type, path);
}
