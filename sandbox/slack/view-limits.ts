import { z } from 'zod';
import { blockProblems } from './block-limits.ts';
import { plainText } from './element-limits.ts';

/**
 * Slack's limits on views, in characters unless said otherwise.
 * Source: the fields of modals and of Home tabs in the reference of views on docs.slack.dev.
 */
const LIMITS = { blocks: 100, title: 24, button: 24, callbackId: 255, externalId: 255, privateMetadata: 3000 } as const;

const common = {
  callback_id: z.string().max(LIMITS.callbackId).optional(),
  external_id: z.string().max(LIMITS.externalId).optional(),
  private_metadata: z.string().max(LIMITS.privateMetadata).optional(),
};
const view = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('home'), ...common }),
  z.looseObject({
    type: z.literal('modal'),
    title: plainText(LIMITS.title),
    submit: plainText(LIMITS.button).nullish(),
    close: plainText(LIMITS.button).nullish(),
    ...common,
  }),
]);
const withInput = z.looseObject({ blocks: z.array(z.unknown()), submit: z.undefined().or(z.null()) });
const inputBlock = z.looseObject({ type: z.literal('input') });

/** "submit is required when an input block is within the blocks array": the reference of modals. */
function lacksSubmit(value: unknown): boolean {
  const { data } = withInput.safeParse(value);
  return data?.blocks.some((block) => inputBlock.safeParse(block).success) ?? false;
}

/**
 * What Slack would refuse a view for, in the form of its `response_metadata.messages`.
 *
 * @param type of view that is asked for: `views.publish` takes no modal, and the others no Home tab.
 * @returns an empty list where nothing is wrong.
 */
export function viewProblems(value: unknown, type: 'modal' | 'home'): string[] {
  const { data, error } = view.safeParse(value);
  if (data === undefined) {
    return (error?.issues ?? []).map(
      ({ path, message }) => `[ERROR] ${message} [json-pointer:${['/view', ...path].join('/')}]`,
    );
  }
  if (data.type !== type) return [`[ERROR] must be a ${type} view [json-pointer:/view/type]`];
  return [
    ...blockProblems(data.blocks, { pointer: '/view/blocks', most: LIMITS.blocks }),
    ...(type === 'modal' && lacksSubmit(data) ? ['[ERROR] missing required field: submit [json-pointer:/view]'] : []),
  ];
}
