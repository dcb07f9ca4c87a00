import { eachString, type FoundString } from './each-string.ts';
import { PATTERNS, PRIVATE_KEY, PRIVATE_KEY_END, SECRET_NAME, type SecretKind } from './own-patterns.ts';

export type { SecretKind } from './own-patterns.ts';

/** What looks like a secret in a flow's JSON. */
export interface Secret {
  kind: SecretKind;
  /** Where it is, as a JSON pointer. */
  path: string;
  /** The secret itself: never to be shown. */
  value: string;
}

/** No secret is as short as this; characters. */
const SHORTEST = 8;
/** Strings are looked through together up to this size: one pass over many is faster; characters. */
const CHUNK = 256 * 1024;
/**
 * The rule set compares each thing that it finds with every other (`filterDuplicatedMessages` of @secretlint/core, as of 13.1), so it gets a
 * part of a text at a time; characters. No secret of its rules is longer than what two parts have in common: private keys have a pattern here.
 */
const PART = 12 * 1024;
const IN_BOTH = 4096;
/** More than anybody reads. */
const MAX_FOUND = 100;

/** Pictures in Base64: by what the usual formats begin with, or as a `data:` address. */
const IMAGE = /^(?:data:image\/|iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|PHN2Zy|PD94bWwg|Qk[0-9A-Za-z+/]{3}AAAA)/;
const SHORTEST_IMAGE = 64;
const isImage = (value: string) => value.length >= SHORTEST_IMAGE && IMAGE.test(value);

/** What Flow JSON fills in is no secret, and neither is what says that it stands for one. */
const PLACEHOLDER =
  /\$\{|<[^>]{0,100}>|^[*xX.•]+$|(?:your|my|test|dummy|sample|example)[_-]?(?:api)?[_-]?(?:key|token|password|secret)/i;

/** By rule of the rule set; without a name of its own, the rule's is shown. */
const SERVICES: Readonly<Record<string, SecretKind>> = {
  basicauth: 'url-credentials',
  'database-connection-string': 'database',
  privatekey: 'private-key',
  aws: 'service: AWS',
  gcp: 'service: Google Cloud',
  github: 'service: GitHub',
  gitlab: 'service: GitLab',
  npm: 'service: npm',
  openai: 'service: OpenAI',
  anthropic: 'service: Anthropic',
  sendgrid: 'service: SendGrid',
  '1password': 'service: 1Password',
};

function kindOfRule(ruleId: string): SecretKind {
  const rule = ruleId.replace(/^.*secretlint-rule-/, '');
  return SERVICES[rule] ?? `service: ${rule.charAt(0).toUpperCase()}${rule.slice(1)}`;
}

/** Loaded when something is looked through for the first time. */
let ruleSet: Promise<(text: string) => Promise<{ kind: SecretKind; range: readonly [number, number] }[]>> | undefined;

async function loadRuleSet() {
  const [{ lintSource }, { creator }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ]);
  // It notes when each rule begins and ends, for as long as the process lives: 12 kB a file.
  secretLintProfiler.setEnabled(false);
  const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] };
  return async (content: string) => {
    const source = { filePath: 'strings.txt', content, contentType: 'text', ext: '.txt' } as const;
    const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
    return messages.map(({ ruleId, range }) => ({ kind: kindOfRule(ruleId), range }));
  };
}

/** Bits a character, by how often each is there. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

const RANDOM = /[A-Za-z0-9+/_=-]{24,4096}/g;
const LEAST_ENTROPY = 4;
const HEX = /^[0-9a-f]+$/i;
/** Of a SHA-1 and of keys of 160 bits and more; an ID of 128 bits is no secret. */
const SHORTEST_HEX = 40;

function looksRandom(text: string): boolean {
  if (HEX.test(text)) return text.length >= SHORTEST_HEX && /[a-f]/i.test(text) && /\d/.test(text);
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && entropyOf(text) >= LEAST_ENTROPY;
}

/** A password or a key of its own, and no words of a sentence. */
const looksChosen = (value: string) =>
  value.length <= 4096 && /^\S{8,}$/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value);

/** A piece of a string that looks like a secret. */
interface Hit {
  kind: SecretKind;
  value: string;
}

function* hitsOfPatterns(text: string): Iterable<Hit & { at: number }> {
  for (const { kind, shape } of PATTERNS) {
    for (const match of text.matchAll(shape)) {
      const value = match[1] ?? match[0];
      yield { kind, value, at: match.index + match[0].indexOf(value) };
    }
  }
}

function* privateKeys(value: string): Iterable<Hit> {
  let shownUpTo = 0;
  for (const begin of value.matchAll(PRIVATE_KEY)) {
    // What begins within another is part of it already.
    if (begin.index < shownUpTo) continue;
    PRIVATE_KEY_END.lastIndex = begin.index;
    const end = PRIVATE_KEY_END.exec(value);
    shownUpTo = end === null ? value.length : PRIVATE_KEY_END.lastIndex;
    yield { kind: 'private-key', value: value.slice(begin.index, shownUpTo) };
  }
}

