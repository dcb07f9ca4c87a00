import { publishHome } from '../answers/home-tab.ts';
import { formsFor } from './commands/table.ts';
import type { Interaction } from './door.ts';
import type { ListenerParts } from './listener-parts.ts';

/**
 * Makes a person's Home tab anew.
 *
 * @throws what the store or `views.publish` throws.
 */
export const showHome = (
  parts: ListenerParts,
  { client, requester }: Pick<Interaction, 'client'> & { requester: { teamId: string; userId: string } },
): Promise<void> => publishHome(parts, client, requester, formsFor(parts));

/** As `showHome`, where the person has the answer already: that the tab is old is logged, and no failure of what was done. */
export const refreshHome = (parts: ListenerParts, interaction: Interaction): Promise<void> =>
  showHome(parts, interaction).catch((error: unknown) =>
    parts.log.warn({ err: error, userId: interaction.requester.userId }, 'The Home tab could not be made anew'),
  );
