import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

interface Pattern {
  file: string;
  source: string;
  flags: string;
}

function patternsOf(file: string): Pattern[] {
  const found: Pattern[] = [];
  const visitor = new Visitor({
    Literal(node) {
      if ('regex' in node) found.push({ file, source: node.regex.pattern, flags: node.regex.flags });
    },
  });
  visitor.visit(parseSync(file, readFileSync(resolve(ROOT, file), 'utf8')).program);
  return found;
}

/** Every pattern of the bot that is written as one; those that are put together are tried by `outside-text.test.ts`. */
const PATTERNS = globSync('src/**/*.ts', { cwd: ROOT }).flatMap(patternsOf);

/** What a pattern may begin to match, again and again. */
const PIECES = [
  ...['a', 'A', '1', ' ', '\t', '\n', '-', '_', '.', '/', '<', '>', '"', "'", '`', '\\', '{', '[', '(', '&', '|', ','],
  ...[';', ':', '=', '*', '~', '#', '@', '$', '?', '!', '+', '%', '流', '👍', '\u200b', '\u0301', 'aB1', 'a ', ' \n'],
  ...['\r\n', '**a', '](', '[a](', '![', 'http://', 'https://a?', '-----BEGIN ', 'data:a/b;base64,', 'x'.repeat(63)],
];
const BEHIND = ['', 'a', '1', ' ', '-', '.', '/', '"', '<', '_'];
/** The plain words of a pattern, each also with something behind it. */
const piecesOf = ({ source }: Pattern): ReadonlySet<string> => {
  const words = source.split(/[\\^$.*+?()[\]{}|]+/).filter((word) => word.length > 0 && word.length < 40);
  return new Set([...PIECES, ...words.flatMap((word) => BEHIND.map((more) => `${word}${more}`))]);
};

/** A run of a piece, and what ends no match. */
const textOf = (piece: string, length: number) => `x${piece.repeat(Math.ceil(length / piece.length))}\u0001!~`;

/** Looks for it everywhere, as a pattern without an anchor does; one that is sticky is looked for at its place alone. */
function matchMs({ source, flags }: Pattern, text: string): number {
  const pattern = new RegExp(source, flags.includes('g') || flags.includes('y') ? flags : `${flags}g`);
  const startedAt = performance.now();
  if (pattern.sticky) pattern.exec(text);
  else for (const _ of text.matchAll(pattern));
  return performance.now() - startedAt;
}

const [SHORT, LONG] = [8_000, 24_000];
/** Of the short text: what takes less is not looked at more closely. A quadratic pattern takes 20. Milliseconds. */
const NOTICED_MS = 3;
/** Of the long text: a quadratic pattern takes 200, a linear one 15 at the most. Milliseconds. */
const TOO_LONG_MS = 100;
const TRIES = 3;

const isSlow = (pattern: Pattern, piece: string): boolean =>
  matchMs(pattern, textOf(piece, SHORT)) > NOTICED_MS &&
  Array.from({ length: TRIES }).every(() => matchMs(pattern, textOf(piece, LONG)) > TOO_LONG_MS);

describe('no pattern takes a time that grows with the square of the text', () => {
  it('of those in the code', () => {
    expect(PATTERNS.length).toBeGreaterThan(200);
    const slow = PATTERNS.flatMap((pattern) => {
      const piece = [...piecesOf(pattern)].find((each) => isSlow(pattern, each));
      return piece === undefined ? [] : [`${pattern.file}: /${pattern.source}/ with ${JSON.stringify(piece)}`];
    });
    expect(slow).toEqual([]);
  }, 60_000);

  it.each(['x+$', '<[^>]*>'])('%s is one that would', (source) => {
    const pattern = { file: '', source, flags: '' };
    expect([...piecesOf(pattern)].some((piece) => isSlow(pattern, piece))).toBe(true);
  });
});
