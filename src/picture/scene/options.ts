import { LIMITS } from '../limits.ts';
import { flagOf, plainText, resolve } from '../read/binding.ts';
import type { Component } from '../read/component.ts';
import { type JsonObject, stringOf, stringsOf } from '../read/json.ts';
import { CONTROL, control } from './control.ts';
import { fieldBlock, initValue, isRequired } from './fields.ts';
import { imageShapes } from './image.ts';
import { hasText, type Pen, Stack, setValue, setWord, word } from './pen.ts';
import type { Block } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

const COLOR = /^#[0-9a-f]{6}$/i;

/** The label and the description above a group. */
export function groupHead(pen: Pen, component: Component, stack: Stack): void {
  const { props } = component;
  const star = isRequired(pen, component)
    ? [{ text: ' *', style: { isBold: true, isItalic: false, color: COLORS.required } }]
    : [];
  if (hasText(pen, props.label)) {
    stack.add(
      setValue(
        pen,
        props.label,
        { x: stack.x, y: stack.y, width: stack.width, type: TYPE.bodyBold, maxLines: 3 },
        star,
      ),
    );
  }
  if (hasText(pen, props.description)) {
    stack.gap(SPACE.tiny / 2);
    stack.add(
      setValue(pen, props.description, {
        x: stack.x,
        y: stack.y,
        width: stack.width,
        type: TYPE.caption,
        color: COLORS.muted,
        maxLines: 6,
      }),
    );
  }
}

/** Says that the options are an example of what a binding brings. @param inset from the left, below a field */
export function itemsNote(pen: Pen, { itemsBinding, items }: Component, stack: Stack, inset = 0): void {
  if (itemsBinding === undefined && items.length > 0) return;
  const text =
    itemsBinding === undefined ? word(pen, 'noOptions') : word(pen, 'optionsFrom', { binding: itemsBinding });
  stack.gap(SPACE.tiny);
  stack.add(
    setWord(pen, text, {
      x: stack.x + inset,
      y: stack.y,
      width: stack.width - inset,
      type: TYPE.note,
      color: COLORS.example,
      maxLines: 1,
    }),
  );
}

export function moreNote(pen: Pen, left: number, stack: Stack): void {
  if (left <= 0) return;
  stack.gap(SPACE.small);
  stack.add(
    setWord(pen, `+ ${word(pen, 'moreOptions', { count: left })}`, {
      x: stack.x,
      y: stack.y,
      width: stack.width,
      type: TYPE.caption,
      color: COLORS.faint,
      maxLines: 1,
    }),
  );
}

function drawOption(
  pen: Pen,
  option: JsonObject,
  look: { isRound: boolean; isOn: boolean; isLarge: boolean },
  stack: Stack,
  path: string,
): Block {
  const row = new Stack(stack.x, stack.y, stack.width);
  const top = row.y + 8;
  const image = stringOf(resolve(option.image, pen.scope));
  const color = stringOf(resolve(option.color, pen.scope));
  const side = look.isLarge ? 64 : 40;
  const hasMedia = image !== undefined || (color !== undefined && COLOR.test(color));
  if (image !== undefined)
    row.shapes.push(
      ...imageShapes(
        pen,
        { src: image, alt: plainText(option['alt-text'], pen.scope) || undefined },
        row.x,
        top,
        side,
        side,
      ),
    );
  else if (hasMedia && color !== undefined) {
    row.shapes.push({
      kind: 'rect',
      x: row.x,
      y: top,
      width: side,
      height: side,
      radius: 8,
      fill: color,
      stroke: COLORS.edge,
      lineWidth: 1,
    });
  }
  const left = hasMedia ? side + SPACE.gap : 0;
  const metadata = plainText(option.metadata, pen.scope);
  const size = { size: TYPE.caption.size, isBold: false, isItalic: false };
  const metaWidth = metadata === '' ? 0 : Math.min(pen.measure.width(metadata, size) + 1, row.width * 0.3);
  const width = row.width - left - CONTROL - SPACE.gap - (metaWidth > 0 ? metaWidth + SPACE.small : 0);
  const text = new Stack(row.x + left, top, width);
  text.add(setValue(pen, option.title, { x: text.x, y: text.y, width, type: TYPE.body, maxLines: 3 }));
  if (hasText(pen, option.description)) {
    text.add(
      setValue(pen, option.description, {
        x: text.x,
        y: text.y,
        width,
        type: TYPE.caption,
        color: COLORS.muted,
        maxLines: 4,
      }),
    );
  }
  row.shapes.push(...text.shapes);
  const height = Math.max(text.y - top, hasMedia ? side : 0, CONTROL);
  if (metaWidth > 0) {
    row.shapes.push(
      ...setWord(pen, metadata, {
        x: row.x + row.width - CONTROL - SPACE.gap - metaWidth,
        y: top + 2,
        width: metaWidth,
        type: TYPE.caption,
        color: COLORS.muted,
        maxLines: 2,
      }).shapes,
    );
  }
  row.shapes.push(
    ...control(look.isRound, look.isOn, row.x + row.width - CONTROL, top + Math.min((height - CONTROL) / 2, 12)),
  );
  row.y = top + height + 8;
  const block = row.block('Option', path);
  return flagOf(option.enabled, pen.scope) === false ? { ...block, state: 'disabled' } : block;
}

