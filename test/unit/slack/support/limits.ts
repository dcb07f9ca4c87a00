import type { KnownBlock, View } from '@slack/types';
import { z } from 'zod';
import { blockProblems, MAX_MESSAGE_TEXT } from '../../../../sandbox/slack/block-limits.ts';
import type { Message } from '../../../../src/slack/messages/message.ts';

/** Blocks that a modal or a Home tab holds (source: the reference of views). */
const MAX_VIEW_BLOCKS = 100;
/** `blockProblems` takes a message's worth at a time. */
const BLOCKS_AT_A_TIME = 50;

const plainText = (max: number) => z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max) });

/** Source: the reference of the option object. */
const option = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(150),
  description: plainText(75).optional(),
});
const actionId = z.string().min(1).max(255);

/** Source: the reference of each element; the counts of options are theirs. */
const element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('plain_text_input'),
    action_id: actionId,
    max_length: z.int().min(1).max(3000),
    initial_value: z.string().max(3000).optional(),
  }),
  z.strictObject({
    type: z.literal('static_select'),
    action_id: actionId,
    options: z.array(option).min(1).max(100),
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    action_id: actionId,
    options: z.array(option).min(1).max(10),
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    action_id: actionId,
    options: z.array(option).min(1).max(10),
    initial_options: z.array(option).min(1).max(10).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_static_select'),
    action_id: actionId,
    options: z.array(option).min(1).max(100),
    initial_options: z.array(option).min(1).max(100).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    action_id: actionId,
    min_query_length: z.int().min(0),
    max_selected_items: z.int().min(1),
    placeholder: plainText(150),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    action_id: actionId,
    default_to_current_conversation: z.boolean(),
  }),
]);

/** Source: the reference of the input block. */
const inputBlock = z.strictObject({
  type: z.literal('input'),
  block_id: z.string().min(1).max(255),
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean(),
  element,
});

/** Source: the reference of views. */
const modal = z.looseObject({
  type: z.literal('modal'),
  callback_id: z.string().min(1).max(255),
  title: plainText(24),
  submit: plainText(24),
  close: plainText(24),
  private_metadata: z.string().max(3000),
  blocks: z.array(z.unknown()).min(1).max(MAX_VIEW_BLOCKS),
});
const home = z.looseObject({ type: z.literal('home'), blocks: z.array(z.unknown()).min(1).max(MAX_VIEW_BLOCKS) });

const problemsBy = (schema: z.ZodType, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join('/')}: ${message}`);

function repeated(ids: readonly (string | undefined)[]): string[] {
  const given = ids.filter((id) => id !== undefined);
  return given.filter((id, index) => given.indexOf(id) !== index).map((id) => `the ID ${id} is there twice`);
}

/** An option that is chosen beforehand has to be one of those offered. */
function strayChoices(blocks: readonly KnownBlock[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type !== 'input') return [];
    const { data } = z
      .looseObject({
        options: z.array(z.unknown()),
        initial_option: z.unknown().optional(),
        initial_options: z.array(z.unknown()).default([]),
      })
      .safeParse(block.element);
    if (data === undefined) return [];
    const offered = new Set(data.options.map((each) => JSON.stringify(each)));
    const chosen = [...data.initial_options, ...(data.initial_option === undefined ? [] : [data.initial_option])];
    return chosen.map((each) => JSON.stringify(each)).filter((each) => !offered.has(each));
  });
}

/** What Slack would refuse or cut of options that a type-ahead is answered with: 100 at the most, none of them twice. */
export const problemsOfOptions = (options: readonly { value?: string }[]): string[] => [
  ...problemsBy(z.array(option).min(1).max(100), options),
  ...repeated(options.map(({ value }) => value)),
];

/** What Slack would refuse or cut of a message. */
export const problemsOfMessage = ({ text, blocks }: Message): string[] => [
  ...problemsBy(z.string().min(1).max(MAX_MESSAGE_TEXT), text),
  ...(blocks.length === 0 ? ['there is no block'] : []),
  ...blockProblems(blocks),
];

/** What Slack would refuse of a modal or a Home tab. */
export function problemsOfView(view: View): string[] {
  const blocks = view.blocks as KnownBlock[];
  const parts = Array.from({ length: Math.ceil(blocks.length / BLOCKS_AT_A_TIME) }, (_, index) =>
    blocks.slice(index * BLOCKS_AT_A_TIME, (index + 1) * BLOCKS_AT_A_TIME),
  );
  return [
    ...problemsBy(view.type === 'home' ? home : modal, view),
    ...parts.flatMap((part) => blockProblems(part)),
    ...blocks.filter(({ type }) => type === 'input').flatMap((block) => problemsBy(inputBlock, block)),
    ...repeated(blocks.map(({ block_id: id }) => id)),
    ...strayChoices(blocks),
  ];
}
