import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, LANGUAGES, type Language } from '../../src/i18n.ts';
import { flatTexts } from './slack/support/texts.ts';

/** What can be held of how the texts are written. The list of words, and why: "Words for people" in CONTRIBUTING.md. */

const SOURCE = resolve(import.meta.dirname, '../../src');
const TEXTS: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: flatTexts(CATALOGUES.en),
  'zh-CN': flatTexts(CATALOGUES['zh-CN']),
};
const PLURAL = /_(?:zero|one|two|few|many|other)$/;
const HOLE = /\{\{(\w+)\}\}/g;
const CHINESE = '\\u4e00-\\u9fff';

const sources = () =>
  globSync('**/*.ts', { cwd: SOURCE })
    .filter((path) => !path.startsWith('locales'))
    .map((path) => readFileSync(resolve(SOURCE, path), 'utf8'));

/** The texts that break a rule, each as `key: text`. */
const breaking = (language: Language, isBroken: (text: string, key: string) => boolean): string[] =>
  [...TEXTS[language]].filter(([key, text]) => isBroken(text, key)).map(([key, text]) => `${key}: ${text}`);

/** Words that were once here, and what is said instead. */
const OLD_WORDS: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/\b(?:is|are|be|been|being|was|were) told\b|\btold of\b/i, 'notify'],
    [/\blook(?:ed|s)? at\b/i, 'read, watch, check'],
    [/\btroubles?\b/i, 'problem'],
    [/\basked for by\b/i, 'requested by'],
    [/\bwhoever\b/i, "the bot's operators"],
    [/\bthis bot(?:'s)? (?!doesn't serve)/i, "the bot's, I"],
    [/\bmay not\b/i, "isn't allowed to, can't"],
    [/\bsomebody asked\b/i, 'an earlier request'],
    [/\b(?:ask|begin|start) anew\b/i, 'again'],
    [/, since (?!\{\{)/i, 'because'],
    [/\bin place of\b/i, 'instead of'],
    [/\bmeanwhile\b/i, 'until then'],
    [/\bI know no\b|\bI (?:have|had) no \w+ (?:of|for)\b/i, "I don't have"],
    [/\bbe told\b|\btell(?:s)? (?:this|the) channel\b/i, 'notify'],
    [/\bthe usual one\b/i, 'default'],
    [/\ball the same\b/i, 'still'],
    [/\bat fault\b|\bhad a fault\b/i, 'error'],
    [/\brefused was\b/i, 'denied'],
    [/\bfor you only\b|\bto you alone\b/i, 'only you'],
    [/\btype on\b/i, 'keep typing'],
    [/\bin use\b/i, "isn't archived"],
    [/\b(?:e-?mail|web ?site) (?:adress|seperat)/i, 'spelling'],
  ],
  'zh-CN': [
    [/您/, '你'],
    [/维护者|管理者/, '运维人员'],
    [/访问密钥/, 'AccessKey'],
    [/(?<!WhatsApp )\bFlows?\b(?! JSON)/, '流程'],
    [/更改/, '变更'],
    [/帐号|帐户|账户/, '账号'],
    [/消息串|讨论串/, '话题串'],
    [/频道内/, '频道中'],
    [/若仍|如若/, '如果'],
  ],
};

/** What a placeholder of the Chinese texts is filled in with: how it begins and ends decides about the spaces around it. */
const FILLED_IN: Readonly<Record<string, string>> = {
  flow: '流程 `17b6`',
  flows: '3 个流程',
  side: '流程 `17b6` 版本 2',
  before: '流程 `17b6` 版本 1',
  after: '流程 `17b6` 版本 2',
  wait: '约 3 秒',
  every: '每 10 分钟',
  stretched: '每 16 分钟',
  when: '<!date^1^x|y>',
  person: '<@U1>',
  directMessage: '你与我的私信',
  message: '这条消息',
  why: '该频道已归档',
  where: '本频道',
  happened: '阿里云在 10 秒内没有应答。',
  next: '请重试。',
  count: '2',
  limit: '5',
  version: '7.1',
  number: '2',
};
/** These stand for either of two things, or for a piece of the sentence. */
const EITHER = new Set(['what', 'field', 'status', 'denied', 'atHost', 'facts', 'one', 'other', 'summary', 'reason']);
/** Where the flow is but its ID. */
const BARE_ID = /^common\.flow|^ops\.paused\.|^change\.flow$/;
const asRead = (text: string, key: string): string =>
  text.replace(HOLE, (_hole, name: string) => {
    if (name === 'flow' && BARE_ID.test(key)) return '`17b6`';
    // A change's values are what stands in the file, between quotes.
    if (EITHER.has(name) || (key.startsWith('change.') && name !== 'count' && name !== 'when')) return '\ufffc';
    return FILLED_IN[name] ?? '\ufffc';
  });

