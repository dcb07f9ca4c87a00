import type { Insist } from './insist.ts';
import type { AcceptedRequest, OnceKey, RequestJournal } from './journal.ts';
import type { Replies, Reply, Started } from './replies.ts';
import { type FlowRequest, requestBodyOf } from './request.ts';
import type { Start } from './start.ts';

/** A request that was accepted: it ends with files, or with a reply that says why not, whatever happens. */
export interface Accepted {
  started: Started;
  reply: Reply;
}

/**
 * Accepts a request: writes it down, and starts it.
 *
 * @param once what may arrive twice, or what a person may do twice.
 * @returns undefined where it was accepted before: then there is nothing to do, and nothing to reply.
 * @throws {StoreError} where it can't be written down: then it is not accepted.
 */
export type Accept = (request: FlowRequest, once: readonly OnceKey[]) => Promise<Accepted | undefined>;

export interface AcceptParts {
  journal: Pick<RequestJournal, 'accept' | 'done'>;
  replies: Pick<Replies, 'open'>;
  start: Start;
  insist: Insist;
  newId: () => string;
}

export function createAccept({ journal, replies, start, insist, newId }: AcceptParts): Accept {
  async function writeDown(request: AcceptedRequest, once: readonly OnceKey[]): Promise<boolean> {
    try {
      return await journal.accept(request, once);
    } catch (error) {
      // It may be written down although the answer was lost; the requester reads that it is not.
      insist(() => journal.done(request.id)).catch(() => {});
      throw error;
    }
  }

  return async (request, once) => {
    const id = newId();
    const { teamId, userId } = request;
    // First: without a way to reply it would be accepted, and nobody would ever hear of it.
    const reply = await replies.open(request, { isLate: false });
    if (!(await writeDown({ id, teamId, userId, body: requestBodyOf(request) }, once))) return undefined;
    return { started: start(id, request, reply), reply };
  };
}
