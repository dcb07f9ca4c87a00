import { bindingOf, conditionText, flagOf, isExpression } from '../read/binding.ts';
import type { JsonObject } from '../read/json.ts';
import { type Pen, Stack, setWord, word } from './pen.ts';
import type { Block } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

interface Flag {
  /** Said above the component, where there is something to say. */
  text: string | undefined;
  isOff: boolean;
}

function readFlag(pen: Pen, value: unknown, off: 'hidden' | 'disabled', on: 'shownIf' | 'enabledIf'): Flag {
  const flag = flagOf(value, pen.scope);
  const isBound = bindingOf(value) !== undefined || isExpression(value);
  const condition = isBound ? word(pen, on, { condition: conditionText(value) }) : undefined;
  if (flag === false)
    return { text: [word(pen, off), ...(condition === undefined ? [] : [condition])].join(' · '), isOff: true };
  return { text: condition, isOff: false };
}

/**
 * The component with what its `visible` and `enabled` say: greyed where a phone would not show it at first, or let
 * nobody use it, and the reason above.
 */
export function withState(pen: Pen, props: JsonObject, stack: Stack, draw: (y: number) => Block | undefined): void {
  const visible = readFlag(pen, props.visible, 'hidden', 'shownIf');
  const enabled = readFlag(pen, props.enabled, 'disabled', 'enabledIf');
  const texts = [visible.text, enabled.text].filter((text) => text !== undefined);
  if (texts.length === 0) {
    const block = draw(stack.y);
    if (block !== undefined) stack.hold(block);
    return;
  }
  const outer = new Stack(stack.x, stack.y, stack.width);
  for (const text of texts) {
    const icon = {
      kind: 'icon',
      name: 'eye-off',
      x: outer.x,
      y: outer.y + 1,
      size: 12,
      color: COLORS.example,
    } as const;
    outer.shapes.push(icon);
    outer.add(
      setWord(pen, text, {
        x: outer.x + 16,
        y: outer.y,
        width: outer.width - 16,
        type: TYPE.note,
        color: COLORS.example,
        maxLines: 2,
      }),
    );
  }
  const block = draw(outer.y + SPACE.tiny);
  if (block === undefined) return;
  if (visible.isOff) block.state = 'hidden';
  else if (enabled.isOff) block.state = 'disabled';
  outer.hold(block);
  stack.hold({ ...outer.block('State', ''), shapes: outer.shapes });
}
