import type { Insist } from './insist.ts';
import type { Note, RequestJournal, RequestOutcome } from './journal.ts';
import type { Reply } from './replies.ts';

/** The reply did not arrive: it has to be sent once more. */
class ReplyLost extends Error {
  readonly kind = 'reply-lost';
}

export interface Endings {
  /** Ends a request: what came of it is written down, then replied, and done. */
  end(id: string, outcome: RequestOutcome, note: Note, reply: Reply): Promise<void>;
  /** As `end`, of a request whose outcome is written down. */
  endAgain(id: string, note: Note, reply: Reply): Promise<void>;
  /** Ends a request without a word. */
  drop(id: string): Promise<void>;
}

/** @throws {ReplyLost}, and what the journal throws for too long, from each function. */
export function createEndings(journal: Pick<RequestJournal, 'ending' | 'done'>, insist: Insist): Endings {
  const drop = (id: string) => insist(() => journal.done(id));

  async function endAgain(id: string, note: Note, reply: Reply): Promise<void> {
    if (!(await reply.end(note))) throw new ReplyLost('The reply did not arrive');
    await drop(id);
  }

  return {
    async end(id, outcome, note, reply) {
      await insist(() => journal.ending(id, outcome, note));
      await endAgain(id, note, reply);
    },
    endAgain,
    drop,
  };
}
