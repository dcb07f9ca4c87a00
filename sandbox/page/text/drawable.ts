import type { Button, KnownBlock } from '@slack/types';
import { asInput } from './input-elements.ts';

export const isButton = (element: { type: string } | undefined): element is Button => element?.type === 'button';

/** Blocks that are drawn whatever they hold. */
const ALWAYS = new Set(['divider', 'header', 'image', 'markdown', 'rich_text', 'table']);

/** Whether this page draws a block of a message as Slack does, with nothing left out and nothing that only seems to work. */
export function isDrawable(block: KnownBlock): boolean {
  switch (block.type) {
    case 'section':
      return block.accessory === undefined || isButton(block.accessory) || block.accessory.type === 'image';
    case 'context':
      return true;
    case 'actions':
      return block.elements.every(isButton);
    default:
      return ALWAYS.has(block.type);
  }
}

const isUsable = (element: { type: string }) => isButton(element) || asInput(element) !== undefined;

/** The same for a block of a view, in which there are inputs too. */
export function isDrawableInView(block: KnownBlock): boolean {
  switch (block.type) {
    case 'section':
      return block.accessory === undefined || isUsable(block.accessory) || isDrawable(block);
    case 'actions':
      return block.elements.every(isUsable);
    case 'input':
      return asInput(block.element) !== undefined;
    default:
      return isDrawable(block);
  }
}
