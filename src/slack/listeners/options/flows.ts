import { z } from 'zod';
import { resolveSpace } from '../../../flows/ids/spaces.ts';
import type { Translate } from '../../../i18n.ts';
import { spaceFor } from '../../answers/spaces.ts';
import { FLOWS, flowOptions, MAX_FLOW_OPTIONS, SPACE } from '../../messages/picker-view.ts';
import { cleanWords, readFlow } from '../../payloads/command/words.ts';
import { toFlowChoice } from '../../payloads/flow-choice.ts';
import { viewValues } from '../../payloads/view-values.ts';
import type { OptionsDoor } from '../door.ts';
import type { ListenerParts } from '../listener-parts.ts';

const suggestion = z.object({
  value: z.string().default(''),
  view: z.object({ state: z.object({ values: z.unknown() }).optional().catch(undefined) }).optional(),
});

/** What was typed or pasted: an ID, also in a link that may name its space, or words to look for. */
function readTyped(typed: string): { query: string; id?: string; space?: string | undefined } {
  const flow = readFlow(cleanWords(typed));
  if (!flow.ok || 'name' in flow.value) return { query: typed.trim() };
  return { query: flow.value.flowId, id: flow.value.flowId, space: flow.value.space };
}

/** A typed ID can be chosen all the same. */
function optionsWhereFailed(t: Translate, value: string) {
  const { id } = readTyped(value);
  const typed = id === undefined ? undefined : { id, value: id };
  return flowOptions(t, { flows: [], total: 0, isComplete: true, hasFailed: true, typed });
}

/** The option for a typed ID: in the space that its link names, else where the modal's own field says. */
function typedOption({ accounts }: Pick<ListenerParts, 'accounts'>, id: string, space: string | undefined) {
  const named = space === undefined ? undefined : resolveSpace(accounts, space, undefined);
  return { id, value: toFlowChoice({ flowId: id, space: named?.ok ? named.value : undefined }) };
}

/** The type-ahead of the picker: the flows of the chosen space that match what was typed. */
export const flows: OptionsDoor = {
  kind: 'options',
  name: FLOWS,
  right: 'fetch',
  action: undefined,
  optionsWhereFailed,

  async options(parts, { t, requester, origin, read }) {
    const { value, view } = read(suggestion);
    const { query, id, space: linked } = readTyped(value);
    const chosen = viewValues(view?.state?.values).text(SPACE);
    const space = await spaceFor(parts, requester, linked ?? chosen);
    if (!space.ok) return optionsWhereFailed(t, value);
    // Before anything is typed, the name that the modal was opened with.
    const wanted = query === '' ? (origin.name ?? '') : query;
    const page = { offset: 0, limit: MAX_FLOW_OPTIONS };
    const { flows: found, total, isComplete, error } = await parts.catalogue.find(space.value, wanted, page);
    return flowOptions(t, {
      flows: found,
      total,
      isComplete,
      hasFailed: error !== undefined,
      typed: id === undefined ? undefined : typedOption(parts, id, linked),
      // The space of a link need not be the one that the modal's field says.
      choiceOf: (flow) => toFlowChoice({ flowId: flow.flowId, space: linked === undefined ? undefined : flow }),
    });
  },
};
