import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mrkdwnToRichText } from '../../../../sandbox/page/text/mrkdwn.ts';
import { CATALOGUES } from '../../../../src/i18n.ts';
import { code, section, shownName } from '../../../../src/slack/messages/message.ts';
import { setApart } from '../../../../src/slack/messages/set-apart.ts';
import { flatTexts, LANGUAGES } from '../support/texts.ts';

interface Shown {
  type: string;
  text?: string;
  style?: { code?: boolean };
  elements?: Shown[];
}

/** The asterisks and back-ticks that a reader of a mrkdwn text sees. */
function marksSeen(mrkdwn: string): string[] {
  const seen = ({ type, text = '', style, elements = [] }: Shown): string[] =>
    type === 'rich_text_preformatted' || style?.code ? [] : [...(text.match(/[*`]/g) ?? []), ...elements.flatMap(seen)];
  return mrkdwnToRichText(mrkdwn).elements.flatMap((element) => seen(element as Shown));
}

const inSection = (mrkdwn: string) => section(mrkdwn).text?.text ?? '';

/** What a text is filled in with: code, what begins and ends with it, a name in Latin and in Chinese letters, a mention. */
const FILLED = [code('17b6aa11'), `流程 ${code('17b6')}`, '`a`、`b`', 'Sign-up', '报名', '<@U1>', '。', '3'];
/** Texts for where nothing has a meaning: Slack's `plain_text`, titles of files, the alternative to a picture. */
const TEXTS = LANGUAGES.flatMap((language) =>
  [...flatTexts(CATALOGUES[language])].map(([key, text]) => ({ language, key, text })),
);

describe('setApart', () => {
  it.each([
    ['*下一步：*请重试', '*下一步：*\u2009请重试'],
    ['流程`17b6`的 JSON', '流程\u2009`17b6`\u2009的 JSON'],
    ['见“*标题*”', '见“\u2009*标题*\u2009”'],
    ['*未能分享流程 `1`的 JSON：*原因', '*未能分享流程 `1`\u2009的 JSON：*\u2009原因'],
    ['*下一步：*RAM 控制台', '*下一步：*\u2009RAM 控制台'],
    ['𠮷*粗*𠮷', '𠮷\u2009*粗*\u2009𠮷'],
    ['*Bold* and `code`, (*both*)', '*Bold* and `code`, (*both*)'],
    ['链接<https://a.example/*b*|名*称*>。', '链接<https://a.example/*b*|名*称*>。'],
    ['```中文*粗*中文```', '```中文*粗*中文```'],
    ['`中文*粗*`', '`中文*粗*`'],
    ['2 * 3 * 4 个', '2 * 3 * 4 个'],
    ['2*3*4', '2*3*4'],
  ])('%s', (given, expected) => {
    expect(setApart(given)).toBe(expected);
    expect(setApart(expected)).toBe(expected);
  });

  it('changes nothing but white space, whatever it is given', () => {
    const any = fc.string({ unit: fc.constantFrom('*', '`', '<', '>', ' ', '\n', 'a', '中', '：', '”', '𠮷') });
    fc.assert(fc.property(any, (text) => setApart(text).replaceAll('\u2009', '') === text));
  });
});

describe('every text', () => {
  it.each(TEXTS)('$key in $language shows no mark, as Slack parses it', ({ text }) => {
    for (const filled of FILLED) {
      const mrkdwn = text.replace(/\{\{[A-Za-z]+\}\}/g, () => filled);
      // Bold beside it, as labels and names stand.
      for (const whole of [mrkdwn, `*标签：*${mrkdwn}`, `${mrkdwn.replace(/\.$/, ' ')}${code('1')}`]) {
        expect(marksSeen(inSection(whole)), whole).toEqual([]);
      }
    }
  });

  it('goes into a block by the one way that sets marks apart', () => {
    const folder = resolve(import.meta.dirname, '../../../../src/slack');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const makers = files.filter((name) => /type: 'mrkdwn'/.test(readFileSync(resolve(folder, name), 'utf8')));
    expect(makers.map((name) => name.replaceAll('\\', '/'))).toEqual(['messages/message.ts']);
  });
});

describe('a name from outside', () => {
  it.each([' 报名 ', 'a*b', '`a`', 'one\ntwo', '*', '报*名*表'])('is bold as a whole: %j', (name) => {
    expect(marksSeen(inSection(`流程*${shownName(name)}*的`))).toEqual([]);
  });
});
