import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AVATAR_COLOURS, avatarColourOf, initialsOf } from '../../../sandbox/page/text/avatar-look.ts';
import { clipLines } from '../../../sandbox/page/text/clip-lines.ts';
import { jsonTokens } from '../../../sandbox/page/text/json-tokens.ts';
import { hrefOf, placeOf } from '../../../sandbox/page/text/place.ts';
import { sizeText } from '../../../sandbox/page/text/size-text.ts';

describe('clipLines', () => {
  it('cuts behind the limit and counts all', () => {
    expect(clipLines('a\nb\nc\n', 2)).toEqual({ shown: ['a', 'b'], total: 3 });
    expect(clipLines('a\r\n\r\nb', 9)).toEqual({ shown: ['a', '', 'b'], total: 3 });
    expect(clipLines('', 9)).toEqual({ shown: [''], total: 1 });
  });
});

describe('sizeText', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [9949, '9.9 kB'],
    [9950, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [10_000_000, '10 MB'],
  ])('%i is %s', (bytes, expected) => {
    expect(sizeText(bytes)).toBe(expected);
  });
});

describe('avatars', () => {
  it.each([
    ['Ana Costa', 'AC'],
    ['Ana Maria Costa', 'AC'],
    ['flow-json', 'FJ'],
    ['林小雨', '林'],
    ['👋 Tom', 'T'],
    ['', '?'],
  ])('the initials of %s are %s', (name, expected) => {
    expect(initialsOf(name)).toBe(expected);
  });

  it('have a colour for every ID', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const colour = avatarColourOf(id);
        return Number.isInteger(colour) && colour >= 0 && colour < AVATAR_COLOURS && colour === avatarColourOf(id);
      }),
    );
  });
});

describe('jsonTokens', () => {
  it('tells keys from strings', () => {
    expect(jsonTokens('  "a\\"b": "c: d", 1.5e3, true')).toEqual([
      { text: '  ', kind: 'other' },
      { text: '"a\\"b"', kind: 'key' },
      { text: ': ', kind: 'other' },
      { text: '"c: d"', kind: 'string' },
      { text: ', ', kind: 'other' },
      { text: '1.5e3', kind: 'number' },
      { text: ', ', kind: 'other' },
      { text: 'true', kind: 'word' },
    ]);
  });

  it('loses nothing of any line', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        (line) =>
          jsonTokens(line)
            .map(({ text }) => text)
            .join('') === line,
      ),
    );
  });
});

describe('the place in the address', () => {
  it('is read as it was written', () => {
    const value = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
    fc.assert(
      fc.property(fc.record({ as: value, in: value, file: value }), (place) => {
        expect(placeOf(hrefOf(place))).toEqual(place);
      }),
    );
  });
});
