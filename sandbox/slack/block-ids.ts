import type { KnownBlock } from '@slack/types';
import { z } from 'zod';

/** Blocks as they come from outside, once `blockProblems` has nothing against them. */
export const knownBlocks = z.array(z.custom<KnownBlock>((value) => typeof value === 'object' && value !== null));

const blockWithElements = z.looseObject({
  elements: z.array(z.unknown()).optional(),
  accessory: z.unknown().optional(),
  element: z.unknown().optional(),
});
/** The types of element that somebody can use (source: the reference of the block elements). */
const INTERACTIVE =
  /^(?:button|workflow_button|overflow|checkboxes|radio_buttons|\w+_input|\w+_select|(?:date|time|datetime)picker)$/;
const interactive = z.looseObject({ type: z.string().regex(INTERACTIVE), action_id: z.string().optional() });
/** Whether somebody can use that element. */
export const isInteractive = (element: unknown): boolean => interactive.safeParse(element).success;

const button = z.looseObject({
  type: z.literal('button'),
  action_id: z.string().optional(),
  text: z.unknown(),
  value: z.string().optional(),
  style: z.string().optional(),
});

/**
 * Blocks as Slack keeps them: every block has a `block_id` and every element that somebody can use an `action_id`, generated where the app gave
 * none, so that each use can be told apart (source: "block_id" in the reference of the block types).
 *
 * @param newId gives an ID that is unique within a message or a view.
 */
export function withIds(blocks: readonly unknown[], newId: () => string): KnownBlock[] {
  const withActionId = (element: unknown): unknown => {
    const { data } = interactive.safeParse(element);
    return data === undefined ? element : { ...data, action_id: data.action_id ?? newId() };
  };
  return knownBlocks.parse(
    blocks.map((block) => {
      const { elements, accessory, element, ...rest } = blockWithElements.parse(block);
      return {
        block_id: newId(),
        ...rest,
        ...(elements && { elements: elements.map(withActionId) }),
        ...(accessory !== undefined && { accessory: withActionId(accessory) }),
        ...(element !== undefined && { element: withActionId(element) }),
      };
    }),
  );
}

/** A button in a message, as `block_actions` reports it. */
export interface FoundButton {
  actionId: string;
  text: unknown;
  value: string | undefined;
  style: string | undefined;
}

/** The button that these IDs name, wherever the block keeps it; undefined where there is none. */
export function findButton(blocks: readonly unknown[], blockId: string, actionId: string): FoundButton | undefined {
  const block = blocks.find((each) => z.looseObject({ block_id: z.literal(blockId) }).safeParse(each).success);
  const { data } = blockWithElements.safeParse(block);
  for (const element of [...(data?.elements ?? []), data?.accessory]) {
    const found = button.safeParse(element).data;
    if (found?.action_id === actionId) return { actionId, text: found.text, value: found.value, style: found.style };
  }
  return undefined;
}
