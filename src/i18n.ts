import { createInstance, type TFunction } from 'i18next';
import en from './locales/en.json' with { type: 'json' };
import zhCn from './locales/zh-CN.json' with { type: 'json' };

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Gives the text of a key in one language. What is filled in must be escaped already: the texts are mrkdwn. */
export type Translate = TFunction;

/** The texts of every language, by the name that Slack's locales are matched with. */
export const CATALOGUES = { en, 'zh-CN': zhCn } as const;
export type Language = keyof typeof CATALOGUES;

/**
 * The language of a Slack locale, as `zh-CN` or `en-GB` (source: "locale" of `users.info`). Every Chinese one gets
 * simplified characters; all that is not spoken here gets English.
 */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function createTranslators(): Readonly<Record<Language, Translate>> {
  const i18n = createInstance();
  // Without a backend nothing is waited for: the texts are there when `init` returns.
  void i18n.init({
    initAsync: false,
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCn } },
    // The texts are mrkdwn, not HTML: what is filled in is escaped by `code` and `escapeMrkdwn`.
    interpolation: { escapeValue: false },
  });
  return { en: i18n.getFixedT('en'), 'zh-CN': i18n.getFixedT('zh-CN') };
}

const translators = createTranslators();

/** The texts in one language. */
export const translateTo = (language: Language): Translate => translators[language];

const isLanguage = (name: string): name is Language => Object.hasOwn(translators, name);

/** The texts in the language of that name, as `languageOfTexts` gives it; English where it is not spoken here. */
export const translateIn = (name: string): Translate => translators[isLanguage(name) ? name : 'en'];

/** Which language the texts are in: to be kept, where the texts themselves can't be. */
export const languageOfTexts = (t: Translate): Language =>
  Object.keys(translators)
    .filter(isLanguage)
    .find((language) => translators[language] === t) ?? 'en';
