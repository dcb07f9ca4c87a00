import type { KnownBlock } from '@slack/types';
import { type Message, section } from '../messages/message.ts';

/** How a message stands beside a file, from the one with most in it to the one that every Slack takes. */
export const FILE_FORMS = ['with-buttons', 'without-buttons', 'text'] as const;
export type FileForm = (typeof FILE_FORMS)[number];

/** What `files.completeUploadExternal` takes beside the files. A comment makes Slack ignore the blocks. */
export type Beside = { blocks: KnownBlock[] } | { initial_comment: string };

/**
 * Characters of blocks, as JSON, that Slack takes in one message: it refuses from about 13,200 on (slackapi/bolt-js issue
 * 2509).
 */
const MAX_BLOCKS_LENGTH = 13_000;
/** In place of what was cut. */
const CUT_MARK = section('…');

/** Those by which somebody can do something. Nobody has published whether Slack takes them beside a file. */
export const buttonBlocks = ({ blocks }: Pick<Message, 'blocks'>): KnownBlock[] =>
  blocks.filter(({ type }) => type === 'actions');

function withoutButtons(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.flatMap((block): KnownBlock[] => {
    if (block.type === 'actions') return [];
    if (block.type !== 'section' || block.accessory === undefined || block.accessory.type === 'image') return [block];
    const { accessory: _button, ...rest } = block;
    return [rest];
  });
}

/** Whether there is something that `without-buttons` leaves out. */
export function hasButtons({ blocks }: Pick<Message, 'blocks'>): boolean {
  const left = withoutButtons(blocks);
  return left.length < blocks.length || left.some((block, index) => block !== blocks[index]);
}

const fits = (blocks: readonly KnownBlock[]) => JSON.stringify(blocks).length <= MAX_BLOCKS_LENGTH;

/** As many blocks as Slack takes: sections are left out from the end, never the first, which says what it is about. */
function fitted(blocks: readonly KnownBlock[]): KnownBlock[] | undefined {
  const left = [...blocks];
  let cutAt: number | undefined;
  while (!fits(left)) {
    const last = left.findLastIndex((block, index) => index > 0 && index !== cutAt && block.type === 'section');
    if (last < 0) return undefined;
    left.splice(last, cutAt === undefined ? 1 : cutAt - last + 1, CUT_MARK);
    cutAt = last;
  }
  return left;
}

/**
 * A message in one of its forms.
 *
 * @returns undefined where the blocks are too long even without what can be cut, or none are left.
 */
export function besideFile({ text, blocks }: Message, form: FileForm): Beside | undefined {
  if (form === 'text') return { initial_comment: text };
  const taken = fitted(form === 'with-buttons' ? blocks : withoutButtons(blocks));
  return taken === undefined || taken.length === 0 ? undefined : { blocks: taken };
}
