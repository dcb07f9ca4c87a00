import { z } from 'zod';
import type { DestinationChoice } from '../messages/picker-view.ts';

const chosenOption = z.object({ value: z.string() });
const element = z.object({
  value: z.string().nullish(),
  selected_option: chosenOption.nullish(),
  selected_options: z.array(chosenOption).nullish(),
  selected_conversation: z.string().nullish(),
});
const stateValues = z.record(z.string(), z.record(z.string(), element.catch({})));

/** What a person filled into a modal, by the IDs of its inputs: ours are the same for block and element. */
export interface ViewValues {
  /** A text, or the value of the one option that was chosen; undefined where it was left empty. */
  text(id: string): string | undefined;
  /** The values of the options that were chosen, in all inputs whose ID begins so. */
  options(idStart: string): string[];
  conversation(id: string): string | undefined;
}

/** Reads a view's `state.values`; what is not of their shape is empty. */
export function viewValues(values: unknown): ViewValues {
  const parsed = stateValues.safeParse(values).data ?? {};
  const elements = Object.entries(parsed).flatMap(([blockId, byAction]) =>
    Object.values(byAction).map((state) => ({ blockId, state })),
  );
  const find = (id: string) => elements.find(({ blockId }) => blockId === id)?.state;
  return {
    text: (id) => find(id)?.selected_option?.value ?? (find(id)?.value?.trim() || undefined),
    options: (idStart) =>
      elements
        .filter(({ blockId }) => blockId.startsWith(idStart))
        .flatMap(({ state }) => (state.selected_options ?? []).map(({ value }) => value)),
    conversation: (id) => find(id)?.selected_conversation ?? undefined,
  };
}

export const isDestinationChoice = (text: string | undefined): text is DestinationChoice =>
  text === 'thread' || text === 'conversation' || text === 'only-me';
