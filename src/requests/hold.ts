import { z } from 'zod';
import type { FlowRequest } from './request.ts';
import { MAX_FLOWS } from './request.ts';

/** Something in a flow that looks like a secret, as its requester may see it. */
export interface FoundSecret {
  flowId: string;
  kind: string;
  /** JSON pointer. */
  path: string;
  masked: string;
}

/** Another organisation whose people see a conversation. */
export interface Organisation {
  id: string;
  /** Absent where Slack does not tell. */
  name: string | undefined;
}

/** Why files are held back until their requester has decided. */
export interface Hold {
  secrets: readonly FoundSecret[];
  /** Whether what looks like a secret may be shared as it is, if the requester says so. */
  maySecretsBeShared: boolean;
  organisations: readonly Organisation[];
  /** SHA-256 of the files that were looked through, as the API gave them. */
  files: readonly string[];
}

/** What a requester has decided; it holds for what was asked, and for nothing else. */
export interface Consent {
  /** Absent: nothing was found. */
  secrets?: 'as-they-are' | 'masked' | undefined;
  /** SHA-256 of the files that were looked through. */
  files: readonly string[];
  /** IDs of the organisations that were named. */
  organisations: readonly string[];
}

/** Files are held back: nothing was shared, and the requester is asked. */
export class ShareHeld extends Error {
  readonly kind = 'share-held';
  readonly hold: Hold;

  constructor(hold: Hold) {
    super('The files are held back until the requester has decided');
    this.name = 'ShareHeld';
    this.hold = hold;
  }
}

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
  hasSecrets: z.boolean(),
  files: z.array(text),
  organisations: z.array(text),
});
/** A share that waits for its requester. */
export type HeldShare = z.output<typeof heldShare>;

/** @returns undefined where the request is for the requester alone: then nothing is held back. */
export function heldShareOf({ flows, conversation, about, teamId, userId }: FlowRequest, hold: Hold): HeldQuestion {
  const body: z.input<typeof heldShare> = {
    flows: flows.map(({ flowId, custSpaceId, account }) => ({ flowId, custSpaceId, account })),
    threadTs: conversation?.threadTs,
    about,
    hasSecrets: hold.secrets.length > 0,
    files: [...hold.files],
    organisations: hold.organisations.map(({ id }) => id),
  };
  return { teamId, userId, channelId: conversation?.channelId ?? '', body: JSON.stringify({ share: body }) };
}

const heldWatch = z.object({ flow: flowRef, everyMs: z.number() });
/** A watch that waits for who wants it. */
export type HeldWatch = z.output<typeof heldWatch>;

const heldBody = z.object({ share: heldShare.optional(), watch: heldWatch.optional() });

/** @returns undefined where it is none of this version's. */
export function readHeld({ body }: HeldQuestion): z.output<typeof heldBody> | undefined {
  try {
    return heldBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** Whether a requester has decided on all that a hold is about. */
export function isConsented({ secrets, organisations, files, maySecretsBeShared }: Hold, consent?: Consent): boolean {
  if (consent === undefined) return secrets.length === 0 && organisations.length === 0;
  const areSecretsDecided =
    secrets.length === 0 ||
    consent.secrets === 'masked' ||
    (consent.secrets === 'as-they-are' && maySecretsBeShared && files.every((file) => consent.files.includes(file)));
  return areSecretsDecided && organisations.every(({ id }) => consent.organisations.includes(id));
}