/** CheckboxGroup and RadioButtonsGroup. */
export function drawOptionGroup(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props, items } = component;
  const stack = new Stack(x, y, width);
  groupHead(pen, component, stack);
  itemsNote(pen, component, stack);
  const given = resolve(initValue(pen, props), pen.scope);
  const chosen = new Set([...stringsOf(given), ...(typeof given === 'string' ? [given] : [])]);
  for (const [index, option] of items.slice(0, LIMITS.options).entries()) {
    if (index > 0) stack.shapes.push({ kind: 'rect', x, y: stack.y, width, height: 1, fill: COLORS.line });
    const look = {
      isRound: type === 'RadioButtonsGroup',
      isOn: chosen.has(stringOf(option.id) ?? ''),
      isLarge: props['media-size'] === 'large',
    };
    stack.hold(drawOption(pen, option, look, stack, `${path}#${index}`));
  }
  moreNote(pen, items.length - LIMITS.options, stack);
  return stack.block(type, path);
}

/** Titles that say what a closed dropdown holds. */
const SHOWN_TITLES = 12;

export function drawDropdown(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props, items } = component;
  const stack = new Stack(x, y, width);
  const given = resolve(initValue(pen, props), pen.scope);
  const chosen = items.find((item) => item.id === given);
  fieldBlock(
    pen,
    { label: props.label, value: chosen?.title, isRequired: isRequired(pen, component), icon: 'chevron-down' },
    stack,
  );
  itemsNote(pen, component, stack, SPACE.gap);
  if (items.length > 0) {
    const titles = items.slice(0, SHOWN_TITLES).map((item) => plainText(item.title, pen.scope));
    const text = word(pen, items.length === 1 ? 'oneOption' : 'options', {
      count: items.length,
      titles: titles.join(' · '),
    });
    stack.gap(SPACE.tiny).add(
      setWord(pen, text, {
        x: x + SPACE.gap,
        y: stack.y,
        width: width - 2 * SPACE.gap,
        type: TYPE.note,
        color: COLORS.faint,
        maxLines: 2,
      }),
    );
  }
  return stack.block(type, path);
}

export function drawChips(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props, items } = component;
  const stack = new Stack(x, y, width);
  groupHead(pen, component, stack);
  itemsNote(pen, component, stack);
  stack.gap(SPACE.small + 3);
  const chosen = new Set(stringsOf(resolve(initValue(pen, props), pen.scope)));
  let left = x;
  for (const [index, item] of items.slice(0, LIMITS.chips).entries()) {
    const isOn = chosen.has(stringOf(item.id) ?? '');
    const color = isOn ? COLORS.brand : COLORS.text;
    const room = width - 2 * SPACE.gap;
    const measured = setValue(pen, item.title, {
      x: 0,
      y: 0,
      width: room,
      type: TYPE.caption,
      color,
      maxLines: 1,
      align: 'left',
    });
    const chip = measured.width + 2 * SPACE.gap;
    if (left + chip > x + width && left > x) {
      left = x;
      stack.y += 38;
    }
    const block = new Stack(left, stack.y, chip);
    block.shapes.push({
      kind: 'rect',
      x: left,
      y: stack.y,
      width: chip,
      height: 30,
      radius: 15,
      fill: isOn ? '#d9f5e3' : COLORS.chip,
      stroke: isOn ? COLORS.button : COLORS.edge,
      lineWidth: 1,
    });
    block.shapes.push(
      ...setValue(pen, item.title, {
        x: left + SPACE.gap,
        y: stack.y + 7,
        width: room,
        type: TYPE.caption,
        color,
        maxLines: 1,
        align: 'left',
      }).shapes,
    );
    block.y = stack.y + 30;
    const held = block.block('Chip', `${path}#${index}`);
    stack.children.push(flagOf(item.enabled, pen.scope) === false ? { ...held, state: 'disabled' } : held);
    left += chip + SPACE.small;
  }
  if (items.length > 0) stack.y += 30;
  moreNote(pen, items.length - LIMITS.chips, stack);
  return stack.block(type, path);
}
