import { createInstance, type TFunction } from 'i18next';
import * as locales from './locales/index.ts';

type EnglishTexts = typeof locales.en;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: EnglishTexts };
  }
}

/** Gives the text of a key in one language. What is filled in must be escaped already: the texts are mrkdwn. */
export type Translate = TFunction;

export type Language = keyof typeof locales;

/** Every language that the bot speaks. */
export const LANGUAGES = Object.keys(locales) as Language[];

/** Not every language has the singular of its own that English has. */
type TextsLike<English> = {
  [Key in keyof English as Key extends `${string}_one` ? never : Key]: English[Key] extends string
    ? string
    : TextsLike<English[Key]>;
};
export type Texts = TextsLike<EnglishTexts>;

/** The texts of every language. One that lacks a text of the English ones doesn't compile. */
export const CATALOGUES: Readonly<Record<Language, Texts>> = locales;

const FALLBACK: Language = 'en';

/** `zh` of `zh-CN`. */
const primaryOf = (locale: string) => locale.toLowerCase().split('-')[0];

/**
 * The language of a Slack locale, as `zh-CN` or `en-GB` (source: "locale" of `users.info`): the one of that very name,
 * else the first one of the same primary language, so that every Chinese locale gets simplified characters; else
 * English.
 */
export function languageOf(locale = ''): Language {
  const exact = LANGUAGES.find((language) => language.toLowerCase() === locale.toLowerCase());
  return exact ?? LANGUAGES.find((language) => primaryOf(language) === primaryOf(locale)) ?? FALLBACK;
}

function createTranslators(): Readonly<Record<Language, Translate>> {
  const i18n = createInstance();
  // Without a backend nothing is waited for: the texts are there when `init` returns.
  void i18n.init({
    initAsync: false,
    fallbackLng: FALLBACK,
    resources: Object.fromEntries(LANGUAGES.map((language) => [language, { translation: CATALOGUES[language] }])),
    // The texts are mrkdwn, not HTML: what is filled in is escaped by `code` and `escapeMrkdwn`.
    interpolation: { escapeValue: false },
  });
  const entries = LANGUAGES.map((language) => [language, i18n.getFixedT(language)] as const);
  return Object.fromEntries(entries) as Record<Language, Translate>;
}

const translators = createTranslators();

/** The texts in one language. */
export const translateTo = (language: Language): Translate => translators[language];

/** Which language the texts are in: to be kept, where the texts themselves can't be. */
export const languageOfTexts = (t: Translate): Language =>
  LANGUAGES.find((language) => translators[language] === t) ?? FALLBACK;
