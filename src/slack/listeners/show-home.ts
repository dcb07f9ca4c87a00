import { publishHome } from '../answers/home-tab.ts';
import { formsFor } from './commands/table.ts';
import type { Interaction } from './door.ts';
import type { ListenerParts } from './listener-parts.ts';

/**
 * Makes a person's Home tab anew.
 *
 * @param requested the value of the button in it by which a flow was just requested.
 * @throws what the store or `views.publish` throws.
 */
export const showHome = (
  parts: ListenerParts,
  { client, requester }: Pick<Interaction, 'client'> & { requester: { teamId: string; userId: string } },
  requested?: string,
): Promise<void> => publishHome(parts, client, requester, { forms: formsFor(parts), requested });

/** As `showHome`, where the person has the answer already: that the tab is old is logged, and no failure of what was done. */
export const refreshHome = (parts: ListenerParts, interaction: Interaction, requested?: string): Promise<void> =>
  showHome(parts, interaction, requested).catch((error: unknown) =>
    parts.log.warn({ err: error, userId: interaction.requester.userId }, 'The Home tab could not be made anew'),
  );
