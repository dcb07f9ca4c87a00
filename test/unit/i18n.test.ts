import { globSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, LANGUAGES, type Language, languageOf, languageOfTexts, translateTo } from '../../src/i18n.ts';
import { flatTexts } from './slack/support/texts.ts';
import { asRead, HOLE, OLD_WORDS } from './support/words.ts';

const SOURCE = resolve(import.meta.dirname, '../../src');
const textsIn = (language: Language) => flatTexts(CATALOGUES[language]);
const english = textsIn('en');
const OTHERS = LANGUAGES.filter((language) => language !== 'en').map(
  (language) => [language, flatTexts(CATALOGUES[language])] as const,
);
/** What stays as it is in every language: names, and what is nothing but placeholders. */
const SAME_EVERYWHERE = ['common.requestId', 'picker.ownSpace', 'result.dataApiVersion', 'result.jsonVersion'];
const PLURAL = /_(?:zero|one|two|few|many|other)$/;
const baseOf = (key: string) => key.replace(PLURAL, '');
const basesOf = (texts: ReadonlyMap<string, string>) => [...new Set([...texts.keys()].map(baseOf))].sort();
/** The texts that count something. */
const countedIn = (texts: ReadonlyMap<string, string>) =>
  [...new Set([...texts.keys()].filter((key) => PLURAL.test(key)).map(baseOf))].sort();
const placeholders = (text: string) => [...new Set(text.match(/\{\{.*?\}\}/g) ?? [])].sort();

describe('the texts', () => {
  it('are those of every file, which a line of the index makes a language', () => {
    const files = readdirSync(resolve(import.meta.dirname, '../../src/locales')).filter((name) =>
      name.endsWith('.json'),
    );
    expect(files.map((name) => name.replace('.json', '')).sort()).toEqual([...LANGUAGES].sort());
  });

  it('are there in more languages than one', () => {
    expect(basesOf(english).length).toBeGreaterThan(150);
    expect(countedIn(english).length).toBeGreaterThan(5);
    expect(OTHERS.length).toBeGreaterThan(0);
  });

  it.each(OTHERS)('are all there in %s, and no other', (_language, texts) => {
    expect(basesOf(texts)).toEqual(basesOf(english));
    expect(countedIn(texts)).toEqual(countedIn(english));
  });

  it.each(LANGUAGES)('have the plural forms of %s, each of them', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.map((form) => `_${form}`);
    const texts = flatTexts(CATALOGUES[language]);
    const found = [...texts.keys()].filter((key) => PLURAL.test(key)).sort();
    expect(found).toEqual(
      countedIn(texts)
        .flatMap((base) => forms.map((form) => `${base}${form}`))
        .sort(),
    );
  });

  it.each(OTHERS.flatMap(([language, texts]) => [...english].map(([key, text]) => ({ key, language, text, texts }))))(
    '$key is filled in with the same in $language as in English',
    ({ key, text, texts }) => {
      const forms = [...texts].filter(([other]) => baseOf(other) === baseOf(key));
      expect(forms).not.toEqual([]);
      for (const [, form] of forms) expect(placeholders(form)).toEqual(placeholders(text));
    },
  );

  it.each(LANGUAGES)('are not empty in %s, and hold nothing that is half a placeholder', (language) => {
    for (const text of flatTexts(CATALOGUES[language]).values()) {
      expect(text.trim()).not.toBe('');
      expect(text.replace(/\{\{[A-Za-z]+\}\}/g, '')).not.toMatch(/[{}]|\$t\(/);
    }
  });

  it.each(OTHERS)('are not left in English in %s, unless they are names', (_language, texts) => {
    const untranslated = [...texts].filter(([key, text]) => english.get(key) === text && /[a-z]{2}/.test(text));
    expect(untranslated.map(([key]) => key).sort()).toEqual(SAME_EVERYWHERE);
  });

  it.each(LANGUAGES)('have no mark in %s that Slack would take for a mention', (language) => {
    for (const text of flatTexts(CATALOGUES[language]).values()) expect(text).not.toMatch(/<[!@#]/);
  });
});

const CHINESE = '\\u4e00-\\u9fff';

/** The code, where texts are used. */
const sources = () =>
  globSync('**/*.ts', { cwd: SOURCE })
    .filter((path) => !path.startsWith('locales'))
    .map((path) => readFileSync(resolve(SOURCE, path), 'utf8'));

/** The texts that break a rule, each as `key: text`. */
const breaking = (language: Language, isBroken: (text: string, key: string) => boolean): string[] =>
  [...textsIn(language)].filter(([key, text]) => isBroken(text, key)).map(([key, text]) => `${key}: ${text}`);

describe.each(LANGUAGES)('the texts in %s', (language) => {
  it('have no blanks at their end, none twice, and none before a stop', () => {
    expect(breaking(language, (text) => /\s$| {2}| [,.;?!](?:\s|$)/.test(text))).toEqual([]);
  });

  it('begin with a blank only where they go on with a sentence', () => {
    const keys = breaking(language, (text) => /^\s/.test(text)).map((line) => line.split(':')[0]);
    const inEnglish = ['error.atHost', 'error.denied.adds', 'list.inSpace', 'list.named'];
    expect(keys.sort()).toEqual(language === 'en' ? inEnglish : []);
  });

  it.each(OLD_WORDS[language])('never say %s, but %s', (pattern) => {
    expect(breaking(language, (text) => pattern.test(text))).toEqual([]);
  });

  it('end as sentences where they say what happened or what to do', () => {
    const isSentence = (key: string) => /^(?:error|refusal)\..*\.(?:happened|happenedFor|next|nextIn)$/.test(key);
    const ending = language === 'en' ? /(?:[.:]|\.\{\{denied\}\})$/ : /(?:[。：]|。\{\{denied\}\})$/;
    expect([...textsIn(language).keys()].filter(isSentence).length).toBeGreaterThan(80);
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
  const rendered = [...textsIn('zh-CN')].map(([key, text]) => `${key}: ${asRead(text, key)}`);

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
    const unused = [...new Set([...english.keys()].map((key) => key.replace(PLURAL, '')))].filter(
      (key) => !exact.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});

describe('translateTo', () => {
  it.each(LANGUAGES)('puts in what is filled in as it is, in %s', (language) => {
    const t = translateTo(language);
    for (const value of ['$t(common.tryAgain)', '{{flow}}', '{{count}}', '$&', '<b> & "q"', "$'"]) {
      expect(t('common.flow', { flow: value })).toContain(value);
      expect(t('common.flowInSpace', { flow: value, space: value }).split(value)).toHaveLength(3);
    }
  });

  it.each([
    [0, '0 flows', '0 个流程'],
    [1, '1 flow', '1 个流程'],
    [2, '2 flows', '2 个流程'],
  ])('counts %i', (count, inEnglish, inChinese) => {
    expect(translateTo('en')('common.flows', { count })).toBe(inEnglish);
    expect(translateTo('zh-CN')('common.flows', { count })).toBe(inChinese);
  });
});

describe('languageOf', () => {
  it.each([
    ['zh-CN', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['zh-Hans-SG', 'zh-CN'],
    ['ZH-cn', 'zh-CN'],
    ['en-GB', 'en'],
    ['de-DE', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('%s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe('languageOfTexts', () => {
  it.each(LANGUAGES)('knows the texts in %s', (language) => {
    expect(languageOfTexts(translateTo(language))).toBe(language);
  });
});
