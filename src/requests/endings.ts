import type { Audit } from '../audit/audit.ts';
import type { NewAuditEntry } from '../audit/entry.ts';
import type { Insist } from './insist.ts';
import type { Note, RequestJournal, RequestOutcome } from './journal.ts';
import type { Reply } from './replies.ts';

/** The reply did not arrive: it has to be sent once more. */
class ReplyLost extends Error {
  readonly kind = 'reply-lost';
}

/** What came of a request. */
export interface Ended {
  outcome: RequestOutcome;
  note: Note;
  audit: NewAuditEntry;
}

export interface Endings {
  /** Ends a request: what came of it is written down, then replied, and done. */
  end(id: string, ended: Ended, reply: Reply): Promise<void>;
  /** As `end`, of a request whose outcome is written down. */
  endAgain(id: string, note: Note, reply: Reply): Promise<void>;
  /** Ends a request without a word. */
  drop(id: string): Promise<void>;
}

/** @throws {ReplyLost}, and what the journal throws for too long, from each function. */
export function createEndings(
  journal: Pick<RequestJournal, 'ending' | 'noteLeft' | 'done'>,
  insist: Insist,
  audit: Pick<Audit, 'written'>,
): Endings {
  const drop = (id: string) => insist(() => journal.done(id));

  async function endAgain(id: string, note: Note, reply: Reply): Promise<void> {
    const keepRest = (rest: Note) => insist(() => journal.noteLeft(id, rest));
    if (!(await reply.end(note, keepRest))) throw new ReplyLost('The reply did not arrive');
    await drop(id);
  }

  return {
    async end(id, { outcome, note, audit: entry }, reply) {
      await insist(() => journal.ending(id, outcome, note, entry));
      audit.written(entry);
      await endAgain(id, note, reply);
    },
    endAgain,
    drop,
  };
}
