import type { Shape } from './shape.ts';
import { COLORS } from './theme.ts';

/** The side of a box that is ticked, and of a circle that is chosen. */
export const CONTROL = 18;

/** What shows whether something is chosen: a circle where only one of several can be, else a box. */
export function control(isRound: boolean, isOn: boolean, x: number, y: number): Shape[] {
  if (isRound) {
    return [
      {
        kind: 'circle',
        x: x + CONTROL / 2,
        y: y + CONTROL / 2,
        radius: CONTROL / 2 - 1,
        stroke: isOn ? COLORS.button : COLORS.field,
        lineWidth: 1.6,
      },
      ...(isOn
        ? [{ kind: 'circle', x: x + CONTROL / 2, y: y + CONTROL / 2, radius: 5, fill: COLORS.button } as const]
        : []),
    ];
  }
  const box: Shape = {
    kind: 'rect',
    x: x + 1,
    y: y + 1,
    width: CONTROL - 2,
    height: CONTROL - 2,
    radius: 4,
    stroke: isOn ? COLORS.button : COLORS.field,
    lineWidth: 1.6,
    ...(isOn ? { fill: COLORS.button } : {}),
  };
  return isOn
    ? [box, { kind: 'icon', name: 'check', x: x + 3, y: y + 3, size: CONTROL - 6, color: COLORS.onButton }]
    : [box];
}
