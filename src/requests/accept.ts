import type { Audit } from '../audit/audit.ts';
import { acceptedEntry, refusedEntry } from './audit-entries.ts';
import type { Insist } from './insist.ts';
import type { AcceptRefusal, AssumedPlace, NewRequest, OnceKey, RequestJournal } from './journal.ts';
import { PlaceChanged, TooManyWaiting } from './refusals.ts';
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
 * @param assumed what the channel and the workspace have set, as the request was made of it.
 * @returns undefined where it was accepted before: then there is nothing to do, and nothing to reply.
 * @throws {TooManyWaiting}, {PlaceChanged}, or {StoreError} where it can't be written down: then it is not accepted.
 */
export type Accept = (
  request: FlowRequest,
  once: readonly OnceKey[],
  assumed?: AssumedPlace,
) => Promise<Accepted | undefined>;

export interface AcceptParts {
  journal: Pick<RequestJournal, 'accept' | 'done'>;
  replies: Pick<Replies, 'open'>;
  start: Start;
  insist: Insist;
  newId: () => string;
  audit: Audit;
}

function refusalOf(refusal: AcceptRefusal): TooManyWaiting | PlaceChanged {
  switch (refusal.why) {
    case 'too-many-waiting':
      return new TooManyWaiting(refusal.limit);
    case 'place-changed':
      return new PlaceChanged(refusal.place);
  }
}

export function createAccept({ journal, replies, start, insist, newId, audit }: AcceptParts): Accept {
  async function writeDown(request: NewRequest, once: readonly OnceKey[], assumed?: AssumedPlace) {
    try {
      return await journal.accept(request, once, assumed);
    } catch (error) {
      // It may be written down although the answer was lost; the requester reads that it is not.
      insist(() => journal.done(request.id)).catch(() => {});
      throw error;
    }
  }

  return async (request, once, assumed) => {
    const id = newId();
    const { teamId, userId } = request;
    // First: without a way to reply it would be accepted, and nobody would ever hear of it.
    const reply = await replies.open(request, { isLate: false });
    const entry = acceptedEntry(id, request);
    const body = requestBodyOf(request);
    const written = { id, teamId, userId, body, flows: request.flows.length, audit: entry };
    const outcome = await writeDown(written, once, assumed);
    if (outcome === false) return undefined;
    if (outcome !== true) {
      // What has changed meanwhile is asked once more, and no refusal.
      if (outcome.why === 'too-many-waiting') await audit.record(refusedEntry(request, outcome.why));
      throw refusalOf(outcome);
    }
    audit.written(entry);
    return { started: start(id, request, reply), reply };
  };
}
