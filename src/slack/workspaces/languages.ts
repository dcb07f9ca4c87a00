import { LRUCache } from 'lru-cache';
import type { Fact } from '../../access/access.ts';
import type { Clock } from '../../clock.ts';
import type { Person } from '../../flows/records.ts';
import { type Language, languageOf, type Translate, translateTo } from '../../i18n.ts';
import type { PersonInfo } from './facts/people.ts';

/** The texts in the language that a person has chosen in Slack. Never rejects: English where it can't be found out. */
export type TextsFor = (person: Person) => Promise<Translate>;

export interface LanguagesParts {
  people: (person: Person) => Fact<PersonInfo>;
  clock: Clock;
}

/** People rarely change it; milliseconds. */
const KEPT_FOR_MS = 60 * 60 * 1000;
/** What could not be found out is asked for again sooner. */
const UNKNOWN_KEPT_FOR_MS = 60 * 1000;
const MAX_KEPT = 10_000;
/** Slack waits 3 s for an ack; somebody who is met for the first time gets English rather than a late answer. */
const PATIENCE_MS = 400;

interface Kept {
  language: Promise<Language>;
  /** Undefined while it is asked for. */
  known?: Language;
  keptUntil: number;
}

/** Asks for a person's language once an hour. */
export function createLanguages({ people, clock }: LanguagesParts): TextsFor {
  const kept = new LRUCache<string, Kept>({ max: MAX_KEPT });

  async function ask(person: Person, entry: () => Kept): Promise<Language> {
    const locale = (await people(person))?.locale;
    const language = languageOf(locale);
    entry().known = language;
    if (locale === undefined) entry().keptUntil = clock.monotonicMs() + UNKNOWN_KEPT_FOR_MS;
    return language;
  }

  function keptOf(person: Person): Kept {
    const key = `${person.teamId} ${person.userId}`;
    const known = kept.get(key);
    if (known !== undefined && known.keptUntil > clock.monotonicMs()) return known;
    const entry: Kept = { language: ask(person, () => entry), keptUntil: clock.monotonicMs() + KEPT_FOR_MS };
    kept.set(key, entry);
    return entry;
  }

  return async (person) => {
    const { language, known } = keptOf(person);
    if (known !== undefined) return translateTo(known);
    const inTime = await Promise.race([language, clock.wait(PATIENCE_MS).then(() => undefined)]);
    return translateTo(inTime ?? 'en');
  };
}
