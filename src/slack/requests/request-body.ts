import { z } from 'zod';
import type { FlowRef } from '../../cams/client.ts';
import { LANGUAGES, languageOfTexts, type Translate, translateTo } from '../../i18n.ts';
import type { ShareTarget } from '../delivery/share-files.ts';
import { MAX_FLOWS } from '../payloads/command/command.ts';
import { parseJsonAs } from '../payloads/request-value.ts';

/** How the requester is told what nobody else sees. */
export interface LineOrigin {
  /** Where Slack gave one; lives 30 minutes. */
  responseUrl?: string | undefined;
  /** Absent: the requester's direct message. */
  channelId?: string | undefined;
  /** Whether a line takes the place of the one before: see `createPrivateLine`. */
  replaces: boolean;
}

/** Somebody wants the JSON of flows, all of one space. */
export interface FlowRequest {
  flows: readonly FlowRef[];
  /** Absent: the requester alone. */
  conversation: ShareTarget | undefined;
  userId: string;
  teamId: string;
  botUserId: string | undefined;
  /** A link to the message that the request was made from. */
  about?: string | undefined;
  /** The requester has the file of a moment ago, and wants the one of now. */
  isFresh?: boolean | undefined;
  line: LineOrigin;
  t: Translate;
}

const optionalText = z.string().optional();
const requestBody = z.object({
  flows: z
    .array(z.object({ flowId: z.string(), custSpaceId: optionalText, account: z.string() }))
    .min(1)
    .max(MAX_FLOWS),
  conversation: z.object({ channelId: z.string(), threadTs: optionalText }).optional(),
  botUserId: optionalText,
  about: optionalText,
  isFresh: z.boolean().optional(),
  line: z.object({ responseUrl: optionalText, channelId: optionalText, replaces: z.boolean() }),
  language: z.enum(LANGUAGES),
});

/** A request as the journal keeps it, without who asked. */
export function requestBodyOf({ userId: _user, teamId: _team, t, ...request }: FlowRequest): string {
  return JSON.stringify({ ...request, language: languageOfTexts(t) });
}

/**
 * The request that the journal kept.
 *
 * @returns undefined where it is none that this bot can read.
 */
export function parseRequestBody(body: string, who: { teamId: string; userId: string }): FlowRequest | undefined {
  const parsed = parseJsonAs(requestBody, body);
  if (parsed === undefined) return undefined;
  const { language, flows, conversation, botUserId, ...rest } = parsed;
  return {
    ...rest,
    ...who,
    flows: flows.map(({ flowId, account, custSpaceId }) => ({ flowId, account, custSpaceId })),
    conversation,
    botUserId,
    t: translateTo(language),
  };
}
