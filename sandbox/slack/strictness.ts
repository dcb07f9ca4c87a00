import { z } from 'zod';
import { blockProblems, MAX_MESSAGE_TEXT } from './block-limits.ts';
import { type CallArgs, parseJson } from './call-body.ts';
import type { Emulator } from './emulator.ts';
import { fileBlocksRefusal } from './file-blocks.ts';
import type { FileBlocks } from './page-api.ts';
import type { Refusal } from './refusal.ts';
import type { Threads } from './threads.ts';
import { viewProblems } from './view-limits.ts';
import type { Views } from './views.ts';

/** What Slack refuses although emulate does not. */
export interface Strictness {
  /** @returns undefined where emulate may decide. */
  refusalOf(method: string, args: CallArgs): Promise<Refusal | undefined>;
}

type Check = (args: CallArgs) => Promise<Refusal | undefined> | Refusal | undefined;

/** An encoded conversation ID. Slack takes nothing else here: see the arguments of `files.completeUploadExternal`. */
const CONVERSATION_ID = /^[CGDZ][A-Z0-9]{8,}$/;

const info = z.object({
  channel: z.object({ is_member: z.boolean().optional(), is_private: z.boolean(), is_archived: z.boolean() }),
});

/** One for each kind of conversation; emulate asks for the right one. */
const HISTORY = ['channels:history', 'groups:history', 'im:history'] as const;

const refuse = (error: string): Refusal => ({ error });

const listed = (value: unknown): string[] =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean)
    : [];

/** The limits of a message, beyond which Slack refuses the call. */
const withinLimits: Check = ({ text, blocks }) => {
  if (typeof text === 'string' && text.length > MAX_MESSAGE_TEXT) return refuse('msg_too_long');
  if (blocks === undefined || blocks === '') return undefined;
  const messages = blockProblems(parseJson(blocks));
  return messages.length > 0 ? { error: 'invalid_blocks', messages } : undefined;
};

/** The limits of a view. */
const viewWithin =
  (type: 'modal' | 'home'): Check =>
  ({ view }) => {
    const messages = viewProblems(parseJson(view), type);
    return messages.length > 0 ? { error: 'invalid_arguments', messages } : undefined;
  };

const homeView = z.looseObject({ type: z.literal('home') });
/** `views.update` takes both types; emulate sees to it that the view's type stays. */
const viewOfItsType: Check = (args) =>
  viewWithin(homeView.safeParse(parseJson(args.view)).success ? 'home' : 'modal')(args);

/** emulate also takes a channel's name or a person's ID. */
const takesConversationId: Check = ({ channel_id: id }) =>
  id === undefined || (typeof id === 'string' && CONVERSATION_ID.test(id)) ? undefined : refuse('invalid_arguments');

export interface StrictnessParts {
  /** Asked for the bot's memberships. */
  emulator: Emulator;
  botScopes: readonly string[];
  /** That somebody has open: Slack updates no others. */
  views: Views;
  threads: Threads;
  /** Which blocks it takes beside a file now. */
  fileBlocks: () => FileBlocks;
}

/**
 * What Slack checks before it does what a call asks for. A call without its scope is left to emulate, which says
 * `missing_scope`.
 */
