import { z } from 'zod';
import { DISPLAYS } from './display.ts';
import type { Hold } from './hold.ts';
import { type Conversation, type FlowRequest, MAX_FLOWS } from './request.ts';

/** A question that a person was asked: only they can answer it, for a while. */
export interface HeldQuestion {
  teamId: string;
  userId: string;
  /** The conversation that it is about. */
  channelId: string;
  /** JSON: what is to be done. */
  body: string;
}

/** Questions under way. Each function rejects where the database fails. */
export interface HeldQuestions {
  /** @returns the ID by which the answer finds it. */
  keep(question: HeldQuestion): Promise<string>;
  /** @returns undefined where there is none, or it is too old. */
  find(id: string, teamId: string): Promise<HeldQuestion | undefined>;
}

const text = z.string();
const flowRef = z
  .object({ flowId: text, custSpaceId: text.optional(), account: text })
  .transform(({ flowId, custSpaceId, account }) => ({ flowId, custSpaceId, account }));

const heldShare = z.object({
  flows: z.array(flowRef).min(1).max(MAX_FLOWS),
  threadTs: text.optional(),
  about: text.optional(),
  display: z.enum(DISPLAYS).optional().catch(undefined),
  hasSecrets: z.boolean(),
  files: z.array(text),
  organisations: z.array(text),
});
/** The share of a request, to be kept until its requester has decided. */
export function heldShareOf(
  { flows, conversation, about, display, teamId, userId }: FlowRequest,
  hold: Hold,
): HeldQuestion {
  const body: z.input<typeof heldShare> = {
    flows: flows.map(({ flowId, custSpaceId, account }) => ({ flowId, custSpaceId, account })),
    threadTs: conversation?.threadTs,
    about,
    display,
    hasSecrets: hold.secrets.length > 0,
    files: [...hold.files],
    organisations: hold.organisations.map(({ id }) => id),
  };
  return { teamId, userId, channelId: conversation?.channelId ?? '', body: JSON.stringify({ share: body }) };
}

const version = z.int().min(1);
const shownContent = z.discriminatedUnion('is', [
  /** `ofChange`: for the thread of a change, in which it was asked for. */
  z.object({ is: z.literal('version'), flow: flowRef, version, ofChange: z.boolean().default(false) }),
  /** How the second of two versions differs from the first. */
  z.object({ is: z.literal('diff'), flow: flowRef, before: version, after: version }),
  /** `of`: the file that was shared, by what it means and by its SHA-256; absent: the flow as it is now. */
  z.object({
    is: z.literal('findings'),
    flow: flowRef,
    of: z.object({ contentHash: text, sha256: text }).optional(),
  }),
]);
/** What somebody wants to see of a flow that is no request: versions, what differs, what was found. */
export type ShownContent = z.output<typeof shownContent>;

const heldContent = z.object({
  content: shownContent,
  threadTs: text.optional(),
  hasSecrets: z.boolean(),
  files: z.array(text),
  organisations: z.array(text),
});

/** What was to be shown in a conversation, to be kept until who wants it has decided. */
export function heldContentOf(
  { teamId, userId }: Pick<HeldQuestion, 'teamId' | 'userId'>,
  { channelId, threadTs }: Conversation,
  content: ShownContent,
  hold: Hold,
): HeldQuestion {
  const body: z.input<typeof heldContent> = {
    content,
    threadTs,
    hasSecrets: hold.secrets.length > 0,
    files: [...hold.files],
    organisations: hold.organisations.map(({ id }) => id),
  };
  return { teamId, userId, channelId, body: JSON.stringify({ content: body }) };
}

const heldWatch = z.object({
  flow: flowRef,
  everyMs: z.number(),
  /** IDs of those that were named; a question of an older version names none, and is asked once more. */
  organisations: z.array(text).catch([]),
});
/** A watch that waits for who wants it. */
export type HeldWatch = z.output<typeof heldWatch>;

const heldBody = z.object({
  share: heldShare.optional(),
  content: heldContent.optional(),
  watch: heldWatch.optional(),
});

/** @returns undefined where it is none of this version's. */
export function readHeld({ body }: HeldQuestion): z.output<typeof heldBody> | undefined {
  try {
    return heldBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** A watch, to be kept until who wants it has decided. */
export const heldWatchOf = (who: Omit<HeldQuestion, 'body'>, watch: HeldWatch): HeldQuestion => ({
  ...who,
  body: JSON.stringify({ watch }),
});
