import { resolve } from '../read/binding.ts';
import type { Component } from '../read/component.ts';
import { numberOf, own, stringOf } from '../read/json.ts';
import { hasText, type Pen, Stack, setValue, setWord } from './pen.ts';
import type { Block, IconName } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

const FIELD_HEIGHT = 48;
/** Meta's default for `max-length` of a TextArea. */
const AREA_LENGTH = 600;

export const isRequired = (pen: Pen, { props, type }: Component): boolean => {
  if (resolve(props.required, pen.scope) === true) return true;
  const least =
    type === 'PhotoPicker' ? 'min-uploaded-photos' : type === 'DocumentPicker' ? 'min-uploaded-documents' : undefined;
  return least !== undefined && (numberOf(resolve(props[least], pen.scope)) ?? 0) > 0;
};

export interface FieldLook {
  label: unknown;
  /** What is typed or chosen already. */
  value?: unknown;
  helper?: unknown;
  isRequired: boolean;
  icon?: IconName;
  height?: number;
  /** At the lower right, as a count of characters. */
  note?: string;
  /** The label above the box, whole, and not within it. */
  isLabelAbove?: boolean;
}

const star = (isMarked: boolean) =>
  isMarked ? [{ text: ' *', style: { isBold: true, isItalic: false, color: COLORS.required } }] : [];

/** A box to type or choose in: its label within, smaller above a value. */
export function fieldBlock(pen: Pen, look: FieldLook, stack: Stack): void {
  const { x, width } = stack;
  const inner = width - 2 * SPACE.gap - (look.icon === undefined ? 0 : 26);
  const hasValue = look.value !== undefined && hasText(pen, look.value);
  if (look.isLabelAbove === true) {
    stack.add(
      setValue(pen, look.label, { x, y: stack.y, width, type: TYPE.bodyBold, maxLines: 3 }, star(look.isRequired)),
    );
    stack.y += SPACE.small;
  }
  const top = stack.y;
  const height = look.height ?? FIELD_HEIGHT;
  stack.shapes.push({
    kind: 'rect',
    x,
    y: top,
    width,
    height,
    radius: 8,
    stroke: COLORS.field,
    lineWidth: 1,
    fill: COLORS.card,
  });
  const left = x + SPACE.gap;
  if (look.isLabelAbove !== true) {
    const isSmall = hasValue || look.height !== undefined;
    const type = hasValue ? TYPE.note : TYPE.body;
    const y = hasValue ? top + 5 : isSmall ? top + 10 : top + (height - type.lineHeight) / 2;
    stack.shapes.push(
      ...setValue(
        pen,
        look.label,
        { x: left, y, width: inner, type, color: COLORS.muted, maxLines: 1 },
        star(look.isRequired),
      ).shapes,
    );
  }
  if (hasValue) {
    const isAbove = look.isLabelAbove === true;
    const y = isAbove ? top + (look.height === undefined ? (height - TYPE.body.lineHeight) / 2 : 10) : top + 21;
    const maxLines = look.height === undefined ? 1 : 3;
    stack.shapes.push(...setValue(pen, look.value, { x: left, y, width: inner, type: TYPE.body, maxLines }).shapes);
  }
  if (look.icon !== undefined) {
    stack.shapes.push({
      kind: 'icon',
      name: look.icon,
      x: x + width - SPACE.gap - 18,
      y: top + (FIELD_HEIGHT - 18) / 2,
      size: 18,
      color: COLORS.muted,
    });
  }
  stack.y = top + height;
  const noteWidth =
    look.note === undefined
      ? 0
      : pen.measure.width(look.note, { size: TYPE.note.size, isBold: false, isItalic: false });
  if (look.note !== undefined) {
    const note = setWord(pen, look.note, {
      x: x + width - SPACE.gap - noteWidth,
      y: top + height - 19,
      width: noteWidth + 1,
      type: TYPE.note,
      color: COLORS.faint,
      maxLines: 1,
    });
    stack.shapes.push(...note.shapes);
  }
  if (look.helper !== undefined && hasText(pen, look.helper)) {
    stack.y += SPACE.tiny;
    stack.add(
      setValue(pen, look.helper, {
        x: left,
        y: stack.y,
        width: width - 2 * SPACE.gap,
        type: TYPE.caption,
        color: COLORS.muted,
        maxLines: 3,
      }),
    );
  }
}

/** What a field is filled with when the screen opens: its own `init-value`, or its form's. */
export function initValue(pen: Pen, props: Component['props']): unknown {
  const name = stringOf(own(props, 'name'));
  return props['init-value'] ?? (name === undefined ? undefined : pen.initValues.get(name));
}

export function drawTextInput(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props } = component;
  const stack = new Stack(x, y, width);
  const given = initValue(pen, props);
  const isSecret = props['input-type'] === 'password' || props['input-type'] === 'passcode';
  fieldBlock(
    pen,
    {
      label: props.label,
      value: isSecret && given !== undefined ? '••••••' : given,
      helper: props['helper-text'],
      isRequired: isRequired(pen, component),
      isLabelAbove: props['label-variant'] === 'large',
    },
    stack,
  );
  return stack.block(type, path);
}

export function drawTextArea(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props } = component;
  const stack = new Stack(x, y, width);
  const most = numberOf(resolve(props['max-length'], pen.scope)) ?? AREA_LENGTH;
  fieldBlock(
    pen,
    {
      label: props.label,
      value: initValue(pen, props),
      helper: props['helper-text'],
      isRequired: isRequired(pen, component),
      height: 92,
      note: `0 / ${most}`,
      isLabelAbove: props['label-variant'] === 'large',
    },
    stack,
  );
  return stack.block(type, path);
}
