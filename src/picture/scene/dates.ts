import { plainText, resolve } from '../read/binding.ts';
import type { Component } from '../read/component.ts';
import { numberOf, own, stringsOf } from '../read/json.ts';
import { fieldBlock, initValue, isRequired } from './fields.ts';
import { hasText, type Pen, Stack, setValue, setWord, word } from './pen.ts';
import type { Block } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

/** Before version 5.0 a date is milliseconds since 1970 as a text. */
const MILLISECONDS = /^-?\d{9,15}$/;

/** A date as the flow has it, the old form as year, month and day. */
function dateText(pen: Pen, value: unknown): string {
  const text = plainText(value, pen.scope);
  if (!MILLISECONDS.test(text)) return text;
  const date = new Date(Number(text));
  return Number.isNaN(date.getTime()) ? text : date.toISOString().slice(0, 10);
}

/** In one line what may be chosen; empty where everything may. */
function rangeText(pen: Pen, props: Component['props']): string {
  const [from, until] = [dateText(pen, props['min-date']), dateText(pen, props['max-date'])];
  const dates =
    from !== '' && until !== ''
      ? word(pen, 'between', { from, until })
      : from !== ''
        ? word(pen, 'from', { from })
        : until !== ''
          ? word(pen, 'until', { until })
          : '';
  const weekdays = stringsOf(resolve(props['include-days'], pen.scope))
    .slice(0, 7)
    .map((day) => plainText(day, pen.scope))
    .join(', ');
  const [min, max] = [props['min-days'], props['max-days']].map((value) => numberOf(resolve(value, pen.scope)));
  const days =
    props.mode === 'range' && (min !== undefined || max !== undefined)
      ? word(pen, 'days', { min: min ?? 1, max: max ?? '∞' })
      : '';
  return [dates, weekdays, days].filter((part) => part !== '').join(' · ');
}

function rangeNote(pen: Pen, props: Component['props'], stack: Stack): void {
  const text = rangeText(pen, props);
  if (text === '') return;
  stack.gap(SPACE.tiny);
  stack.add(
    setWord(pen, text, {
      x: stack.x + SPACE.gap,
      y: stack.y,
      width: stack.width - 2 * SPACE.gap,
      type: TYPE.note,
      color: COLORS.faint,
      maxLines: 2,
    }),
  );
}

export function drawDatePicker(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props } = component;
  const stack = new Stack(x, y, width);
  const value = dateText(pen, initValue(pen, props));
  fieldBlock(
    pen,
    {
      label: props.label,
      value,
      helper: props['helper-text'],
      isRequired: isRequired(pen, component),
      icon: 'calendar',
    },
    stack,
  );
  rangeNote(pen, props, stack);
  return stack.block(type, path);
}

/** The half of a range's `label`, `required` and the like that is meant for one of its fields. */
const half = (pen: Pen, value: unknown, side: 'start-date' | 'end-date'): unknown =>
  own(resolve(value, pen.scope), side);

export function drawCalendarPicker(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props } = component;
  const stack = new Stack(x, y, width);
  if (hasText(pen, props.title))
    stack.add(setValue(pen, props.title, { x, y: stack.y, width, type: TYPE.bodyBold, maxLines: 3 }));
  if (hasText(pen, props.description)) {
    stack.gap(SPACE.tiny / 2).add(
      setValue(pen, props.description, {
        x,
        y: stack.y,
        width,
        type: TYPE.caption,
        color: COLORS.muted,
        maxLines: 6,
      }),
    );
  }
  const init = resolve(initValue(pen, props), pen.scope);
  if (props.mode === 'range') {
    for (const side of ['start-date', 'end-date'] as const) {
      stack.gap(SPACE.small + 2);
      const label = half(pen, props.label, side) ?? word(pen, side === 'start-date' ? 'startDate' : 'endDate');
      fieldBlock(
        pen,
        {
          label,
          value: dateText(pen, half(pen, init, side)),
          helper: half(pen, props['helper-text'], side),
          isRequired: resolve(half(pen, props.required, side), pen.scope) === true || isRequired(pen, component),
          icon: 'calendar',
        },
        stack,
      );
    }
  } else {
    stack.gap(SPACE.small + 2);
    const label = hasText(pen, props.label) ? props.label : word(pen, 'chooseDate');
    fieldBlock(
      pen,
      {
        label,
        value: dateText(pen, init),
        helper: props['helper-text'],
        isRequired: isRequired(pen, component),
        icon: 'calendar',
      },
      stack,
    );
  }
  rangeNote(pen, props, stack);
  return stack.block(type, path);
}
