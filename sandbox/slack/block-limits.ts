import { z } from 'zod';

/**
 * Slack's limits on the blocks of a message, in characters unless said otherwise.
 * Source: the reference pages of the block types, block elements and composition objects on docs.slack.dev.
 */
const LIMITS = {
  blocks: 50,
  blockId: 255,
  actionId: 255,
  text: 3000,
  fields: 10,
  field: 2000,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  altText: 2000,
} as const;

/**
 * The longest `text` of a message; characters. Slack cuts what is longer (source: "Truncating content" in the docs of
 * `chat.postMessage`), so a bot that sends more loses text: here it is refused.
 */
export const MAX_MESSAGE_TEXT = 40_000;

const plainText = (max: number) => z.looseObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max) });
const anyText = (max: number) =>
  z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(max) });
const blockId = z.string().max(LIMITS.blockId).optional();

const element = z.looseObject({ type: z.string(), action_id: z.string().max(LIMITS.actionId).optional() });
const button = z.looseObject({
  type: z.literal('button'),
  text: plainText(LIMITS.buttonText),
  action_id: z.string().max(LIMITS.actionId).optional(),
  value: z.string().max(LIMITS.buttonValue).optional(),
  url: z.string().max(LIMITS.url).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
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
  divider: z.looseObject({ block_id: blockId }),
  image: image.extend({ block_id: blockId, title: plainText(LIMITS.field).optional() }),
};

const block = z.looseObject({ type: z.string(), block_id: blockId });
/** The elements of a block that somebody can click, wherever the block keeps them. */
const withElements = z.looseObject({
  elements: z.array(z.unknown()).optional().catch(undefined),
  accessory: z.unknown(),
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
  return data?.accessory === undefined
    ? listed
    : [...listed, { pointer: `${pointer}/accessory`, value: data.accessory }];
}

function problemsOfBlock(found: Found): string[] {
  const { data } = block.safeParse(found.value);
  const shape = data === undefined ? block : (SHAPES[data.type] ?? block);
  const elements = elementsOf(found);
  const buttons = elements.filter(({ value }) => element.safeParse(value).data?.type === 'button');
  return [
    ...problemsOf(shape, found),
    ...buttons.flatMap((each) => problemsOf(button, each)),
    ...repeated(elements.map(({ value }) => idOf.safeParse(value).data?.action_id)).map(
      (id) => `[ERROR] \`action_id\` ${id} already exists [json-pointer:${found.pointer}]`,
    ),
  ];
}

function repeated(ids: readonly (string | undefined)[]): string[] {
  const given = ids.filter((id) => id !== undefined);
  return [...new Set(given.filter((id, index) => given.indexOf(id) !== index))];
}

/**
 * What Slack would refuse a message's `blocks` for, in the form of its `response_metadata.messages`. Block types that
 * have no limits here are let through.
 *
 * @returns an empty list where nothing is wrong.
 */
export function blockProblems(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return ['[ERROR] must be an array [json-pointer:/blocks]'];
  const found = blocks.map((value: unknown, index) => ({ pointer: `/blocks/${index}`, value }));
  const tooMany = blocks.length > LIMITS.blocks ? [`[ERROR] no more than ${LIMITS.blocks} items allowed`] : [];
  const repeatedIds = repeated(found.map(({ value }) => idOf.safeParse(value).data?.block_id));
  return [
    ...tooMany,
    ...found.flatMap(problemsOfBlock),
    ...repeatedIds.map((id) => `[ERROR] \`block_id\` ${id} already exists [json-pointer:/blocks]`),
  ];
}
