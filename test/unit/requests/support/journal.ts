import type { Clock } from '../../../../src/clock.ts';
import type { BegunShare, OnceKey, RequestJournal, RequestOutcome } from '../../../../src/requests/journal.ts';
import { StoreError } from '../../../../src/store/store-error.ts';

export interface JournalRow {
  id: string;
  teamId: string;
  userId: string;
  body: string;
  state: 'accepted' | 'ending' | 'done';
  shares: BegunShare[];
  owner: string;
  leaseUntil: number;
  acceptedAt: number;
  takeovers: number;
  outcome?: RequestOutcome;
  note?: string;
}

export type JournalMethod = keyof RequestJournal;

/** A database as several processes have it, in memory; its time is the clock's. */
export function createMemoryJournals(clock: Clock) {
  const rows = new Map<string, JournalRow>();
  const seen = new Map<string, number>();

  /** The journal of one process. What it is asked is among `steps`; what is in `down` fails. */
  function journalOf(owner: string, steps: string[]) {
    const down = new Set<JournalMethod>();
    const onceKeys: OnceKey[] = [];
    const mine = (id: string) => {
      const row = rows.get(id);
      return row?.owner === owner ? row : undefined;
    };
    const ownOpen = () => [...rows.values()].filter((row) => row.owner === owner && row.state !== 'done');
    function ask(method: JournalMethod): void {
      steps.push(method);
      if (down.has(method)) throw new StoreError('store-unreachable', 'The database is gone');
    }

    function mark(once: readonly OnceKey[]): boolean {
      const now = clock.monotonicMs();
      if (once.some(({ key, withinMs }) => (seen.get(key) ?? -Infinity) >= now - withinMs)) return false;
      for (const { key } of once) seen.set(key, now);
      return true;
    }

    const journal: RequestJournal = {
      async markSeen(_teamId, once) {
        ask('markSeen');
        return mark([once]);
      },
      async accept(request, once) {
        ask('accept');
        onceKeys.push(...once);
        if (!mark(once)) return false;
        const leaseUntil = clock.monotonicMs() + 10_000;
        rows.set(request.id, {
          ...request,
          state: 'accepted',
          shares: [],
          owner,
          leaseUntil,
          acceptedAt: clock.monotonicMs(),
          takeovers: 0,
        });
        return true;
      },
      async readMine(id) {
        ask('readMine');
        const row = mine(id);
        return row?.state === 'accepted' ? row : undefined;
      },
      async beginShare(id, share) {
        ask('beginShare');
        const row = mine(id);
        if (row?.state !== 'accepted' || row.leaseUntil <= clock.monotonicMs()) return false;
        row.shares.push(share);
        return true;
      },
      async ending(id, outcome, note) {
        ask('ending');
        Object.assign(mine(id) ?? {}, { state: 'ending', outcome, note });
      },
      async noteLeft(id, note) {
        ask('noteLeft');
        Object.assign(mine(id) ?? {}, { note });
      },
      async done(id) {
        ask('done');
        Object.assign(mine(id) ?? {}, { state: 'done', note: undefined });
      },
      async release(id) {
        ask('release');
        Object.assign(mine(id) ?? {}, { owner: '', leaseUntil: clock.monotonicMs() + 5000 });
      },
      async renew() {
        ask('renew');
        for (const row of ownOpen()) row.leaseUntil = clock.monotonicMs() + 10_000;
      },
      async claimAbandoned(limit, which) {
        ask('claimAbandoned');
        const abandoned = [...rows.values()]
          .filter((row) => row.state !== 'done' && row.owner !== owner && row.leaseUntil < clock.monotonicMs())
          .filter(({ takeovers }) => which === undefined || (which === 'first') === (takeovers === 0));
        return abandoned.slice(0, limit).map((row) => {
          const takeovers = row.takeovers + (row.owner === '' ? 0 : 1);
          Object.assign(row, { owner, leaseUntil: clock.monotonicMs() + 10_000, takeovers });
          const { id, teamId, userId, body, note, acceptedAt } = row;
          const ageMs = clock.monotonicMs() - acceptedAt;
          return { id, teamId, userId, body, shares: [...row.shares], note, ageMs, takeovers };
        });
      },
      async handOver() {
        ask('handOver');
        for (const row of ownOpen()) row.leaseUntil = -Infinity;
      },
    };
    return { journal, down, onceKeys };
  }

  return { rows, journalOf };
}
