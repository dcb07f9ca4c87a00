/** Scripts in use, by their codes in ISO 15924, the most written first. */
const CODES = [
  ...['Hani', 'Arab', 'Deva', 'Beng', 'Orya', 'Ethi', 'Tibt', 'Mong', 'Thaa', 'Syrc', 'Nkoo', 'Olck', 'Java', 'Bali'],
  ...['Sund', 'Tfng', 'Vaii', 'Yiii', 'Lana', 'Cham', 'Tale', 'Talu', 'Lepc', 'Limb', 'Mtei', 'Saur', 'Cakm', 'Adlm'],
  ...['Osge', 'Rohg', 'Hmnp', 'Wcho', 'Bugi', 'Buhd', 'Tglg', 'Tagb', 'Hano', 'Batk', 'Rjng', 'Mand', 'Samr', 'Sylo'],
  ...['Cans', 'Cher', 'Bopo', 'Hira', 'Kana', 'Hang', 'Copt', 'Goth', 'Ogam', 'Runr', 'Lisu', 'Bamu', 'Kthi', 'Newa'],
  ...['Latn', 'Grek', 'Cyrl', 'Hebr', 'Thai', 'Gujr', 'Guru', 'Knda', 'Mlym', 'Sinh', 'Taml', 'Telu', 'Khmr', 'Laoo'],
  ...['Mymr', 'Armn', 'Geor'],
] as const;

let patterns: readonly (readonly [code: string, pattern: RegExp])[] | undefined;

/** The script that a character belongs to, as `Ethi`; nothing for a sign that belongs to all, and for rare ones. */
export function scriptOf(character: string): string | undefined {
  patterns ??= CODES.map((code) => [code, new RegExp(`^\\p{Script=${code}}$`, 'u')] as const);
  return patterns.find(([, pattern]) => pattern.test(character))?.[0];
}

/** The name of a script in a language, as “Ethiopic”. @param locale in BCP 47 */
export function scriptName(code: string, locale: string): string {
  return new Intl.DisplayNames([locale, 'en'], { type: 'script' }).of(code) ?? code;
}
