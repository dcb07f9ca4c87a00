import { describe, expect, it } from 'vitest';
import { explainBrokenJson, linesAround } from '../../src/checks/index.ts';
import { showable } from '../../src/checks/report/fill-in.ts';
import { shownPair, shownText } from '../../src/flows/change/shown-values.ts';
import { altText } from '../../src/picture/alt-text.ts';
import { plainText } from '../../src/picture/read/binding.ts';
import { readFlow } from '../../src/picture/read/flow.ts';
import { maskedSecret } from '../../src/redaction/mask.ts';
import { baseOf } from '../../src/slack/answers/check-given.ts';
import { code, cutMrkdwn } from '../../src/slack/messages/message.ts';
import { cleanWords } from '../../src/slack/payloads/command/words.ts';
import { windowValueOf } from '../../src/slack/payloads/window-value.ts';

/** One character of 25 units, of which any part is a character too: a mother and a father are no family. */
const FAMILY = '👩🏽‍👩🏻‍👧🏿‍👦🏾';
/** A letter outside of the first plane: half of it is nothing. */
const LETTER = '𠮷';

const flowOf = (title: string) => ({ version: '7.1', screens: [{ id: 'ONE', title, layout: { children: [] } }] });
function drawnTitle(title: string): string {
  const [screen] = readFlow(flowOf(title)).screens;
  return screen === undefined ? '' : plainText(screen.title, screen.scope);
}
const founds = (json: string) => explainBrokenJson(json).map(({ found }) => found);

/** Everything that shortens a text which people read, or that comes back to them. */
const SHORTENERS: readonly [string, (text: string) => readonly string[]][] = [
  ['a name in a finding', (text) => [showable(text)]],
  ['a word that JSON does not know', (text) => founds(`{"a": ${text}}`)],
  ['an escape that JSON does not know', (text) => founds(`{"a": "\\${text}"}`)],
  ['what nobody knows why it is wrong', (text) => founds(`\u00a0${text}`)],
  [
    'the lines around a place',
    (text) =>
      Array.from({ length: 60 }, (_, column) =>
        linesAround(`${text}\n${text}`, { line: 1, column: column * 7 }),
      ).flatMap((lines) => lines.map((line) => line.text)),
  ],
  ['a value in a change', (text) => [shownText(text)]],
  ['a value in a change that is mostly blank', (text) => [shownText(`x${' '.repeat(470)}${text}`)]],
  ['two values in a change', (text) => Object.values(shownPair(`${text}b`, `${text}c`))],
  ['a secret', (text) => [maskedSecret(text)]],
  ["a picture's words", (text) => [altText(flowOf(text), 120)]],
  ['a drawn text', (text) => [drawnTitle(text)]],
  // Of which joiners are left out, as other signs that nobody sees: they come along where an ID is pasted.
  [
    "a command's words",
    (text) => cleanWords(text).map((word) => word.replaceAll(FAMILY.replaceAll('\u200d', ''), FAMILY)),
  ],
  [
    "a command's words in a button",
    (text) => [String(JSON.parse(windowValueOf({ words: text, threadTs: undefined })).w)],
  ],
  ["a file's name", (text) => [baseOf(text)]],
  ['mrkdwn', (text) => [cutMrkdwn(`*${code(text)}* ${text}`, 150)]],
];

describe.each(SHORTENERS)('%s', (_what, shorten) => {
  it.each([
    ['an emoji', FAMILY],
    ['a letter', LETTER],
  ])('is never cut within %s', (_kind, character) => {
    for (let before = 0; before < 26; before += 1) {
      for (const shown of shorten('a'.repeat(before) + character.repeat(6_000 / character.length))) {
        const rest = shown.replaceAll(character, '');
        expect(rest).not.toMatch(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\p{Cs}/u);
      }
    }
  });
});

it('shows that a value goes on behind many blanks', () => {
  expect(shownText(`x${' '.repeat(1_000)}y`)).toBe('x…');
});
