import type { KnownBlock } from '@slack/types';
import type { Line } from '../../../sandbox/slack/page-api.ts';

function textsOf(block: KnownBlock): string[] {
  switch (block.type) {
    case 'section':
      return [block.text, ...(block.fields ?? [])].flatMap((text) => (text === undefined ? [] : [text.text]));
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? [element.text] : []));
    case 'header':
      return [block.text.text];
    default:
      return [];
  }
}

/** All that a message says in its blocks, or in its text where it has none. */
export function said({ blocks, text }: Pick<Line, 'blocks' | 'text'>): string {
  return blocks === undefined || blocks.length === 0 ? text : blocks.flatMap(textsOf).join('\n');
}

/** The names of the JSON files of a message, beside which there may be pictures. */
export const jsonNamesOf = ({ files }: Pick<Line, 'files'>): string[] =>
  files.map(({ name }) => name).filter((name) => name.endsWith('.json'));
