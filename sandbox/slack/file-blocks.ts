import { z } from 'zod';
import { isInteractive } from './block-ids.ts';
import type { FileBlocks } from './page-api.ts';
import type { Refusal } from './refusal.ts';

const block = z.looseObject({ type: z.string() });
const withElements = z.looseObject({ elements: z.array(z.unknown()).default([]), accessory: z.unknown().optional() });

/** About so many characters of blocks are the most (source: slackapi/bolt-js issue 2509). */
const MAX_CHARACTERS = 13_200;

const hasInteractive = (each: unknown): boolean => {
  const { elements, accessory } = withElements.parse(each);
  return [...elements, accessory].some(isInteractive);
};

/**
 * What Slack has against blocks beside a file; undefined: nothing. A `markdown` block fails always (source:
 * slackapi/python-slack-sdk issue 1756).
 *
 * @param rule whether it takes buttons there, or any blocks at all: nobody has published it.
 */
export function fileBlocksRefusal(blocks: readonly unknown[], rule: FileBlocks): Refusal | undefined {
  if (blocks.length === 0) return undefined;
  if (rule === 'none')
    return { error: 'invalid_blocks', messages: ['[ERROR] no blocks are taken [json-pointer:/blocks]'] };
  if (blocks.some((each) => block.safeParse(each).data?.type === 'markdown')) return { error: 'internal_error' };
  if (JSON.stringify(blocks).length > MAX_CHARACTERS) return { error: 'msg_blocks_too_long' };
  const at = rule === 'no-interactive' ? blocks.findIndex(hasInteractive) : -1;
  if (at < 0) return undefined;
  return { error: 'invalid_blocks', messages: [`[ERROR] unsupported type [json-pointer:/blocks/${at}]`] };
}
