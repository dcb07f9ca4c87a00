import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readFlow } from '../../../../src/picture/read/flow.ts';
import { drawCard } from '../../../../src/picture/scene/card.ts';
import type { Block, Card, Shape } from '../../../../src/picture/scene/shape.ts';
import type { TextMeasure } from '../../../../src/picture/text/measure.ts';
import { ENGLISH } from '../../../../src/picture/words.ts';

/** Every letter is half as wide as high: what a test expects can be counted. */
export const PLAIN_MEASURE: TextMeasure = { width: (text, { size }) => [...text].length * size * 0.5 };

export type Given = Record<string, unknown>;

export const screenOf = (id: string, children: readonly Given[], more: Given = {}): Given => ({
  id,
  title: `Title of ${id}`,
  layout: { type: 'SingleColumnLayout', children },
  ...more,
});

export const flowOf = (...screens: readonly Given[]): Given => ({ version: '7.3', screens });

export const oneScreen = (children: readonly Given[], more: Given = {}): Given =>
  flowOf(screenOf('FIRST', children, more));

export const navigate = (name: string): Given => ({ name: 'navigate', next: { type: 'screen', name }, payload: {} });

export const footer = (action: Given, label = 'Continue'): Given => ({
  type: 'Footer',
  label,
  'on-click-action': action,
});

export const bind = (path: string): string => `\${${path}}`;

/** An If; its key `then` would make an object written out look like a promise. */
export const branch = (condition: string, yes: readonly Given[], no: readonly Given[]): Given =>
  Object.fromEntries([
    ['type', 'If'],
    ['condition', condition],
    ['then', yes],
    ['else', no],
  ]);

/** The card of the first screen of a flow, measured plainly. */
export function cardOf(flow: Given, measure: TextMeasure = PLAIN_MEASURE): Card {
  const [screen] = readFlow(flow).screens;
  if (screen === undefined) throw new Error('no screen');
  return drawCard(screen, { measure, words: ENGLISH, isEntry: true });
}

export const blocksOf = (block: Block): Block[] => [block, ...block.children.flatMap(blocksOf)];

export const allShapes = (block: Block): Shape[] => blocksOf(block).flatMap(({ shapes }) => shapes);

/** The texts of a block and of what it holds, in the order in which they are drawn. */
export const textsOf = (block: Block): string[] =>
  allShapes(block).flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

/** The block of a type; fails where there is none. */
export function blockOf(card: Card, type: string): Block {
  const found = blocksOf(card.block).find((block) => block.type === type);
  if (found === undefined) throw new Error(`no block ${type}: ${blocksOf(card.block).map((block) => block.type)}`);
  return found;
}

const FLOWS = resolve(import.meta.dirname, '../../../../sandbox/cams/flows');

/** The sandbox's flows, as [name, text]. */
export const SAMPLES: readonly [string, string][] = readdirSync(FLOWS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, readFileSync(resolve(FLOWS, name), 'utf8')]);

/** A PNG of one colour, as Base64. */
export const RED_DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** The head of a PNG that says it is so large; nothing follows. */
export function pngHead(width: number, height: number): string {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x89504e47, 0);
  bytes.writeUInt32BE(0x0d0a1a0a, 4);
  bytes.writeUInt32BE(13, 8);
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
}
