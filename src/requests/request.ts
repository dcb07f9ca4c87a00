import { z } from 'zod';
import type { FetchedFile } from '../flows/fetch/fetch-flow.ts';
import { DISPLAYS, type Display } from './display.ts';
import type { Consent } from './hold.ts';

/** The most flows that one request is for: what the account's limit bears within a few seconds. */
export const MAX_FLOWS = 20;

/** A flow, and where it lies. */
export type FlowRef = FetchedFile['flow'];

/** A conversation that files are shared in, or a thread in it. */
export interface Conversation {
  channelId: string;
  /** Of the message that the thread hangs on, never of a reply. */
  threadTs?: string | undefined;
}

/** Where replies go, which nobody but the requester sees. */
export interface ReplyTo {
  /** Takes five replies within 30 minutes; absent where there is none. */
  url?: string | undefined;
  /** Absent: the requester's direct message. */
  channelId?: string | undefined;
  /** The thread of that channel; absent: the channel itself. */
  threadTs?: string | undefined;
  /** Whether a reply takes the place of the message that the request was made in. */
  replaces: boolean;
}

/** Somebody wants the JSON of flows, all of one space. */
export interface FlowRequest {
  flows: readonly FlowRef[];
  /** Absent: the files are for the requester alone. */
  conversation: Conversation | undefined;
  userId: string;
  teamId: string;
  botUserId: string | undefined;
  /** A link to the message that the request was made from. */
  about?: string | undefined;
  /** The requester has the file of a moment ago, and wants the one of now. */
  isFresh?: boolean | undefined;
  /** What the requester wants to have shared; absent: as the channel or the workspace has set it. */
  display?: Display | undefined;
  replyTo: ReplyTo;
  /** The name of the language that the requester reads. */
  language: string;
  /** The kind and name of the door that it was made at, for the audit. */
  door?: string | undefined;
  /** Which rule allowed it. */
  rule?: string | undefined;
  /** What the requester has decided about what is held back. */
  consent?: Consent | undefined;
}

/**
 * The conversation that the rules are asked for: the one that files go to, else where it was asked. Undefined: neither is
 * any but the requester's own with the bot.
 */
export const placeOf = ({ conversation, replyTo }: Pick<FlowRequest, 'conversation' | 'replyTo'>): string | undefined =>
  conversation?.channelId ?? replyTo.channelId;

const optionalText = z.string().optional();
/**
 * Other versions of the bot read it too, before and after an update: what it has keeps its name. Any language will do: where
 * this version doesn't know it, who writes the replies falls back to another.
 */
const requestBody = z.object({
  flows: z
    .array(z.object({ flowId: z.string(), custSpaceId: optionalText, account: z.string() }))
    .min(1)
    .max(MAX_FLOWS),
  conversation: z.object({ channelId: z.string(), threadTs: optionalText }).optional(),
  botUserId: optionalText,
  about: optionalText,
  isFresh: z.boolean().optional(),
  display: z.enum(DISPLAYS).optional().catch(undefined),
  line: z.object({
    responseUrl: optionalText,
    channelId: optionalText,
    threadTs: optionalText,
    replaces: z.boolean(),
  }),
  language: z.string().catch(''),
  door: optionalText.catch(undefined),
  rule: optionalText.catch(undefined),
  consent: z
    .object({
      secrets: z.enum(['as-they-are', 'masked']).optional(),
      files: z.array(z.string()),
      organisations: z.array(z.string()),
    })
    .optional()
    // Without it, the requester is asked once more.
    .catch(undefined),
});

/** A request as the journal keeps it, without the requester. */
export function requestBodyOf(request: FlowRequest): string {
  const { flows, conversation, botUserId, about, isFresh, display, replyTo, language, door, rule, consent } = request;
  const { url: responseUrl, ...rest } = replyTo;
  const line = { responseUrl, ...rest };
  const body: z.input<typeof requestBody> = {
    flows: flows.map(({ flowId, custSpaceId, account }) => ({ flowId, custSpaceId, account })),
    conversation,
    botUserId,
    about,
    isFresh,
    display,
    line,
    language,
    door,
    rule,
    consent: consent && { ...consent, files: [...consent.files], organisations: [...consent.organisations] },
  };
  return JSON.stringify(body);
}

/** A request that the journal kept; undefined where this version can't read it. */
export function parseRequestBody(body: string, requester: { teamId: string; userId: string }): FlowRequest | undefined {
  const parsed = requestBody.safeParse(parseJson(body)).data;
  if (parsed === undefined) return undefined;
  const { flows, conversation, botUserId, line, ...rest } = parsed;
  const { responseUrl, ...replyTo } = line;
  return {
    ...rest,
    ...requester,
    flows: flows.map(({ flowId, custSpaceId, account }) => ({ flowId, custSpaceId, account })),
    conversation,
    botUserId,
    replyTo: responseUrl === undefined ? replyTo : { ...replyTo, url: responseUrl },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
