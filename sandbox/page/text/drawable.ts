import type { Button, KnownBlock } from '@slack/types';

export const isButton = (element: { type: string } | undefined): element is Button => element?.type === 'button';

/** Blocks that are drawn whatever they hold. */
const ALWAYS = new Set(['divider', 'header', 'image', 'markdown', 'rich_text', 'table']);

/** Whether this page draws a block as Slack does, with nothing left out and nothing that only seems to work. */
export function isDrawable(block: KnownBlock): boolean {
  switch (block.type) {
    case 'section':
      return block.accessory === undefined || isButton(block.accessory);
    case 'context':
      return block.elements.every(({ type }) => type !== 'image');
    case 'actions':
      return block.elements.every(isButton);
    default:
      return ALWAYS.has(block.type);
  }
}
