import { describe, expect, it } from 'vitest';
import { CATALOGUES, languageOf, languageOfTexts, translateTo } from '../../src/i18n.ts';
import { flatTexts, LANGUAGES } from './slack/support/texts.ts';

const english = flatTexts(CATALOGUES.en);
const chinese = flatTexts(CATALOGUES['zh-CN']);
const PLURAL = /_(?:zero|one|two|few|many|other)$/;
const baseOf = (key: string) => key.replace(PLURAL, '');
const basesOf = (texts: ReadonlyMap<string, string>) => [...new Set([...texts.keys()].map(baseOf))].sort();
/** The plural forms of each text that has any, as `_one _other`. */
const formsOf = (texts: ReadonlyMap<string, string>, base: string) =>
  [...texts.keys()]
    .filter((key) => PLURAL.test(key) && baseOf(key) === base)
    .map((key) => key.slice(base.length))
    .sort()
    .join(' ');
const placeholders = (text: string) => [...new Set(text.match(/\{\{.*?\}\}/g) ?? [])].sort();

describe('the texts', () => {
  it('are there in both languages', () => {
    expect(basesOf(english).length).toBeGreaterThan(150);
    expect(basesOf(chinese)).toEqual(basesOf(english));
  });

  it('have the plural forms of their language', () => {
    const counted = basesOf(english).filter((base) => formsOf(english, base) !== '');
    expect(counted.length).toBeGreaterThan(5);
    for (const base of counted) {
      expect([base, formsOf(english, base)]).toEqual([base, '_one _other']);
      expect([base, formsOf(chinese, base)]).toEqual([base, '_other']);
    }
    expect(basesOf(chinese).filter((base) => formsOf(chinese, base) !== '')).toEqual(counted);
  });

  it.each([...english])('%s is filled in with the same in both languages', (key, text) => {
    const other = chinese.get(key) ?? chinese.get(`${baseOf(key)}_other`);
    expect(other).toBeDefined();
    expect(placeholders(other ?? '')).toEqual(placeholders(text));
  });

  it.each(LANGUAGES)('are not empty in %s, and hold nothing that is half a placeholder', (language) => {
    for (const text of flatTexts(CATALOGUES[language]).values()) {
      expect(text.trim()).not.toBe('');
      expect(text.replace(/\{\{[A-Za-z]+\}\}/g, '')).not.toMatch(/[{}]|\$t\(/);
    }
  });

  it('are not left in English in Chinese, unless they are names', () => {
    const untranslated = [...chinese].filter(([key, text]) => english.get(key) === text && /[a-z]{2}/.test(text));
    expect(untranslated.map(([key]) => key).sort()).toEqual([
      'common.requestId',
      'home.headline',
      'picker.ownSpace',
      'result.dataApiVersion',
      'result.jsonVersion',
    ]);
  });

  it('have no mark that Slack would take for a mention', () => {
    for (const text of [...english.values(), ...chinese.values()]) expect(text).not.toMatch(/<[!@#]/);
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