function* hitsInExample({ value, name }: FoundString): Iterable<Hit> {
  if (SECRET_NAME.test(name) && looksChosen(value)) yield { kind: 'named', value };
  // Addresses of pictures have such parts, which open nothing else.
  if (/^[a-z][a-z0-9+.-]{1,20}:/i.test(value)) return;
  for (const [token] of value.matchAll(RANDOM)) if (looksRandom(token)) yield { kind: 'random', value: token };
}

/** A hit, by where its string begins: a path is made for what is found alone, never for each string. */
interface PlacedHit extends Hit {
  place: number;
}

function withPaths(json: string, hits: readonly PlacedHit[]): Secret[] {
  if (hits.length === 0) return [];
  const paths = new Map<number, string>();
  const places = new Set(hits.map(({ place }) => place));
  eachString(json, ({ at, path }) => {
    if (places.has(at)) paths.set(at, path());
  });
  return hits.map(({ kind, place, value }) => ({ kind, path: paths.get(place) ?? '', value }));
}

/** Strings that are looked through together. */
interface Chunk {
  text: string;
  /** Where each begins in this text, and in the file's; in order. */
  starts: number[];
  places: number[];
}

/** What the rule set is given at a time, and where that begins in the text. */
function* partsOf(text: string): Iterable<{ part: string; from: number; isLast: boolean }> {
  for (let from = 0; ; from += PART - IN_BOTH) {
    const isLast = from + PART >= text.length;
    yield { part: text.slice(from, from + PART), from, isLast };
    if (isLast) return;
  }
}

function entryAt({ starts }: Chunk, at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Finds what looks like a secret in a flow's JSON. Pictures in Base64 are passed over. The time is linear in the text, and no memory is
 * taken for what is not looked at.
 *
 * @param json of the flow, laid out or not.
 * @returns in the order in which they were met, each value once a place; the first 100. Rejects with a `RangeError` for what is nested
 *   deeper than 200 levels.
 */
export async function findSecrets(json: string): Promise<Secret[]> {
  const found = new Map<string, PlacedHit>();
  const add = (place: number, { kind, value }: Hit) => {
    if (value.length < SHORTEST || PLACEHOLDER.test(value.slice(0, 500)) || found.size >= MAX_FOUND) return;
    // Whose key it is says more than that it looks like one.
    for (const [key, each] of found) {
      const isVague = each.kind === 'random' || each.kind === 'named';
      if (isVague && each.place === place && each.kind !== kind && value.includes(each.value)) found.delete(key);
    }
    const known = [...found.values()].find((each) => each.place === place && each.value.includes(value));
    if (known === undefined) found.set(`${place}\n${value}`, { kind, place, value });
  };

  const chunks: Chunk[] = [];
  let [parts, starts, places, length]: [string[], number[], number[], number] = [[], [], [], 0];
  const close = () => {
    if (parts.length > 0) chunks.push({ text: parts.join('\n'), starts, places });
    [parts, starts, places, length] = [[], [], [], 0];
  };
  eachString(json, (string) => {
    const { value, at, isExample } = string;
    if (value.length < SHORTEST || isImage(value)) return;
    for (const hit of privateKeys(value)) add(at, hit);
    if (isExample) for (const hit of hitsInExample(string)) add(at, hit);
    if (length + value.length > CHUNK) close();
    starts.push(length);
    places.push(at);
    parts.push(value);
    length += value.length + 1;
  });
  close();

  ruleSet ??= loadRuleSet();
  const rules = await ruleSet;
  for (const chunk of chunks) {
    const { text, places: placeOfEntry } = chunk;
    const placeAt = (at: number) => placeOfEntry[entryAt(chunk, at)] ?? 0;
    for (const hit of hitsOfPatterns(text)) add(placeAt(hit.at), hit);
    for (const { part, from, isLast } of partsOf(text)) {
      for (const { kind, range } of await rules(part)) {
        // Perhaps but the beginning of it: the next part has it whole.
        if (range[1] === part.length && range[0] > part.length - IN_BOTH && !isLast) continue;
        const begin = from + range[0];
        const entry = entryAt(chunk, begin);
        const end = (chunk.starts[entry + 1] ?? text.length + 1) - 1;
        const value = text.slice(begin, Math.min(from + range[1], end));
        const place = placeOfEntry[entry] ?? 0;
        // What stands between `//` and `@` is found more exactly by its own pattern.
        const isKnown = [...found.values()].some(
          (known) => known.place === place && known.kind === 'url-credentials' && value.includes(known.value),
        );
        if (!isKnown) add(place, { kind, value });
      }
    }
  }
  return withPaths(json, [...found.values()]);
}
