import type { Block, Card } from '../scene/shape.ts';
import type { Exit } from './exits.ts';

/** Where an exit leaves its card. */
export interface Port {
  exit: Exit;
  /** From the top of the card: the middle of what it belongs to. */
  anchorY: number;
  /** Where its line runs, moved down where another is near. */
  y: number;
}

/** Height of a button of one line. */
const BUTTON = 40;

function middles(block: Block, found = new Map<string, number>()): Map<string, number> {
  // A button has its captions above.
  const middle = block.type === 'Footer' ? block.y + block.height - BUTTON / 2 : block.y + block.height / 2;
  if (block.path !== '') found.set(block.path, middle);
  for (const child of block.children) middles(child, found);
  return found;
}

function anchorY(exit: Exit, byPath: ReadonlyMap<string, number>, card: Card): number {
  const path = exit.anchor ?? '';
  return byPath.get(path) ?? byPath.get(path.split('#')[0] ?? '') ?? card.height - 40;
}

/**
 * The ports of a card from top to bottom, none nearer to another than `apart`. Routes of the routing model have none:
 * they leave from where the endpoint is asked, or from the title.
 */
export function portsOf(card: Card, exits: readonly Exit[], scale: number, mostHeight: number, apart: number): Port[] {
  const byPath = middles(card.block);
  const bottom = Math.min(card.height, mostHeight) * scale;
  const ports = exits
    .map((exit) => {
      const y = Math.min(anchorY(exit, byPath, card) * scale, bottom - 8);
      return { exit, anchorY: y, y };
    })
    .sort((one, other) => one.anchorY - other.anchorY);
  let last = Number.NEGATIVE_INFINITY;
  for (const port of ports) {
    port.y = Math.max(port.y, last + apart);
    last = port.y;
  }
  // What was pushed below the card comes up again from below.
  let next = Math.max(bottom - 8, ports.length * apart);
  for (const port of [...ports].reverse()) {
    port.y = Math.min(port.y, next);
    next = port.y - apart;
  }
  return ports;
}
