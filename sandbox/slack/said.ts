import type { BotConnection } from './bot-connection.ts';
import type { BotMessages, Origin } from './bot-messages.ts';
import { parseJson } from './call-body.ts';
import type { Organisation } from './organisation-install.ts';
import type { Conversation, Person, SayAnswer } from './page-api.ts';

/** A person and the conversation they are in. */
export interface Where {
  me: Person;
  conversation: Conversation;
}

/** What every request from Slack to an app holds. */
export interface AppIdentity {
  appId: string;
  team: { id: string; domain: string };
  /** Which installed the app for its workspaces, this one among them; undefined: the workspace did. */
  organisation?: Organisation;
  /** The verification token of old: still sent, and not to be relied on. */
  token: string;
}

export interface SlashCommandsParts {
  /** With the slash. */
  commands: readonly string[];
  bot: BotConnection;
  messages: BotMessages;
  identity: AppIdentity;
  responseUrl: (origin: Origin) => string;
  triggerId: (userId: string) => Promise<string>;
}

/** The workspace of a person: another organisation's for an outsider. */
export const teamOf = ({ team }: AppIdentity, { outside }: Person): { id: string; domain: string } =>
  outside === undefined ? team : { id: outside.teamId, domain: outside.domain };

const CHANNEL_NAME = { im: 'directmessage', private: 'privategroup' } as const;

/** As Slack names a conversation in a payload: only a public channel by its own name. */
export const payloadChannelName = ({ kind, name }: Conversation): string =>
  kind === 'public' ? name : CHANNEL_NAME[kind];

/** Slack's own words for what its client shows when a command gets no ack. */
const failed = (command: string, error: string): SayAnswer => ({
  ok: false,
  error: `${command} failed with the error “${error}”`,
});

/** Runs slash commands: `text` begins with `/`. */
export function createSlashCommands(parts: SlashCommandsParts) {
  const { commands, bot, messages, identity, responseUrl, triggerId } = parts;

  return async ({ me, conversation }: Where, text: string, threadTs?: string): Promise<SayAnswer> => {
    const [command = ''] = text.split(/\s/, 1);
    // Nobody sees the commands of an app that is not installed in their own workspace.
    if (!commands.includes(command) || me.outside !== undefined) {
      const error = `${command} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.`;
      return { ok: false, error };
    }
    if (threadTs !== undefined) return { ok: false, error: `${command} is not supported in threads. Sorry!` };
    const origin: Origin = { conversationId: conversation.id, userId: me.id };
    const answer = await bot.send({
      token: identity.token,
      team_id: identity.team.id,
      team_domain: identity.team.domain,
      channel_id: conversation.id,
      channel_name: payloadChannelName(conversation),
      user_id: me.id,
      user_name: me.name,
      command,
      text: text.slice(command.length).trim(),
      api_app_id: identity.appId,
      ...(identity.organisation && {
        enterprise_id: identity.organisation.id,
        enterprise_name: identity.organisation.name,
      }),
      is_enterprise_install: String(identity.organisation !== undefined),
      response_url: responseUrl(origin),
      trigger_id: await triggerId(me.id),
    });
    if (!answer.ok) return failed(command, answer.error);
    if (answer.body.trim() === '') return { ok: true };
    const isJson = answer.contentType.includes('application/json');
    const problem = await messages.take(origin, isJson ? parseJson(answer.body) : { text: answer.body });
    return problem === undefined ? { ok: true } : failed(command, problem);
  };
}
