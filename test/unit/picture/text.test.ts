import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRightToLeft, visualRuns } from '../../../src/picture/text/bidi.ts';
import { layoutText, type Span, type TextBlockOptions, type TextStyle } from '../../../src/picture/text/block.ts';
import { piecesOf } from '../../../src/picture/text/breaks.ts';
import { createCanvasMeasure } from '../../../src/picture/text/canvas-measure.ts';
import { canvasFont, familiesFor, isDrawn } from '../../../src/picture/text/fonts.ts';
import { markdownParts } from '../../../src/picture/text/markdown.ts';
import { scriptName, scriptOf } from '../../../src/picture/text/scripts.ts';
import { PLAIN_MEASURE } from './support/flows.ts';
import { LANGUAGES, MORE_SCRIPTS } from './support/languages.ts';

const STYLE: TextStyle = { isBold: false, isItalic: false, color: '#000' };
const BOLD: TextStyle = { ...STYLE, isBold: true };
const OPTIONS: TextBlockOptions = { width: 100, size: 10, lineHeight: 14, maxLines: 5 };

const plain = (text: string, options: Partial<TextBlockOptions> = {}) =>
  layoutText([{ text, style: STYLE }], { ...OPTIONS, ...options }, PLAIN_MEASURE);
const linesOf = (block: ReturnType<typeof plain>) =>
  block.lines.map(({ texts }) => texts.map(({ text }) => text).join(''));