export function createStrictness({ emulator, botScopes, views, threads, fileBlocks }: StrictnessParts): Strictness {
  async function botIn(channel: string) {
    const answer = await emulator.call('workspace', 'conversations.info', { channel });
    return { error: answer.error, channel: info.safeParse(answer).data?.channel };
  }

  /**
   * Slack lets nobody post where they are no member: `not_in_channel` in a public channel, while a private one or a
   * direct message between others does not exist for the bot. emulate checks neither.
   */
  async function membershipIn(conversation: string, alsoPublic: boolean): Promise<Refusal | undefined> {
    const { error, channel } = await botIn(conversation);
    if (channel === undefined)
      return refuse(error === 'not_in_channel' ? 'channel_not_found' : (error ?? 'channel_not_found'));
    if (channel.is_archived || channel.is_member || alsoPublic) return undefined;
    return refuse('not_in_channel');
  }

  const isMember: Check = ({ channel }) => membershipIn(String(channel ?? ''), false);

  const mayPost: Check = async ({ channel }) => {
    // The ID of a person stands for the direct message with them.
    if (typeof channel === 'string' && channel.startsWith('U')) return undefined;
    return membershipIn(String(channel ?? ''), botScopes.includes('chat:write.public'));
  };

  // chat:write.public does not reach files: sharing one wants membership all the same (getnao/nao issue 1372).
  const mayShare: Check = async ({ channel_id, channels }) => {
    for (const conversation of [...listed(channel_id), ...listed(channels)]) {
      const refusal = await membershipIn(conversation, false);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  };

  /** Nobody can let themselves into a private conversation. emulate asks for another scope instead. */
  const isPublic: Check = async ({ channel: conversation }) => {
    const { error, channel } = await botIn(String(conversation ?? ''));
    if (error === 'not_in_channel' || channel?.is_private) return refuse('method_not_supported_for_channel_type');
    return undefined;
  };

  /** emulate also updates a modal that was closed. */
  const isShown: Check = ({ view_id, external_id }) => {
    if (typeof view_id === 'string' && view_id !== '') {
      return views.isOpen({ viewId: view_id }) ? undefined : refuse('not_found');
    }
    return views.isOpen({ externalId: String(external_id ?? '') }) ? undefined : refuse('not_found');
  };

  /** emulate answers with an empty thread. */
  const isThere: Check = async ({ channel, ts }) =>
    (await threads.read(String(channel ?? ''), String(ts ?? ''))).length > 0 ? undefined : refuse('thread_not_found');

  /** emulate names a private conversation of others. */
  const isVisible: Check = async ({ channel }) => {
    const { error, channel: found } = await botIn(String(channel ?? ''));
    return found === undefined && error === 'not_in_channel' ? refuse('channel_not_found') : undefined;
  };

  const takesFileBlocks: Check = ({ blocks, initial_comment: comment }) => {
    const given = parseJson(blocks);
    // A comment makes Slack ignore the blocks.
    if (!Array.isArray(given) || (typeof comment === 'string' && comment !== '')) return undefined;
    return fileBlocksRefusal(given, fileBlocks());
  };

  /** A view needs no scope. */
  const checks: Readonly<Record<string, { scopes?: readonly string[]; checks: readonly Check[] }>> = {
    'chat.postMessage': { scopes: ['chat:write'], checks: [withinLimits, mayPost] },
    'chat.postEphemeral': { scopes: ['chat:write'], checks: [withinLimits, isMember] },
    'chat.update': { scopes: ['chat:write'], checks: [withinLimits] },
    'views.open': { checks: [viewWithin('modal')] },
    'views.push': { checks: [viewWithin('modal')] },
    'views.update': { checks: [isShown, viewOfItsType] },
    'views.publish': { checks: [viewWithin('home')] },
    // emulate lets anybody read a public channel; Slack wants a bot to be in it.
    'conversations.history': { scopes: HISTORY, checks: [isMember] },
    'conversations.replies': { scopes: HISTORY, checks: [isMember, isThere] },
    'conversations.info': { scopes: ['channels:read', 'groups:read', 'im:read'], checks: [isVisible] },
    'conversations.join': { scopes: ['channels:join'], checks: [isPublic] },
    'files.completeUploadExternal': {
      scopes: ['files:write'],
      checks: [takesConversationId, withinLimits, takesFileBlocks, mayShare],
    },
  };

  return {
    async refusalOf(method, args) {
      const strict = checks[method];
      if (strict === undefined) return undefined;
      if (strict.scopes !== undefined && !strict.scopes.some((scope) => botScopes.includes(scope))) return undefined;
      for (const check of strict.checks) {
        const refusal = await check(args);
        if (refusal !== undefined) return refusal;
      }
      return undefined;
    },
  };
}
