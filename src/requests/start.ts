import { endedEntry } from './audit-entries.ts';
import { createCheckpoint } from './checkpoint.ts';
import type { Endings } from './endings.ts';
import type { Insist } from './insist.ts';
import type { RequestJournal } from './journal.ts';
import type { Reply, Started } from './replies.ts';
import type { FlowRequest } from './request.ts';
import type { Run } from './run.ts';
import type { UnderWay } from './under-way.ts';

/** Starts a request that is in the journal: it runs, and ends. */
export type Start = (id: string, request: FlowRequest, reply: Reply) => Started;

export interface StartParts {
  journal: Pick<RequestJournal, 'beginShare'>;
  run: Run;
  endings: Pick<Endings, 'end'>;
  underWay: Pick<UnderWay, 'add'>;
  insist: Insist;
}

export function createStart({ journal, run, endings, underWay, insist }: StartParts): Start {
  return (id, request, reply) => {
    const { started, result } = run(request, reply, createCheckpoint(id, journal, insist));
    underWay.add(
      id,
      result.then(({ outcome, note, end }) =>
        endings.end(id, { outcome, note, audit: endedEntry(id, request, outcome, end) }, reply),
      ),
    );
    return started;
  };
}