describe('layoutText', () => {
  // Twenty letters fit in a line.
  it('breaks at words, and words that are too long between letters', () => {
    expect(linesOf(plain('one two three four five six'))).toEqual(['one two three four', 'five six']);
    expect(linesOf(plain(`a ${'x'.repeat(45)} b`))).toEqual(['a', 'x'.repeat(20), 'x'.repeat(20), 'xxxxx b']);
  });

  it('keeps ends of lines, whichever they are, and drops what is not seen', () => {
    expect(linesOf(plain('a\r\nb\rc\u2028d\n'))).toEqual(['a', 'b', 'c', 'd']);
    expect(linesOf(plain('a\u0000b\u202ec\u200bd\ufeff'))).toEqual(['abcd']);
  });

  it('cuts with a sign, filling the last line', () => {
    const block = plain('one two three four five-hundred-and-more seven', { maxLines: 1 });
    expect(linesOf(block)).toEqual(['one two three four…']);
    expect(block.isCut).toBe(true);
    expect(linesOf(plain('No screen FOURTH_SCREEN_OF_ALL', { maxLines: 1 }))).toEqual(['No screen FOURTH_SC…']);
  });

  it('keeps its tail where it is cut', () => {
    const tail = [{ text: ' *', style: BOLD }];
    expect(linesOf(plain('one two three four five six', { maxLines: 1, tail }))).toEqual(['one two three fou… *']);
    expect(linesOf(plain('one two three four', { maxLines: 1, tail }))).toEqual(['one two three four *']);
    expect(linesOf(plain('one two three fours', { maxLines: 1, tail }))).toEqual(['one two three fou… *']);
    expect(linesOf(plain('one two three fours', { maxLines: 2, tail }))).toEqual(['one two three fours', '*']);
  });

  it('never cuts within what a person takes for one letter', () => {
    const family = '👨‍👩‍👧';
    for (const [line] of [linesOf(plain(family.repeat(12), { maxLines: 1 }))])
      expect(line?.replaceAll(family, '')).toBe('…');
  });

  it('keeps Chinese signs off the start of a line, and breaks Thai at words', () => {
    expect(piecesOf('你好，世界。')).toEqual(['你', '好，', '世', '界。']);
    expect(piecesOf('สวัสดีชาวโลก').length).toBeGreaterThan(1);
  });

  it('sets a paragraph from right to left on the right', () => {
    const [line] = plain('שלום').lines;
    expect(line?.texts[0]).toMatchObject({ x: 80, width: 20, isRightToLeft: true });
    expect(plain('שלום', { align: 'left' }).lines[0]?.texts[0]?.x).toBe(0);
  });

  it('orders styles within a line from right to left as they are read', () => {
    const spans: Span[] = [
      { text: 'אבג ', style: STYLE },
      { text: 'דהו', style: BOLD },
      { text: ' abc', style: STYLE },
    ];
    const texts = layoutText(spans, OPTIONS, PLAIN_MEASURE).lines[0]?.texts ?? [];
    expect(texts.map(({ text, isRightToLeft: isReversed }) => [text, isReversed])).toEqual([
      ['abc', false],
      [' ', true],
      ['דהו', true],
      ['אבג ', true],
    ]);
    expect(texts.map(({ x }) => x)).toEqual([45, 60, 65, 80]);
  });

  it('keeps every line within its width, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.boolean()), { maxLength: 6 }),
        fc.integer({ min: 12, max: 200 }),
        fc.integer({ min: 1, max: 6 }),
        (parts, width, maxLines) => {
          const block = layoutText(
            parts.map(([text, isBold]) => ({ text, style: isBold ? BOLD : STYLE })),
            { ...OPTIONS, width, maxLines },
            PLAIN_MEASURE,
          );
          expect(block.lines.length).toBeLessThanOrEqual(maxLines);
          for (const { texts } of block.lines) {
            for (const { x, width: wide, text } of texts) {
              // One letter may be wider than the line.
              if ([...new Intl.Segmenter().segment(text)].length <= 2) continue;
              expect(x).toBeGreaterThanOrEqual(-0.001);
              expect(x + wide).toBeLessThanOrEqual(width + 0.001);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('bidi', () => {
  it('takes the direction of the first letter', () => {
    expect(['1. שלום', 'abc שלום', '٣ مرحبا', '!!'].map(isRightToLeft)).toEqual([true, false, true, false]);
  });

  it('loses no character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('א', 'b', '1', ' ', 'ع', '('), maxLength: 30 }),
        fc.boolean(),
        (text, isReversed) => {
          const runs = visualRuns(text, isReversed, []);
          const found = runs.flatMap(({ start, end }) =>
            Array.from({ length: end - start }, (_, index) => start + index),
          );
          expect(found.sort((one, other) => one - other)).toEqual([...text].map((_, index) => index));
        },
      ),
    );
  });
});

describe('markdown', () => {
  const read = (text: string) =>
    markdownParts(text, STYLE, '#0a0').map((part) => [
      part.kind,
      'spans' in part ? part.spans.map(({ text: its }) => its).join('') : '',
    ]);

  it('knows what Meta documents', () => {
    expect(read('# A\n\n## B\n\ntext\n\n- one\n- two\n\n3. three\n\n![alt](data:image/png;base64,AA)')).toEqual([
      ['heading', 'A'],
      ['heading', 'B'],
      ['paragraph', 'text'],
      ['item', 'one'],
      ['item', 'two'],
      ['item', 'three'],
      ['image', ''],
    ]);
    expect(markdownParts('| a | b |\n|---|---|\n| c | d |', STYLE, '#0a0')).toMatchObject([
      {
        kind: 'table',
        rows: [
          [[{ text: 'a' }], [{ text: 'b' }]],
          [[{ text: 'c' }], [{ text: 'd' }]],
        ],
      },
    ]);
  });

  it('takes markup for text', () => {
    expect(read('<script>alert(1)</script>')).toEqual([['paragraph', '<script>alert(1)</script>']]);
    expect(read('a <b>c</b> &lt;')).toEqual([['paragraph', 'a <b>c</b> <']]);
  });
});

describe('what stands in for letters that no font has', () => {
  const measure = {
    ...PLAIN_MEASURE,
    standIn: (c: string) => (/[ଅ-ହ]/.test(c) ? 'Odia text' : c === '✗' ? 'Sign' : undefined),
  };
  const partsOf = (text: string) =>
    layoutText([{ text, style: STYLE }], { ...OPTIONS, width: 900 }, measure).lines.flatMap(({ texts }) =>
      texts.map((part) => (part.style.mark === undefined ? part.text : `[${part.text}]`)),
    );

  it('is one mark for all of a script that follow one another', () => {
    expect(partsOf('ଅଆ ଇଈ')).toEqual(['[Odia text]']);
    expect(partsOf('a ଅଆ ଇଈ, b ✗ଅ')).toEqual(['a ', '[Odia text]', ', b ', '[Sign]', '[Odia text]']);
    expect(partsOf('ଅ\nଆ x')).toEqual(['[Odia text]', '[Odia text]', ' x']);
    expect(partsOf('plain ✓')).toEqual(['plain ✓']);
  });

  it('is named in the language of the picture', () => {
    expect(['ଓ', 'አ', '✗', '\u{10ffff}'].map(scriptOf)).toEqual(['Orya', 'Ethi', undefined, undefined]);
    expect([scriptName('Ethi', 'en'), scriptName('Ethi', 'zh-CN')]).toEqual(['Ethiopic', '埃塞俄比亚文']);
  });
});

describe('fonts', () => {
  /** The letters as they are drawn: in black, so that what a font has not is a box like every other. */
  function pixels(text: string, isBold: boolean): Buffer {
    const canvas = createCanvas(40, 40);
    const context = canvas.getContext('2d');
    context.font = canvasFont(text, { size: 24, isBold, isItalic: false });
    context.fillText(text, 4, 30);
    return Buffer.from(canvas.data());
  }

  it.each(Object.entries({ ...LANGUAGES, ...MORE_SCRIPTS }))('have all letters of %s, in both weights', (_, text) => {
    for (const isBold of [false, true]) {
      // A character that no font has: the box.
      const box = pixels('\u{10ffff}', isBold);
      for (const { segment } of new Intl.Segmenter().segment(text)) {
        if (segment.trim() === '') continue;
        const drawn = pixels(segment, isBold);
        expect([segment, drawn.some((byte) => byte !== 0)]).toEqual([segment, true]);
        expect([segment, drawn.equals(box)]).toEqual([segment, false]);
      }
    }
    // The machine may have a font of its own for it: others have not.
    expect([...text].filter((character) => !isDrawn(character))).toEqual([]);
    expect(familiesFor(text, { isBold: false, isItalic: false })).toMatch(/^picture-sans(, picture-\w+)*$/);
  });

  it('are known by their tables of characters', () => {
    expect([...'ଓ\u1200✗\u{10ffff}'].filter(isDrawn)).toEqual([]);
    expect([...' \n\t\u200d\ufe0f\u{e0067}'].filter((character) => !isDrawn(character))).toEqual([]);
  });

  it('are loaded for what is written only', () => {
    const plainFont = { isBold: false, isItalic: false };
    expect(familiesFor('Hello, 42!', plainFont)).toBe('picture-sans');
    expect(familiesFor('你好', plainFont)).toBe('picture-sans, picture-chinese');
    expect(familiesFor('ok', { isBold: true, isItalic: true })).toBe('picture-bold-italic, picture-sans-bold');
  });

  it('measure as they draw', () => {
    const measure = createCanvasMeasure();
    const font = { size: 20, isBold: false, isItalic: false };
    expect(measure.width('Hello', font)).toBeGreaterThan(40);
    expect(measure.width('Hello', { ...font, isBold: true })).toBeGreaterThan(measure.width('Hello', font));
    expect(measure.width('a b', font)).toBeCloseTo(
      measure.width('a', font) + measure.width(' ', font) + measure.width('b', font),
      1,
    );
  });
});
