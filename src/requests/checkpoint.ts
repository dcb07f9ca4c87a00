import type { Insist } from './insist.ts';
import type { BegunShare, RequestJournal } from './journal.ts';

/** Nothing may be shared any more: another process has taken the request over, or the journal can't be written. */
export class ShareForbidden extends Error {
  readonly kind = 'share-forbidden';
}

/** Written down as a request goes on, so that a crash neither loses nor doubles it. */
export interface Checkpoint {
  /**
   * Files are about to be shared.
   *
   * @throws {ShareForbidden}
   */
  beginShare(share: BegunShare): Promise<void>;
}

/** The checkpoint of one request. */
export function createCheckpoint(id: string, journal: Pick<RequestJournal, 'beginShare'>, insist: Insist): Checkpoint {
  return {
    async beginShare(share) {
      const isOurs = await insist(() => journal.beginShare(id, share)).catch((cause: unknown) => {
        throw new ShareForbidden('The share could not be written down', { cause });
      });
      if (!isOurs) throw new ShareForbidden('Another process has taken the request over');
    },
  };
}
