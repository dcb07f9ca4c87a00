import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, startOfText } from '../../src/text.ts';

const FAMILY = '👩🏽‍👩🏻‍👧🏿‍👦🏾';
const FLAGS = '🇩🇪🇫🇷🇯🇵🇨🇳';
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const characters = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Texts as people write them: letters, accents put on top, emoji of every kind, flags in a row, line ends. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a',
        'é',
        'e\u0301',
        '流',
        '程',
        ' ',
        '\r\n',
        '&',
        '👍',
        '👍🏽',
        FAMILY,
        '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
        '❤️',
        '1️⃣',
        '한',
        '🇩🇪',
        '🇫🇷',
        'नि',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('a text that is cut', () => {
  it.each([
    ['12345', 5, '12345'],
    ['123456', 5, '1234…'],
    ['ab👍', 3, 'ab…'],
    ['ab👍c', 5, 'ab👍c'],
    [`a${FAMILY}b`, 10, 'a…'],
    [`${FLAGS}x`, 12, '🇩🇪🇫🇷…'],
    ['e\u0301e\u0301', 3, 'e\u0301…'],
    ['\r\n\r\n', 2, '…'],
  ])('%j to %i', (whole, length, expected) => {
    expect(cutText(whole, length)).toBe(expected);
  });

  it('ends with a whole character, is no longer than asked for, and no shorter than it has to be', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 80 }), (whole, length) => {
        const start = startOfText(whole, length);
        expect(whole.startsWith(start)).toBe(true);
        expect(start.length).toBeLessThanOrEqual(length);
        const all = characters(whole);
        const kept = characters(start);
        expect(kept).toEqual(all.slice(0, kept.length));
        const next = all[kept.length];
        if (next !== undefined) expect(start.length + next.length).toBeGreaterThan(length);
      }),
      { numRuns: 500 },
    );
  });

  it('looks at its end alone, however long it is', () => {
    let looked = 0;
    const { segment } = Intl.Segmenter.prototype;
    Intl.Segmenter.prototype.segment = function counted(input) {
      looked += input.length;
      return segment.call(this, input);
    };
    try {
      cutText('👍'.repeat(500_000), 40_001);
      cutText('👍'.repeat(500_000), 999_999);
    } finally {
      Intl.Segmenter.prototype.segment = segment;
    }
    expect(looked).toBeLessThan(1_000);
  });

  it('is cut somewhere where one character never ends', () => {
    const endless = `a${'\u0301'.repeat(5_000)}`;
    expect(startOfText(endless, 1_000)).toHaveLength(1_000);
  });
});
