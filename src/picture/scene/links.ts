import { flagOf, resolve } from '../read/binding.ts';
import type { Component } from '../read/component.ts';
import { CONTROL, control } from './control.ts';
import { initValue, isRequired } from './fields.ts';
import { hasText, type Pen, Stack, setValue, setWord, word } from './pen.ts';
import type { Block } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

export function drawOptIn(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props } = component;
  const stack = new Stack(x, y, width);
  const isOn = resolve(initValue(pen, props), pen.scope) === true;
  stack.shapes.push(...control(false, isOn, x, y + 1));
  const more = [
    ...(isRequired(pen, component)
      ? [{ text: ' *', style: { isBold: true, isItalic: false, color: COLORS.required } }]
      : []),
    // The app shows it only where something happens on a tap.
    ...(props['on-click-action'] === undefined
      ? []
      : [{ text: ` ${word(pen, 'readMore')}`, style: { isBold: true, isItalic: false, color: COLORS.brand } }]),
  ];
  const left = CONTROL + SPACE.gap - 2;
  stack.add(setValue(pen, props.label, { x: x + left, y, width: width - left, type: TYPE.body, maxLines: 8 }, more));
  return stack.block(type, path);
}

export function drawEmbeddedLink(
  pen: Pen,
  { type, path, props }: Component,
  x: number,
  y: number,
  width: number,
): Block {
  const text = setValue(pen, props.text, { x, y, width, type: TYPE.bodyBold, color: COLORS.brand, maxLines: 3 });
  return new Stack(x, y, width).add(text).block(type, path);
}

/** The button at the foot of a screen, with its captions above. */
export function drawFooter(pen: Pen, { type, path, props }: Component, x: number, y: number, width: number): Block {
  const stack = new Stack(x, y, width);
  const [left, center, right] = [props['left-caption'], props['center-caption'], props['right-caption']];
  const note = { y: stack.y, type: TYPE.caption, color: COLORS.muted, maxLines: 1, align: 'left' } as const;
  if (hasText(pen, center)) {
    stack.add(setValue(pen, center, { ...note, x, width, align: 'center' }));
    stack.y += SPACE.small;
  } else if (hasText(pen, left) || hasText(pen, right)) {
    const room = width / 2 - SPACE.small;
    stack.shapes.push(...setValue(pen, left, { ...note, x, width: room }).shapes);
    const measured = setValue(pen, right, { ...note, x: 0, width: room });
    stack.add(setValue(pen, right, { ...note, x: x + width - measured.width - 0.5, width: measured.width + 0.5 }));
    stack.y = y + TYPE.caption.lineHeight + SPACE.small;
  }
  const top = stack.y;
  const isOff = flagOf(props.enabled, pen.scope) === false;
  const label = setValue(pen, props.label, {
    x: x + SPACE.gap,
    y: top + 10,
    width: width - 2 * SPACE.gap,
    type: TYPE.bodyBold,
    color: isOff ? COLORS.faint : COLORS.onButton,
    maxLines: 2,
    align: 'center',
  });
  const height = Math.max(label.height, TYPE.bodyBold.lineHeight) + 20;
  stack.shapes.push(
    {
      kind: 'rect',
      x,
      y: top,
      width,
      height,
      radius: Math.min(height / 2, 22),
      fill: isOff ? COLORS.buttonOff : COLORS.button,
    },
    ...label.shapes,
  );
  stack.y = top + height;
  return stack.block(type, path);
}

/** A component of a later version, or one misspelt. */
export function drawUnknown(
  pen: Pen,
  { type, path, props, cut }: Component,
  x: number,
  y: number,
  width: number,
): Block {
  const stack = new Stack(x, y, width);
  const inner = { x: x + SPACE.gap, width: width - 2 * SPACE.gap } as const;
  stack.y += SPACE.small + 2;
  stack.add(
    setWord(pen, cut === undefined ? type : `${type} · ${word(pen, 'nestedTooDeep')}`, {
      ...inner,
      y: stack.y,
      type: TYPE.captionBold,
      color: COLORS.muted,
      maxLines: 2,
    }),
  );
  const text = [props.label, props.text, props.title, props.name].find((value) => hasText(pen, value));
  if (text !== undefined)
    stack.add(setValue(pen, text, { ...inner, y: stack.y, type: TYPE.caption, color: COLORS.muted, maxLines: 3 }));
  stack.y += SPACE.small + 2;
  stack.shapes.unshift({
    kind: 'rect',
    x,
    y,
    width,
    height: stack.y - y,
    radius: 8,
    stroke: COLORS.field,
    lineWidth: 1,
    dash: [4, 3],
    fill: COLORS.chip,
  });
  return stack.block(type, path);
}
