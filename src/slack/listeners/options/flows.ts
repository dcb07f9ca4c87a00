import { z } from 'zod';
import { isFlowId } from '../../../flows/ids/flow-id.ts';
import type { Translate } from '../../../i18n.ts';
import { spaceFor } from '../../answers/spaces.ts';
import { FLOWS, flowOptions, MAX_FLOW_OPTIONS, SPACE } from '../../messages/picker-view.ts';
import { viewValues } from '../../payloads/view-values.ts';
import type { OptionsDoor } from '../door.ts';

const suggestion = z.object({
  value: z.string().default(''),
  view: z.object({ state: z.object({ values: z.unknown() }).optional().catch(undefined) }).optional(),
});

const idIn = (typed: string) => (isFlowId(typed.trim()) ? typed.trim() : undefined);

/** A typed ID can be chosen all the same. */
const optionsWhereFailed = (t: Translate, typed: string) =>
  flowOptions(t, { flows: [], more: 0, isComplete: true, hasFailed: true, typedId: idIn(typed) });

/** The type-ahead of the picker: the flows of the chosen space that match what was typed. */
export const flows: OptionsDoor = {
  kind: 'options',
  name: FLOWS,
  optionsWhereFailed,

  async options(parts, { t, requester, read }) {
    const { value, view } = read(suggestion);
    const space = await spaceFor(parts, requester, viewValues(view?.state?.values).text(SPACE));
    if (!space.ok) return optionsWhereFailed(t, value);
    const {
      flows: found,
      more,
      isComplete,
      error,
    } = await parts.catalogue.find(space.value, value.trim(), MAX_FLOW_OPTIONS);
    return flowOptions(t, { flows: found, more, isComplete, hasFailed: error !== undefined, typedId: idIn(value) });
  },
};
