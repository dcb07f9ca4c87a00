import { z } from 'zod';
import { languageOfTexts, type Translate } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import type { AbandonedPictures, LatePictureRecords } from '../../../requests/late-pictures.ts';
import type { Conversation } from '../../../requests/request.ts';
import { type PictureOrder, pictureOrder } from './picture-order.ts';

const text = z.string();
const planBody = z.object({
  language: text,
  at: z
    .object({ channelId: text, threadTs: text.optional() })
    .transform(({ channelId, threadTs }) => ({ channelId, threadTs })),
  fileId: text,
  messages: z.array(z.array(text)),
});

/** Where pictures go, and how far their sharing got, as it is written down. */
export interface PlanState {
  language: string;
  at: Conversation;
  /** A file of the message that they belong to. */
  fileId: string;
  /** Their own files' IDs, a message each, as soon as those may be there. */
  messages: string[][];
}

/** Pictures that will follow what is shared, written down so that a crash neither loses nor doubles them. */
export interface LatePlan {
  /** Before anybody can see the message that they belong to; again where it is uploaded a second time. Never rejects. */
  begin(at: Conversation, fileId: string): Promise<void>;
  /** Before anybody can see a message of theirs. @throws {NotOurs} where another process shares them. */
  beginMessage(place: number, fileIds: string[]): Promise<void>;
  /** The files of a message of theirs that may be there already. */
  begun(place: number): readonly string[] | undefined;
  /** They are there, or will not come. Never rejects. */
  end(): Promise<void>;
}

/** Another process has taken the pictures over, since this one seemed to be dead. */
class NotOurs extends Error {
  readonly kind = 'not-ours';
}

/** Nothing follows. */
export const NO_PLAN: LatePlan = {
  begin: async () => {},
  beginMessage: async () => {},
  begun: () => undefined,
  end: async () => {},
};

export interface PlanParts {
  records: Pick<LatePictureRecords, 'begin' | 'setBody' | 'remove'>;
  newId: () => string;
  log: Pick<Log, 'warn'>;
}

/** @param state as it was written down already; undefined before `begin`. */
function createPlan(
  { records, log }: PlanParts,
  record: { id: string; teamId: string; language: string; orders: () => string },
  given: PlanState | undefined,
): LatePlan {
  let state = given;
  return {
    async begin(at, fileId) {
      state = { language: record.language, at, fileId, messages: [] };
      const { id, teamId } = record;
      await records.begin({ id, teamId, body: JSON.stringify(state), orders: record.orders() }).catch((error) => {
        state = undefined;
        log.warn({ err: error }, 'Pictures that follow were not written down: a crash meanwhile would lose them');
      });
    },

    async beginMessage(place, fileIds) {
      if (state === undefined) return;
      const messages = [...state.messages];
      messages[place] = fileIds;
      state = { ...state, messages: Array.from(messages, (each) => each ?? []) };
      if (!(await records.setBody(record.id, JSON.stringify(state)))) throw new NotOurs('Another process shares them');
    },

    begun: (place) => (state?.messages[place]?.length ? state.messages[place] : undefined),

    async end() {
      if (state === undefined) return;
      state = undefined;
      await records
        .remove(record.id)
        .catch((error: unknown) => log.warn({ err: error }, 'Pictures that have come are still written down'));
    },
  };
}

/** @param orders what will be drawn; nothing is written down where there is none. */
export type PlanLate = (t: Translate, teamId: string, orders: readonly PictureOrder[]) => LatePlan;

export const createPlanLate =
  (parts: PlanParts): PlanLate =>
  (t, teamId, orders) => {
    if (orders.length === 0) return NO_PLAN;
    const record = { id: parts.newId(), teamId, language: languageOfTexts(t), orders: () => JSON.stringify(orders) };
    return createPlan(parts, record, undefined);
  };

/** What pictures will follow is being shared. Where that fails none follow: the plan is ended, and the failure thrown. */
export const endIfNotShared = <T>(plan: Pick<LatePlan, 'end'>, sharing: Promise<T>): Promise<T> =>
  sharing.catch(async (error: unknown) => {
    await plan.end();
    throw error;
  });

/** A plan that another process has left. */
export interface ResumedPlan {
  plan: LatePlan;
  state: PlanState;
  orders: PictureOrder[];
}

/** @returns undefined where it is none of this version's. */
export function resumePlan(parts: PlanParts, { id, teamId, body, orders }: AbandonedPictures): ResumedPlan | undefined {
  try {
    const state: PlanState = planBody.parse(JSON.parse(body));
    const read = z.array(pictureOrder).parse(JSON.parse(orders));
    const record = { id, teamId, language: state.language, orders: () => orders };
    return { plan: createPlan(parts, record, state), state, orders: read };
  } catch {
    return undefined;
  }
}
