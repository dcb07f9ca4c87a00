import { z } from 'zod';
import { anyText, elementShape, plainText } from './element-limits.ts';

/**
 * Slack's limits on the blocks of a message or a view, in characters unless said otherwise.
 * Source: the reference pages of the block types, block elements and composition objects on docs.slack.dev.
 */
const LIMITS = {
  messageBlocks: 50,
  blockId: 255,
  actionId: 255,
  text: 3000,
  fields: 10,
  field: 2000,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  inputLabel: 2000,
  inputHint: 2000,
  url: 3000,
  altText: 2000,
} as const;

/**
 * The longest `text` of a message; characters. Slack cuts what is longer (source: "Truncating content" in the docs of
 * `chat.postMessage`), so a bot that sends more loses text: here it is refused.
 */
export const MAX_MESSAGE_TEXT = 40_000;

const blockId = z.string().max(LIMITS.blockId).optional();

const element = z.looseObject({ type: z.string(), action_id: z.string().max(LIMITS.actionId).optional() });
const image = z.looseObject({
  type: z.literal('image'),
  alt_text: z.string().max(LIMITS.altText),
  image_url: z.string().max(LIMITS.url).optional(),
});

const SHAPES: Readonly<Record<string, z.ZodType>> = {
  section: z
    .looseObject({
      block_id: blockId,
      text: anyText(LIMITS.text).optional(),
      fields: z.array(anyText(LIMITS.field)).min(1).max(LIMITS.fields).optional(),
      accessory: z.unknown().optional(),
    })
    .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'missing required field: text'),
  header: z.looseObject({ block_id: blockId, text: plainText(LIMITS.header) }),
  context: z.looseObject({
    block_id: blockId,
    elements: z
      .array(z.union([anyText(LIMITS.text), image]))
      .min(1)
      .max(LIMITS.contextElements),
  }),
  actions: z.looseObject({ block_id: blockId, elements: z.array(element).min(1).max(LIMITS.actionsElements) }),
  input: z.looseObject({
    block_id: blockId,
    label: plainText(LIMITS.inputLabel),
    hint: plainText(LIMITS.inputHint).optional(),
    element,
  }),
  divider: z.looseObject({ block_id: blockId }),
  image: image.extend({ block_id: blockId, title: plainText(LIMITS.field).optional() }),
};

const block = z.looseObject({ type: z.string(), block_id: blockId });
/** The elements of a block that somebody can use, wherever the block keeps them. */
const withElements = z.looseObject({
  elements: z.array(z.unknown()).optional().catch(undefined),
  accessory: z.unknown().optional(),
  element: z.unknown().optional(),
});
const idOf = z.looseObject({ block_id: z.string().optional(), action_id: z.string().optional() });

interface Found {
  pointer: string;
  value: unknown;
}

function problemsOf(shape: z.ZodType, { pointer, value }: Found): string[] {
  const { error } = shape.safeParse(value);
  return (error?.issues ?? []).map(
    ({ path, message }) => `[ERROR] ${message} [json-pointer:${[pointer, ...path].join('/')}]`,
  );
}

function elementsOf({ pointer, value }: Found): Found[] {
  const { data } = withElements.safeParse(value);
  const listed = (data?.elements ?? []).map((each, index) => ({
    pointer: `${pointer}/elements/${index}`,
    value: each,
  }));
  const single = (['accessory', 'element'] as const).flatMap((key) =>
    data?.[key] === undefined ? [] : [{ pointer: `${pointer}/${key}`, value: data[key] }],
  );
  return [...listed, ...single];
}

function problemsOfBlock(found: Found): string[] {
  const { data } = block.safeParse(found.value);
  const shape = data === undefined ? block : (SHAPES[data.type] ?? block);
  const elements = elementsOf(found);
  return [
    ...problemsOf(shape, found),
    ...elements.flatMap((each) => {
      const type = element.safeParse(each.value).data?.type;
      return type === undefined ? [] : problemsOf(elementShape(type), each);
    }),
    ...repeated(elements.map(({ value }) => idOf.safeParse(value).data?.action_id)).map(
      (id) => `[ERROR] \`action_id\` ${id} already exists [json-pointer:${found.pointer}]`,
    ),
  ];
}

function repeated(ids: readonly (string | undefined)[]): string[] {
  const given = ids.filter((id) => id !== undefined);
  return [...new Set(given.filter((id, index) => given.indexOf(id) !== index))];
}

/** Where the blocks are and how many they may be. */
export interface BlocksOf {
  /** What the JSON pointers of the problems begin with. */
  pointer: string;
  most: number;
}

const OF_MESSAGE: BlocksOf = { pointer: '/blocks', most: LIMITS.messageBlocks };

/**
 * What Slack would refuse the `blocks` of a message (unless said otherwise) for, in the form of its
 * `response_metadata.messages`. Block types that have no limits here are let through.
 *
 * @returns an empty list where nothing is wrong.
 */
export function blockProblems(blocks: unknown, { pointer, most }: BlocksOf = OF_MESSAGE): string[] {
  if (!Array.isArray(blocks)) return [`[ERROR] must be an array [json-pointer:${pointer}]`];
  const found = blocks.map((value: unknown, index) => ({ pointer: `${pointer}/${index}`, value }));
  const tooMany = blocks.length > most ? [`[ERROR] no more than ${most} items allowed [json-pointer:${pointer}]`] : [];
  const repeatedIds = repeated(found.map(({ value }) => idOf.safeParse(value).data?.block_id));
  return [
    ...tooMany,
    ...found.flatMap(problemsOfBlock),
    ...repeatedIds.map((id) => `[ERROR] \`block_id\` ${id} already exists [json-pointer:${pointer}]`),
  ];
}
