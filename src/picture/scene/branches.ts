import { conditionText } from '../read/binding.ts';
import type { Component, Slot } from '../read/component.ts';
import { type Pen, Stack, setSpans, setWord, word } from './pen.ts';
import type { Block } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

/** The band at the left of a branch, and what stands beside it. */
const BAND = 3;
const INSET = 9;

function slotName(pen: Pen, { kind, name }: Slot): string {
  if (kind === 'case') return word(pen, 'branchCase', { value: name ?? '' });
  return word(pen, kind === 'else' ? 'branchElse' : 'branchThen');
}

/** Draws the components of a list, one below the other. */
type DrawList = (pen: Pen, components: readonly Component[], stack: Stack) => void;

/**
 * If and Switch: every branch below its name, held together by a band.
 *
 * @param drawList what a branch holds may be branches again.
 */
export const createDrawBranches =
  (drawList: DrawList) =>
  (pen: Pen, component: Component, x: number, y: number, width: number): Block => {
    const { type, path, props, slots } = component;
    const stack = new Stack(x, y, width);
    const inner = { x: x + INSET, width: width - INSET - 5 } as const;
    stack.y += SPACE.small;
    const [name, condition] =
      type === 'If' ? [word(pen, 'branchIf'), props.condition] : [word(pen, 'branchSwitch'), props.value];
    const style = { isBold: true, isItalic: false, color: COLORS.branch };
    stack.add(
      setSpans(
        pen,
        [
          { text: `${name} `, style },
          { text: conditionText(condition ?? '?'), style: { ...style, isBold: false } },
        ],
        { ...inner, y: stack.y, type: TYPE.note, maxLines: 3 },
      ),
    );
    for (const [index, slot] of slots.entries()) {
      stack.y += SPACE.small;
      if (index > 0) {
        stack.shapes.push({
          kind: 'rect',
          x: x + BAND,
          y: stack.y,
          width: width - BAND,
          height: 1,
          fill: COLORS.branchEdge,
        });
        stack.y += SPACE.small;
      }
      // The condition above names the first branch of an If.
      if (!(slot.kind === 'then' && slots.length === 1)) {
        stack.add(
          setWord(pen, slotName(pen, slot), {
            ...inner,
            y: stack.y,
            type: TYPE.noteBold,
            color: COLORS.branch,
            maxLines: 1,
          }),
        );
        stack.y += SPACE.small;
      }
      const held = new Stack(inner.x, stack.y, inner.width);
      drawList(pen, slot.components, held);
      stack.children.push(...held.children);
      stack.y = held.y;
    }
    stack.y += SPACE.small + 2;
    const height = stack.y - y;
    stack.shapes.unshift(
      {
        kind: 'rect',
        x,
        y,
        width,
        height,
        radius: 6,
        fill: COLORS.branchGround,
        stroke: COLORS.branchEdge,
        lineWidth: 1,
      },
      { kind: 'rect', x, y, width: BAND, height, radius: 1.5, fill: COLORS.branch },
    );
    return stack.block(type, path);
  };
