import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, LANGUAGES, languageOf, languageOfTexts, translateTo } from '../../src/i18n.ts';
import { flatTexts } from './slack/support/texts.ts';

const english = flatTexts(CATALOGUES.en);
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
