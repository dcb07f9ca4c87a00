import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/access/glob.ts';

const asRegExp = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^]*')
      .replaceAll('?', '[^]')}$`,
  );

describe('matchesGlob', () => {
  it('takes a star for any text, and a question mark for one character', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(letters, text, (pattern, given) => {
        expect(matchesGlob(pattern, given)).toBe(asRegExp(pattern).test(given));
      }),
      { numRuns: 5000 },
    );
  });

  it('ends soon, whatever the pattern', () => {
    expect(matchesGlob(`${'a*'.repeat(2000)}b`, 'a'.repeat(4000))).toBe(false);
  });
});
