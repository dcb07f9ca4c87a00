import { z } from 'zod';
import { knownBlocks } from './block-ids.ts';
import { BOT_USER_ID, type Emulator, HIDDEN_CHANNEL_IDS } from './emulator.ts';
import type { Conversation, Line, Person, SharedFile } from './page-api.ts';
import type { PrivateLines } from './private-lines.ts';

/** What somebody sees of the workspace's conversations. */
export interface Sight {
  conversations: Conversation[];
  lines: Line[];
}

const channel = z.object({
  id: z.string(),
  name: z.string(),
  is_im: z.boolean(),
  is_private: z.boolean(),
  is_archived: z.boolean(),
  is_member: z.boolean().optional(),
  user: z.string().optional(),
  topic: z.object({ value: z.string() }),
});
type Channel = z.infer<typeof channel>;
const channelsList = z.object({ channels: z.array(channel) });

const file = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  mode: z.string(),
  filetype: z.string(),
  mimetype: z.string(),
  size: z.number(),
  alt_txt: z.string().optional(),
});
const message = z.object({
  ts: z.string(),
  user: z.string(),
  text: z.string(),
  blocks: knownBlocks.optional(),
  files: z.array(file).default([]),
  thread_ts: z.string().optional(),
  reply_count: z.number().default(0),
  reply_broadcast: z.boolean().default(false),
});
type Message = z.infer<typeof message>;
const history = z.object({ messages: z.array(message) });

/** Lines of a conversation that the page shows; older ones scroll away for good. */
const LATEST_LINES = 200;
const TYPES = 'public_channel,private_channel,im';

const sharedFile = ({ mode, alt_txt: altText, ...rest }: z.infer<typeof file>): SharedFile => ({
  ...rest,
  mode: mode === 'snippet' ? 'snippet' : 'hosted',
  ...(altText === undefined ? {} : { altText }),
});

const byTs = (one: { ts: string }, other: { ts: string }) => Number(one.ts) - Number(other.ts);

export interface StateParts {
  emulator: Emulator;
  privateLines: PrivateLines;
  /** Everybody, the bot too. */
  people: readonly Person[];
  /** The organisation that a channel is shared with; undefined: with none. */
  sharedWith: (conversationId: string) => string | undefined;
}

/** Who says what Slack itself has to say. */
export const SLACKBOT_ID = 'USLACKBOT';
const SLACKBOT: Person = { id: SLACKBOT_ID, name: 'slackbot', realName: 'Slackbot', isBot: false, locale: 'en-US' };

/** Reads the workspace as one person sees it. */
export function createStateReader(parts: StateParts): (me: Person) => Promise<Sight> {
  const { emulator, privateLines, people, sharedWith } = parts;
  const stranger = (id: string): Person => ({ id, name: id, realName: id, isBot: false, locale: 'en-US' });
  const personOf = (id: string) => [...people, SLACKBOT].find((person) => person.id === id) ?? stranger(id);

  async function channelsOf(account: { person: string } | 'workspace'): Promise<Channel[]> {
    const args = { types: TYPES, limit: 1000 };
    const { channels } = channelsList.parse(await emulator.demand(account, 'conversations.list', args));
    return channels.filter(({ id }) => !HIDDEN_CHANNEL_IDS.includes(id));
  }

  function conversation(found: Channel, botIn: ReadonlySet<string>): Conversation {
    const { id, name, is_im, is_private, is_archived: isArchived, user, topic } = found;
    const organisation = sharedWith(id);
    return {
      id,
      name: is_im ? personOf(user ?? '').realName : name,
      kind: is_im ? 'im' : is_private ? 'private' : 'public',
      topic: topic.value,
      hasBot: is_im ? user === BOT_USER_ID : botIn.has(id),
      isArchived,
      ...(organisation === undefined ? {} : { sharedWith: organisation }),
    };
  }

  const hasReplies = ({ ts, reply_count: count }: Message) => count > 0 || emulator.repliedTo.has(ts);

  /** The history leaves the replies in threads out. */
  async function repliesTo(me: Person, channel: string, { ts }: Message): Promise<Message[]> {
    const answer = await emulator.demand({ person: me.name }, 'conversations.replies', { channel, ts });
    return history.parse(answer).messages.filter((reply) => reply.ts !== ts);
  }

  async function linesOf(me: Person, conversationId: string): Promise<Line[]> {
    const args = { channel: conversationId, limit: LATEST_LINES };
    const answer = await emulator.demand({ person: me.name }, 'conversations.history', args);
    const { messages } = history.parse(answer);
    const replies = await Promise.all(
      messages.filter(hasReplies).map((parent) => repliesTo(me, conversationId, parent)),
    );
    return [...messages, ...replies.flat()].map(({ ts, user, text, blocks, files, thread_ts: threadTs, ...rest }) => ({
      ts,
      conversationId,
      author: personOf(user),
      text,
      ...(blocks && { blocks }),
      files: files.map(sharedFile),
      ...(threadTs === undefined || threadTs === ts ? {} : { threadTs, isBroadcast: rest.reply_broadcast }),
      isPrivate: false,
    }));
  }

  const privateLinesOf = (me: Person): Line[] =>
    privateLines.visibleTo(me.id).map(({ ts, conversationId, authorId, text, blocks, threadTs }) => ({
      ts,
      conversationId,
      author: personOf(authorId),
      text,
      ...(blocks && { blocks }),
      files: [],
      ...(threadTs === undefined ? {} : { threadTs }),
      isPrivate: true,
    }));

  return async (me) => {
    const [visible, botChannels] = await Promise.all([channelsOf({ person: me.name }), channelsOf('workspace')]);
    // A guest and an outsider see no channel that they are not in.
    const isLimited = me.guest !== undefined || me.outside !== undefined;
    const mine = isLimited ? visible.filter((each) => each.is_im || each.is_member) : visible;
    const botIn = new Set(botChannels.filter(({ is_member: isMember }) => isMember).map(({ id }) => id));
    const lines = await Promise.all(mine.map(({ id }) => linesOf(me, id)));
    return {
      conversations: mine.map((each) => conversation(each, botIn)),
      lines: [...lines.flat(), ...privateLinesOf(me)].sort(byTs),
    };
  };
}
