import { z } from 'zod';
import type { Person } from '../../flows/records.ts';
import { interactingPerson } from './person.ts';
import { isWorkspaceId } from './slack-ids.ts';
import { parseViewOrigin, type ViewOrigin } from './view-origin.ts';

/** Who did something in Slack, and where, as far as the payload says. */
export interface Caller {
  person: Person | undefined;
  /** Absent in the Home tab and for a global shortcut. */
  channelId: string | undefined;
  /** The thread that it was done in, which private lines go to. */
  threadTs: string | undefined;
  /** Takes five private lines within 30 minutes; absent where Slack gives none. */
  responseUrl: string | undefined;
  /** Opens a modal within three seconds. */
  triggerId: string | undefined;
  /** What a modal remembers of where it was opened from. */
  origin: ViewOrigin;
}

const optionalText = z.string().optional().catch(undefined);
const withId = z.object({ id: z.string() }).optional().catch(undefined);

/** What payloads of every kind have in common; each field by itself, so that one of another shape hides none of the rest. */
const facts = z.object({
  team_id: optionalText,
  user_id: optionalText,
  channel_id: optionalText,
  response_url: optionalText,
  trigger_id: optionalText,
  channel: withId,
  container: z.object({ channel_id: optionalText, thread_ts: optionalText }).optional().catch(undefined),
  view: z.object({ private_metadata: optionalText }).optional().catch(undefined),
});

function personOf(body: unknown, { team_id: teamId, user_id: userId }: z.infer<typeof facts>): Person | undefined {
  if (isWorkspaceId(teamId) && userId !== undefined) return { teamId, userId };
  return interactingPerson.safeParse(body).data;
}

/** Reads who is to be answered, and where: also of a payload that is otherwise not as Slack documents it. */
export function readCaller(body: unknown): Caller {
  const given = facts.safeParse(body).data ?? facts.parse({});
  const origin = parseViewOrigin(given.view?.private_metadata);
  return {
    person: personOf(body, given),
    channelId: given.channel_id ?? given.container?.channel_id ?? given.channel?.id ?? origin.channelId,
    threadTs: given.container?.thread_ts ?? origin.lineThreadTs,
    responseUrl: given.response_url ?? origin.responseUrl,
    triggerId: given.trigger_id,
    origin,
  };
}
