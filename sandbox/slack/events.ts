import { mrkdwnToRichText } from '../page/text/mrkdwn.ts';
import type { Conversation, Person } from './page-api.ts';
import { type AppIdentity, teamOf } from './said.ts';

/** A message as the Web API gives it. */
export interface SentMessage {
  ts: string;
  text: string;
  thread_ts?: string | undefined;
  [field: string]: unknown;
}

export interface EventParts {
  identity: AppIdentity;
  /** Whose doing it is; undefined: the app's own. */
  me: Person | undefined;
  botUserId: string;
  eventId: string;
  /** Unix time; milliseconds. */
  at: number;
  /** Where it happened; undefined: in no conversation. */
  conversation?: Conversation;
}

/**
 * The envelope of the Events API (source: "Events API" and "Slack Connect" in Slack's docs). `team_id` is the workspace
 * of whoever caused the event, which in a shared channel may be another organisation's; `context_team_id` and
 * `authorizations` are the installation's.
 */
export function eventCallback({ identity, me, botUserId, eventId, at, conversation }: EventParts, event: object) {
  const { appId, team, token, organisation } = identity;
  return {
    token,
    team_id: me === undefined ? team.id : teamOf(identity, me).id,
    context_team_id: team.id,
    context_enterprise_id: organisation?.id ?? null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(at / 1000),
    authorizations: [
      {
        enterprise_id: organisation?.id ?? null,
        team_id: organisation === undefined ? team.id : null,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: organisation !== undefined,
      },
    ],
    is_ext_shared_channel: conversation?.sharedWith !== undefined,
    event_context: `4-${eventId}`,
  };
}

/** What every event of a message holds: who wrote what, where. */
function said({ identity, me, conversation }: EventParts, { ts, text, thread_ts: threadTs }: SentMessage) {
  const team = me === undefined ? identity.team : teamOf(identity, me);
  return {
    client_msg_id: `sandbox-${ts}`,
    user: me?.id,
    text,
    ts,
    team: team.id,
    ...(me?.outside && { user_team: team.id, source_team: team.id, user_profile: { name: me.name, team: team.id } }),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    blocks: [{ ...mrkdwnToRichText(text), block_id: `b${ts}` }],
    channel: conversation?.id,
    event_ts: ts,
  };
}

/**
 * A message that mentions the app (source: "app_mention" in Slack's docs on events).
 *
 * @param editedTs when it was edited into what it says; undefined: it was written so.
 */
export function appMention(parts: EventParts, message: SentMessage, editedTs?: string) {
  const edited = editedTs === undefined ? {} : { edited: { user: parts.me?.id, ts: editedTs } };
  return eventCallback(parts, { type: 'app_mention', ...said(parts, message), ...edited });
}

/** A message in the direct message with the app (source: "message.im" in Slack's docs on events). */
export function directMessage(parts: EventParts, message: SentMessage) {
  return eventCallback(parts, { type: 'message', ...said(parts, message), channel_type: 'im' });
}

/** The app's own message there: Slack tells the app of that one too. */
export function ownDirectMessage(parts: EventParts, message: SentMessage, botId: string) {
  const own = { ...message, team: parts.identity.team.id, bot_id: botId, app_id: parts.identity.appId };
  const where = { channel: parts.conversation?.id, channel_type: 'im', event_ts: message.ts };
  return eventCallback(parts, { type: 'message', ...own, user: parts.botUserId, ...where });
}

/** An edit there (source: "message_changed" in Slack's docs on events). */
export function directMessageChanged(parts: EventParts, before: SentMessage, after: SentMessage, editedTs: string) {
  const { channel: _channel, event_ts: _event, ...message } = said(parts, after);
  const { channel: _before, event_ts: _at, ...previous } = said(parts, before);
  return eventCallback(parts, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message: { type: 'message', ...message, edited: { user: parts.me?.id, ts: editedTs } },
    previous_message: { type: 'message', ...previous },
    channel: parts.conversation?.id,
    ts: editedTs,
    event_ts: editedTs,
    channel_type: 'im',
  });
}
