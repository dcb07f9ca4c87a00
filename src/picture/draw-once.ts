import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Picture } from './draw.ts';
import { PictureError, type PictureErrorKind } from './error.ts';
import { LIMITS } from './limits.ts';
import { DRAWING_VERSION } from './version.ts';
import { ENGLISH } from './words.ts';
import { SIMPLIFIED_CHINESE } from './words-zh.ts';
import type { PicturePool } from './worker/pool.ts';

/** The languages that a picture's own words are in. */
const WORDS = { en: ENGLISH, 'zh-CN': SIMPLIFIED_CHINESE };
type Language = keyof typeof WORDS;

const isLanguage = (name: string): name is Language => Object.hasOwn(WORDS, name);

/** Where pictures are kept, so that what was drawn once need not be drawn again. */
export interface PictureRecords {
  /**
   * The pictures of a key. It is made of all of what they show, so who has it has that already: they are also found where
   * another workspace had them drawn, and are its own from then on.
   *
   * @returns undefined where there are none.
   */
  get(teamId: string, key: string): Promise<Picture[] | undefined>;
  put(teamId: string, key: string, pictures: readonly Picture[]): Promise<void>;
}

/** How a picture is to be. */
export interface Wish {
  /** Above the picture. */
  title: string;
  /** The name of a language, as `zh-CN`; English where the words are in no other. */
  language: string;
}

/** Pictures, each drawn once for all who have its content. */
export interface DrawOnce {
  /** Whether a drawing would have to wait for a process to start. */
  readonly isCold: boolean;
  /** As the pool does: a drawing will be asked for in a moment. */
  warmUp(): void;
  /**
   * @param json the text of a Flow JSON
   * @param wish `most`: pictures at most, as in `DrawOptions`
   * @throws {PictureError}
   */
  flow(teamId: string, json: string, wish: Wish & { most: number }): Promise<Picture[]>;
  /** What changed between two versions. @throws {PictureError} */
  change(teamId: string, versions: { before: string; after: string }, wish: Wish): Promise<Picture[]>;
}

export interface DrawOnceParts {
  pool: Pick<PicturePool, 'drawFlow' | 'drawChange' | 'warmUp' | 'load'>;
  records: PictureRecords;
  warn: (facts: { err: unknown }, message: string) => void;
  /** A clock that never steps back; milliseconds. */
  monotonicMs: () => number;
}

/** What the same content would fail with again; the others pass. */
const LASTING: ReadonlySet<PictureErrorKind> = new Set([
  'not-a-flow',
  'too-large',
  'time-out',
  'out-of-memory',
  'failed',
]);
/** So long nobody tries again what failed; milliseconds. */
const NOT_AGAIN_MS = 10 * 60_000;
const MAX_FAILURES = 500;

/** So long a drawing stays in memory: where many ask for one flow, their shares come one after the other; milliseconds. */
const AT_HAND_MS = 30_000;
/** Bytes of pictures, together. A drawing that is larger is read again. */
const MAX_AT_HAND = 8 * 1024 * 1024;

/** Lengths in front: no two lists of texts give the same. */
function keyOf(kind: 'flow' | 'change', texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of [String(DRAWING_VERSION), kind, ...texts]) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex');
}

const bytesOf = (pictures: readonly Picture[]): number => pictures.reduce((sum, { png }) => sum + png.length, 0);

export function createDrawOnce({ pool, records, warn, monotonicMs }: DrawOnceParts): DrawOnce {
  const underWay = new Map<string, Promise<Picture[]>>();
  const failures = new LRUCache<string, { error: PictureError; at: number }>({ max: MAX_FAILURES });
  /** So that who comes right after the first neither reads the database nor holds bytes of their own. */
  const atHand = new LRUCache<string, Picture[]>({
    maxSize: MAX_AT_HAND,
    sizeCalculation: (pictures) => Math.max(1, bytesOf(pictures)),
    ttl: AT_HAND_MS,
    ttlAutopurge: true,
    ttlResolution: 0,
    perf: { now: monotonicMs },
  });

  function failedLately(key: string): PictureError | undefined {
    const failure = failures.get(key);
    return failure !== undefined && monotonicMs() - failure.at < NOT_AGAIN_MS ? failure.error : undefined;
  }

  async function kept(teamId: string, key: string): Promise<Picture[] | undefined> {
    try {
      return await records.get(teamId, key);
    } catch (error) {
      warn({ err: error }, 'Could not look for a picture; it is drawn');
      return undefined;
    }
  }

  async function keep(teamId: string, key: string, pictures: readonly Picture[]): Promise<void> {
    try {
      await records.put(teamId, key, pictures);
    } catch (error) {
      warn({ err: error }, 'A picture was not kept');
    }
  }

  async function drawn(teamId: string, key: string, draw: () => Promise<Picture[]>): Promise<Picture[]> {
    const found = await kept(teamId, key);
    if (found !== undefined) return found;
    const failure = failedLately(key);
    if (failure !== undefined) throw failure;
    try {
      const pictures = await draw();
      // Nobody waits for it to be kept.
      void keep(teamId, key, pictures);
      return pictures;
    } catch (error) {
      const known =
        error instanceof PictureError ? error : new PictureError('failed', 'Drawing failed', { cause: error });
      if (LASTING.has(known.kind)) failures.set(key, { error: known, at: monotonicMs() });
      throw known;
    }
  }

  /** Who asks while it is being drawn waits for the same. */
  function once(teamId: string, key: string, draw: () => Promise<Picture[]>): Promise<Picture[]> {
    const place = `${teamId}/${key}`;
    const ready = atHand.get(place);
    if (ready !== undefined) return Promise.resolve(ready);
    const joined = underWay.get(place);
    if (joined !== undefined) return joined;
    const drawing = drawn(teamId, key, draw)
      .then((pictures) => {
        atHand.set(place, pictures);
        return pictures;
      })
      .finally(() => underWay.delete(place));
    underWay.set(place, drawing);
    return drawing;
  }

  /** Not even hashed, nor handed over. */
  const tooLarge = (texts: readonly string[]) => texts.some(({ length }) => length > LIMITS.jsonBytes);
  const refuse = () => Promise.reject(new PictureError('too-large', 'More text than is drawn'));
  const languageOf = (name: string): Language => (isLanguage(name) ? name : 'en');

  return {
    get isCold() {
      return pool.load.processes === 0;
    },
    warmUp: pool.warmUp,

    flow(teamId, json, { title, language: name, most }) {
      if (tooLarge([json])) return refuse();
      const language = languageOf(name);
      const options = { title, words: WORDS[language], most };
      return once(teamId, keyOf('flow', [json, title, language, String(most)]), () => pool.drawFlow(json, options));
    },

    change(teamId, { before, after }, { title, language: name }) {
      if (tooLarge([before, after])) return refuse();
      const language = languageOf(name);
      const key = keyOf('change', [before, after, title, language]);
      return once(teamId, key, () => pool.drawChange(before, after, { title, words: WORDS[language] }));
    },
  };
}
