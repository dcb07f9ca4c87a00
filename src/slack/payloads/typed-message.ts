import { z } from 'zod';
import { isWorkspaceId } from './slack-ids.ts';

/** Something that a person wrote in Slack for the bot to read: a mention of it, or a message in its direct message. */
export interface TypedMessage {
  /** Of the workspace that the bot is installed in. */
  teamId: string;
  userId: string;
  channelId: string;
  /** Names the message within its channel. */
  ts: string;
  /** Of the message whose thread it is a reply in; absent: it is no reply. */
  threadTs: string | undefined;
  /** What was typed, without mentions. */
  text: string;
  /** Whether its author belongs to another organisation, met in a channel that is shared with it. */
  isByOutsider: boolean;
  /** All of it, with blocks and files. */
  message: object;
}

/** What people write themselves, besides plain messages; every other subtype tells of something that happened. */
const WRITTEN = ['file_share', 'thread_broadcast'];

const given = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== false;

const byPerson = z.looseObject({
  event: z
    .looseObject({})
    .refine(
      ({ bot_id: botId, bot_profile: bot, edited, hidden, subtype }) =>
        ![botId, bot, edited, hidden].some(given) && (!given(subtype) || WRITTEN.includes(String(subtype))),
    ),
});

/**
 * Whether an event tells of a message that is somebody's first word: not written by a bot, this one or another, and not
 * edited, deleted or made by Slack.
 */
export const isWrittenByPerson = (body: unknown): boolean => byPerson.safeParse(body).success;

const optionalText = z.string().nullish().catch(undefined);

const envelope = z.object({
  team_id: optionalText,
  context_team_id: optionalText,
  is_ext_shared_channel: z.boolean().nullish().catch(undefined),
  authorizations: z
    .array(z.object({ team_id: optionalText, enterprise_id: optionalText }))
    .nullish()
    .catch(undefined),
  event: z.looseObject({
    user: z.string().min(1),
    channel: z.string().min(1),
    ts: z.string().min(1),
    text: z.string().nullish().default(''),
    thread_ts: optionalText,
    team: optionalText,
    user_team: optionalText,
    source_team: optionalText,
    user_profile: z.object({ team: optionalText }).nullish().catch(undefined),
  }),
});

const ESCAPED: readonly (readonly [RegExp, string])[] = [
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&amp;/g, '&'],
];

/** What a link, a date or a number was before Slack put it in angle brackets. */
function unlinked(address: string, label: string | undefined): string {
  if (address.startsWith('@')) return ' ';
  if (/^[!#]/.test(address)) return label === undefined ? ' ' : ` ${label} `;
  return /^(?:tel|mailto):/i.test(address) ? (label ?? address.replace(/^\w+:/, '')) : ` ${address} `;
}

/**
 * Slack's mrkdwn as it was typed: links are addresses again, mentions are gone, `&lt;` is `<` (source: "Formatting text for
 * app surfaces" in Slack's docs, on retrieving messages).
 */
export function asTyped(mrkdwn: string): string {
  const unbracketed = mrkdwn.replace(
    /<([^<>|\n]{1,4000})(?:\|([^<>\n]{0,4000}))?>/g,
    (_all, address: string, label?: string) => unlinked(address, label),
  );
  return ESCAPED.reduce((text, [escaped, sign]) => text.replace(escaped, sign), unbracketed).trim();
}

/**
 * Reads a message out of its event's envelope. Its workspace is the installation's: in a shared channel `team_id` may be
 * the author's (source: "Slack Connect" in Slack's docs).
 */
export const typedMessage: z.ZodType<TypedMessage> = envelope.transform((body, context): TypedMessage => {
  const { event } = body;
  const [installation] = body.authorizations ?? [];
  const teamId = [installation?.team_id, body.context_team_id, body.team_id].find(isWorkspaceId);
  if (teamId === undefined) {
    context.addIssue('names no workspace');
    return z.NEVER;
  }
  const organisation = installation?.enterprise_id ?? undefined;
  const authorTeam = event.user_team ?? event.user_profile?.team ?? event.source_team ?? event.team;
  // Another workspace may be one of the same organisation: what Slack says of the person tells.
  const mayBeOfOrganisation = organisation !== undefined && isWorkspaceId(authorTeam);
  const isFromElsewhere =
    typeof authorTeam === 'string' && ![teamId, organisation].includes(authorTeam) && !mayBeOfOrganisation;
  return {
    teamId,
    userId: event.user,
    channelId: event.channel,
    ts: event.ts,
    threadTs: event.thread_ts === event.ts ? undefined : (event.thread_ts ?? undefined),
    text: asTyped(event.text ?? ''),
    // Workspaces of one organisation share channels too.
    isByOutsider: isFromElsewhere && body.is_ext_shared_channel !== false,
    message: event,
  };
});
