import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../../src/slack/messages/fingerprint.ts';
import { withHiddenShown } from '../../../../src/slack/messages/hidden-signs.ts';
import { button, code, codeBlock, escapeMrkdwn, plainText, shownName } from '../../../../src/slack/messages/message.ts';

/** Each way by which a text from outside gets into a message. */
const WAYS: Readonly<Record<string, (text: string) => string>> = {
  escapeMrkdwn,
  shownName,
  code,
  codeBlock,
  fingerprint: (sha256) => fingerprint({ sha256 }),
  plainText: (text) => plainText(text, 75).text,
  button: (text) => button(text, { actionId: 'a' }).text.text,
};
const BIDI = ['\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067'];
const HIDDEN = [...BIDI, '\u2068', '\u2069', '\u200B', '\u2060', '\uFEFF', '\u00AD', '\u180E', '\u3164', '\u{E0041}'];

describe('withHiddenShown', () => {
  it.each([
    ['invoice\u202Egnp.exe', 'invoice[U+202E]gnp.exe'],
    ['\uFEFFName', '[U+FEFF]Name'],
    ['Na\u200Bme', 'Na[U+200B]me'],
    ['Kranken\u00ADhaus', 'Kranken[U+00AD]haus'],
    ['a\u200Db', 'a[U+200D]b'],
    ['\u3164', '[U+3164]'],
    ['\u{E0041}', '[U+E0041]'],
    ['a\u0000b\u2028c', 'a[U+0000]b[U+2028]c'],
  ])('shows %j', (text, shown) => {
    expect(withHiddenShown(text)).toBe(shown);
  });

  it.each([
    'Your name\n\tbehind a tab',
    '50\u00A0€',
    '姓名\u3000全名',
    '👨‍👩‍👧 ❤️ 1️⃣ 👩🏽‍🚀',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'می‌خواهم',
    'क्‍ष',
    '葛󠄀飾区',
    'עברית and العربية',
  ])('leaves alone what is seen, or belongs to it: %s', (text) => {
    expect(withHiddenShown(text)).toBe(text);
  });
});

describe.each(Object.entries(WAYS))('%s', (_, way) => {
  it('lets no sign through that is not seen', () => {
    const texts = fc.array(fc.oneof(fc.constantFrom(...HIDDEN), fc.string({ unit: 'binary' })), { maxLength: 30 });
    fc.assert(
      fc.property(texts, (parts) => {
        const shown = way(parts.join(''));
        expect(HIDDEN.filter((sign) => shown.includes(sign))).toEqual([]);
      }),
    );
  });
});
