import { eventCallback } from './events.ts';
import type { Conversation, ElementState, Person, Shortcut, ViewValues } from './page-api.ts';
import { type AppIdentity, payloadChannelName, teamOf } from './said.ts';
import type { SlackView } from './views.ts';

/** What the payload of every interaction is made of. */
export interface Interaction {
  identity: AppIdentity;
  me: Person;
  /** Of the moment at which it happened; Unix time in milliseconds. */
  at: number;
}

/** Slack's form of a time: seconds with six decimals. */
export const slackTime = (at: number): string => (at / 1000).toFixed(6);

/**
 * Who did it, as every payload of an interaction says. Of an organisation's installation it names no workspace, and people by
 * the organisation (source: "block_actions" in Slack's docs on interactivity payloads).
 */
export function common({ identity, me }: Omit<Interaction, 'at'>) {
  const team = teamOf(identity, me);
  const { organisation } = identity;
  if (organisation !== undefined) {
    const ofPerson = me.outside === undefined ? organisation.id : team.id;
    return {
      token: identity.token,
      team: null,
      user: { id: me.id, username: me.name, name: me.name, team_id: ofPerson },
      api_app_id: identity.appId,
      enterprise: organisation,
      is_enterprise_install: true,
    };
  }
  return {
    token: identity.token,
    team,
    user: { id: me.id, username: me.name, name: me.name, team_id: team.id },
    api_app_id: identity.appId,
    enterprise: null,
    is_enterprise_install: false,
  };
}

const stated = ({ identity }: Interaction, view: SlackView, values: ViewValues) => ({
  ...view,
  team_id: identity.team.id,
  state: { values },
});

export interface MessageShortcutInput {
  shortcut: Shortcut;
  triggerId: string;
  responseUrl: string;
  conversation: Conversation;
  /** As the Web API gives it. */
  message: { ts: string; [field: string]: unknown };
}

/** A shortcut chosen on a message (source: "message_action" in Slack's docs on interactivity payloads). */
export function messageShortcut(interaction: Interaction, input: MessageShortcutInput) {
  const { shortcut, triggerId, responseUrl, conversation, message } = input;
  return {
    type: 'message_action',
    ...common(interaction),
    action_ts: slackTime(interaction.at),
    callback_id: shortcut.callbackId,
    trigger_id: triggerId,
    response_url: responseUrl,
    message_ts: message.ts,
    channel: { id: conversation.id, name: payloadChannelName(conversation) },
    message,
  };
}

/** A shortcut of the whole workspace (source: "shortcut" in Slack's docs on interactivity payloads). */
export function globalShortcut(interaction: Interaction, shortcut: Shortcut, triggerId: string) {
  return {
    type: 'shortcut',
    ...common(interaction),
    action_ts: slackTime(interaction.at),
    callback_id: shortcut.callbackId,
    trigger_id: triggerId,
  };
}

/** A modal submitted (source: "view_submission" in Slack's docs on view interactions). */
export function viewSubmission(interaction: Interaction, view: SlackView, values: ViewValues, triggerId: string) {
  return {
    type: 'view_submission',
    ...common(interaction),
    trigger_id: triggerId,
    view: stated(interaction, view, values),
    response_urls: [],
  };
}

/** A modal closed without being submitted (source: "view_closed" in Slack's docs on view interactions). */
export function viewClosed(interaction: Interaction, view: SlackView, isCleared: boolean) {
  return { type: 'view_closed', ...common(interaction), view: stated(interaction, view, {}), is_cleared: isCleared };
}

/** An element of a view: where it is and what the whole view holds. */
export interface InView {
  view: SlackView;
  values: ViewValues;
  blockId: string;
  actionId: string;
}

/** Text typed into an external select (source: "block_suggestion" in Slack's docs on interactivity payloads). */
export function blockSuggestion(interaction: Interaction, { view, values, blockId, actionId }: InView, query: string) {
  return {
    type: 'block_suggestion',
    ...common(interaction),
    container: { type: 'view', view_id: view.id },
    action_id: actionId,
    block_id: blockId,
    value: query,
    view: stated(interaction, view, values),
  };
}

/**
 * An element of a view used (source: "block_actions" in Slack's docs on interactivity payloads).
 *
 * @param used what the element says of itself: its `type`, and its value or what is selected.
 */
export function viewBlockActions(
  interaction: Interaction,
  { view, values, blockId, actionId }: InView,
  used: ElementState | { type: 'button'; text: unknown; value?: string; style?: string },
  triggerId: string,
) {
  return {
    type: 'block_actions',
    ...common(interaction),
    container: { type: 'view', view_id: view.id },
    trigger_id: triggerId,
    view: stated(interaction, view, values),
    actions: [{ ...used, action_id: actionId, block_id: blockId, action_ts: slackTime(interaction.at) }],
  };
}

export interface HomeOpenedInput {
  tab: 'home' | 'messages';
  /** Of the person with the bot. */
  directMessageId: string;
  /** What the app has published before; undefined: nothing. */
  home: SlackView | undefined;
  botUserId: string;
  eventId: string;
}

/** A tab of the app's Home opened (source: "app_home_opened" in Slack's docs on events). */
export function appHomeOpened(interaction: Interaction, input: HomeOpenedInput) {
  const { tab, directMessageId, home, botUserId, eventId } = input;
  return eventCallback(
    { ...interaction, botUserId, eventId },
    {
      type: 'app_home_opened',
      user: interaction.me.id,
      channel: directMessageId,
      tab,
      event_ts: slackTime(interaction.at),
      ...(home === undefined || tab === 'messages' ? {} : { view: home }),
    },
  );
}
