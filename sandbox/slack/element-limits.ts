import { z } from 'zod';

/**
 * Slack's limits on the elements of blocks, in characters unless said otherwise.
 * Source: the reference pages of the block elements and composition objects on docs.slack.dev.
 */
const LIMITS = {
  actionId: 255,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  placeholder: 150,
  inputValue: 3000,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  groupLabel: 75,
  /** Options, and groups of them. */
  selectOptions: 100,
  boxes: 10,
  overflowOptions: 5,
} as const;

/** Text of this type and of at most `max` characters. */
export const plainText = (max: number) =>
  z.looseObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max) });
/** Plain text or mrkdwn of at most `max` characters. */
export const anyText = (max: number) =>
  z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(max) });

const base = z.looseObject({
  action_id: z.string().max(LIMITS.actionId).optional(),
  placeholder: plainText(LIMITS.placeholder).optional(),
});

const button = z.looseObject({
  text: plainText(LIMITS.buttonText),
  action_id: z.string().max(LIMITS.actionId).optional(),
  value: z.string().max(LIMITS.buttonValue).optional(),
  url: z.string().max(LIMITS.url).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const option = z.looseObject({
  text: plainText(LIMITS.optionText),
  value: z.string().min(1).max(LIMITS.optionValue),
  description: plainText(LIMITS.optionDescription).exactOptional(),
});
/** Of check boxes and radio buttons, which also take mrkdwn. */
const boxOption = option.extend({
  text: anyText(LIMITS.optionText),
  description: anyText(LIMITS.optionDescription).optional(),
});
const options = z.array(option).max(LIMITS.selectOptions);
const groups = z
  .array(z.looseObject({ label: plainText(LIMITS.groupLabel), options: options.min(1) }))
  .max(LIMITS.selectOptions);

const boxes = base.extend({ options: z.array(boxOption).min(1).max(LIMITS.boxes) });
const staticSelect = base
  .extend({ options: options.min(1).optional(), option_groups: groups.min(1).optional() })
  .refine((select) => select.options !== undefined || select.option_groups !== undefined, 'missing field: options');
const externalSelect = base.extend({ min_query_length: z.number().int().min(0).optional() });

const SHAPES: Readonly<Record<string, z.ZodType>> = {
  button,
  plain_text_input: base.extend({
    initial_value: z.string().max(LIMITS.inputValue).optional(),
    min_length: z.number().int().min(0).max(LIMITS.inputValue).optional(),
    max_length: z.number().int().min(1).max(LIMITS.inputValue).optional(),
  }),
  checkboxes: boxes,
  radio_buttons: boxes,
  static_select: staticSelect,
  multi_static_select: staticSelect,
  external_select: externalSelect.extend({ initial_option: option.optional() }),
  multi_external_select: externalSelect.extend({ initial_options: options.min(1).optional() }),
  overflow: base.extend({ options: z.array(option).min(1).max(LIMITS.overflowOptions) }),
};

/** The limits of an element of that type; those that all elements have where it has no others. */
export const elementShape = (type: string): z.ZodType => SHAPES[type] ?? base;

/** An app's answer to `block_suggestion`, within the limits: its options, or those of all its groups in one list. */
export const suggestedOptions = z
  .union([z.object({ options }), z.object({ option_groups: groups })])
  .transform((answer) =>
    'options' in answer ? answer.options : answer.option_groups.flatMap((group) => group.options),
  );
