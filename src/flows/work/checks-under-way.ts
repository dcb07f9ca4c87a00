import type { Person } from '../records.ts';

/** A person's messages that are checked at the same time: each may bring files of 10 MB, which others wait behind. */
const MAX_PER_PERSON = 3;

/** The person has so many messages checked already that this would be one too many. Nothing of it was read. */
export class TooManyChecks extends Error {
  readonly kind = 'too-many-checks';
  /** The most that one person may have checked at a time. */
  readonly limit: number;

  constructor(limit: number) {
    super(`One person may have ${limit} messages checked at a time`);
    this.name = 'TooManyChecks';
    this.limit = limit;
  }
}

/** Whose messages this process checks now. */
export interface ChecksUnderWay {
  /** @throws {TooManyChecks} before the work begins. */
  during<T>(person: Person, work: () => Promise<T>): Promise<T>;
}

/** @param limit of each person. */
export function createChecksUnderWay(limit = MAX_PER_PERSON): ChecksUnderWay {
  const byPerson = new Map<string, number>();

  return {
    async during({ teamId, userId }, work) {
      const person = `${teamId}/${userId}`;
      const count = byPerson.get(person) ?? 0;
      if (count >= limit) throw new TooManyChecks(limit);
      byPerson.set(person, count + 1);
      try {
        return await work();
      } finally {
        const left = (byPerson.get(person) ?? 1) - 1;
        if (left > 0) byPerson.set(person, left);
        else byPerson.delete(person);
      }
    },
  };
}