describe.each(LANGUAGES)('the texts in %s', (language) => {
  it('have no blanks at their end, none twice, and none before a stop', () => {
    expect(breaking(language, (text) => /\s$| {2}| [,.;?!](?:\s|$)/.test(text))).toEqual([]);
  });

  it('begin with a blank only where they go on with a sentence', () => {
    expect(breaking(language, (text) => /^\s/.test(text)).map((line) => line.split(':')[0])).toEqual(
      language === 'en'
        ? ['error.atHost', 'error.denied.adds', 'list.named', 'list.inSpace'].sort(
            (one, other) => [...TEXTS.en.keys()].indexOf(one) - [...TEXTS.en.keys()].indexOf(other),
          )
        : ['list.named', 'list.inSpace'],
    );
  });

  it.each(OLD_WORDS[language])('never say %s, but %s', (pattern) => {
    expect(breaking(language, (text) => pattern.test(text))).toEqual([]);
  });

  it('end as sentences where they say what happened or what to do', () => {
    const isSentence = (key: string) => /^(?:error|refusal)\..*\.(?:happened|happenedFor|next|nextIn)$/.test(key);
    const ending = language === 'en' ? /(?:[.:]|\.\{\{denied\}\})$/ : /(?:[。：]|。\{\{denied\}\})$/;
    expect([...TEXTS[language].keys()].filter(isSentence).length).toBeGreaterThan(80);
    expect(breaking(language, (text, key) => isSentence(key) && !ending.test(text))).toEqual([]);
  });

  it('have each mark of bold and code twice, where Slack takes it for one', () => {
    const hasOdd = (text: string, mark: string) => (text.split(mark).length - 1) % 2 !== 0;
    expect(breaking(language, (text) => hasOdd(text, '*') || hasOdd(text, '`'))).toEqual([]);
    // An asterisk ends bold only before a blank or the end, and begins it only behind one.
    const isGlued = (text: string) =>
      [...text.matchAll(/\*[^*]+\*/g)].some(({ index, 0: bold }) => {
        const [before, after] = [text[index - 1] ?? ' ', text[index + bold.length] ?? ' '];
        return /[^\s•“(]/.test(before) || /[^\s.,:;”)]/.test(after);
      });
    expect(breaking(language, (text, key) => key !== 'change.headlineAlone' && isGlued(text))).toEqual([]);
  });

  it('quote with the marks of the language', () => {
    expect(breaking(language, (text) => /["]|(?<!\w)'|\.\.\./.test(text.replace(/`[^`]*`/g, '')))).toEqual([]);
  });
});

describe('the texts in Chinese', () => {
  const rendered = [...TEXTS['zh-CN']].map(([key, text]) => `${key}: ${asRead(text, key)}`);

  it('have a blank between Chinese and anything else', () => {
    const glued = new RegExp(`[${CHINESE}][A-Za-z0-9\`<]|[A-Za-z0-9\`>%][${CHINESE}]`);
    expect(rendered.filter((line) => glued.test(line.slice(line.indexOf(': '))))).toEqual([]);
  });

  it('have none between Chinese and Chinese', () => {
    const loose = new RegExp(`[${CHINESE}，。：；、] +[${CHINESE}]`);
    // Behind bold it has to be there.
    expect(rendered.filter((line) => loose.test(line.slice(line.indexOf(': ')).replace(/\*[^*]+\* /g, '')))).toEqual(
      [],
    );
  });

  it('have the stops of Chinese', () => {
    const latin = new RegExp(`[${CHINESE}][,;:!?()]|[,;!?(][${CHINESE}]`);
    expect(rendered.filter((line) => latin.test(line.slice(line.indexOf(': ') + 2)))).toEqual([]);
  });
});

/** Slack's limits, by what a text becomes; characters. Source: the reference of the blocks and of views. */
const LIMITS: readonly (readonly [made: string, call: RegExp, limit: number])[] = [
  ['a button', /\bbutton\(\s*t\('([\w.-]+)'/g, 75],
  ["a modal's title or button", /\bmodalTitle\(t\('([\w.-]+)'/g, 24],
  ['an option', /\boption\(\s*t\('([\w.-]+)'/g, 75],
  ['a header', /\bheader\(\s*t\('([\w.-]+)'/g, 150],
  ['a hint or label', /\b(?:hint|label): t\('([\w.-]+)'|\binput\(\s*\w+,\s*t\('([\w.-]+)'/g, 150],
];
/** A flow ID, which is what a short text is filled in with at the longest. */
const LONGEST = 'x'.repeat(20);

describe("Slack's limits", () => {
  const code = sources().join('\n');

  it.each(LIMITS)('are kept by each text that becomes %s', (_made, call, limit) => {
    const keys = [...code.matchAll(call)].map(([, one, other]) => one ?? other ?? '');
    expect(keys.length).toBeGreaterThan(4);
    for (const language of LANGUAGES) {
      const tooLong = breaking(
        language,
        (text, key) => keys.includes(key.replace(PLURAL, '')) && text.replace(HOLE, LONGEST).length > limit,
      );
      expect(tooLong).toEqual([]);
    }
  });

  it('are kept by each text of a section, with what is filled in', () => {
    for (const language of LANGUAGES) expect(breaking(language, (text) => text.length > 900)).toEqual([]);
  });
});

describe('each text', () => {
  it('is used by the code', () => {
    const code = sources().join('\n');
    const exact = new Set([...code.matchAll(/'([\w.-]+)'/g)].map(([, key]) => key));
    // `error.${kind}.next`: any text whose key is so.
    const patterns = [...code.matchAll(/`((?:[\w-]+\.)+(?:\$\{[^}`]*\}|[\w.-])+)`/g)].map(([, key = '']) => {
      const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
      return new RegExp(`^${parts.join('[\\w-]+')}$`);
    });
    const unused = [...new Set([...TEXTS.en.keys()].map((key) => key.replace(PLURAL, '')))].filter(
      (key) => !exact.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
