import type { Block, Card, IconName, Shape } from '../scene/shape.ts';
import { COLORS } from '../scene/theme.ts';
import type { ChangeKind } from './compare.ts';

/** By colour and by sign, so that nobody has to tell the colours apart. */
export const CHANGE_LOOK: Readonly<Record<ChangeKind, { color: string; icon: IconName; dash: readonly number[] }>> = {
  added: { color: COLORS.added, icon: 'plus', dash: [] },
  removed: { color: COLORS.removed, icon: 'minus', dash: [7, 4] },
  changed: { color: COLORS.changed, icon: 'tilde', dash: [] },
  moved: { color: COLORS.moved, icon: 'up-down', dash: [2, 3] },
};

const OUT = 4;
const SIGN = 8;

/** A sign in a filled circle. */
export function signShapes(kind: ChangeKind, x: number, y: number, radius = SIGN): Shape[] {
  const { color, icon } = CHANGE_LOOK[kind];
  return [
    { kind: 'circle', x, y, radius: radius + 1.5, fill: COLORS.card },
    { kind: 'circle', x, y, radius, fill: color },
    {
      kind: 'icon',
      name: icon,
      x: x - radius * 0.68,
      y: y - radius * 0.68,
      size: radius * 1.36,
      color: COLORS.onButton,
    },
  ];
}

function markShapes(block: Block, kind: ChangeKind): Shape[] {
  const { color, dash } = CHANGE_LOOK[kind];
  const box = { x: block.x - OUT, y: block.y - OUT, width: block.width + 2 * OUT, height: block.height + 2 * OUT };
  return [
    { kind: 'rect', ...box, radius: 6, stroke: color, lineWidth: 2, dash },
    ...signShapes(kind, box.x, box.y + Math.min(12, box.height / 2)),
  ];
}

function blocksByPath(block: Block, found = new Map<string, Block>()): Map<string, Block> {
  if (block.path !== '') found.set(block.path, block);
  for (const child of block.children) blocksByPath(child, found);
  return found;
}

/** What is marked for a path: its own block; of a form, which draws nothing of its own, the first within it. */
function markedBlock(
  byPath: ReadonlyMap<string, Block>,
  path: string,
  kind: ChangeKind,
): { block: Block; kind: ChangeKind } | undefined {
  const found = byPath.get(path);
  if (found !== undefined) return { block: found, kind };
  for (const [other, block] of byPath) if (other.startsWith(`${path}/`)) return { block, kind };
  // An option that isn't drawn, as those of a closed dropdown: what holds it has changed.
  const holder = path.includes('#') ? byPath.get(path.split('#')[0] ?? '') : undefined;
  return holder === undefined ? undefined : { block: holder, kind: 'changed' };
}

/** The card with marks on what differs. */
export function markCard(card: Card, marks: ReadonlyMap<string, ChangeKind>, isTitleChanged: boolean): Card {
  const byPath = blocksByPath(card.block);
  const marked = new Map<Block, ChangeKind>();
  for (const [path, kind] of marks) {
    const found = markedBlock(byPath, path, kind);
    if (found !== undefined && !marked.has(found.block)) marked.set(found.block, found.kind);
  }
  const shapes = [...marked].flatMap(([block, kind]) => markShapes(block, kind));
  if (isTitleChanged)
    shapes.push(
      ...markShapes(
        { type: 'TitleBar', path: '', x: 40, y: 9, width: card.width - 80, height: 32, shapes: [], children: [] },
        'changed',
      ),
    );
  const overlay: Block = {
    type: 'Changes',
    path: '',
    x: 0,
    y: 0,
    width: card.width,
    height: card.height,
    shapes,
    children: [],
  };
  return { ...card, block: { ...card.block, children: [...card.block.children, overlay] } };
}
