import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';
import type { FontStyle } from './measure.ts';

const packages = createRequire(import.meta.url);

const expo = (name: string, family: string, folder: string): string =>
  packages.resolve(`@expo-google-fonts/${name}/${folder}/${family}_${folder}.ttf`);

interface Face {
  /** Of our own, so that none of the machine's fonts has it. */
  name: string;
  /** Which characters call for it; none for the one that is always there. */
  when: RegExp | undefined;
  regular: () => string;
  bold: () => string;
}

const sansSc = (weight: string) => () =>
  fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc')));

/** In the order in which they are asked for a character. Noto Sans has Latin, Greek, Cyrillic and Devanagari. */
const FACES: readonly Face[] = [
  {
    name: 'picture-sans',
    when: undefined,
    regular: () => expo('noto-sans', 'NotoSans', '400Regular'),
    bold: () => expo('noto-sans', 'NotoSans', '600SemiBold'),
  },
  {
    name: 'picture-arabic',
    when: /\p{Script=Arabic}/u,
    regular: () => expo('noto-sans-arabic', 'NotoSansArabic', '400Regular'),
    bold: () => expo('noto-sans-arabic', 'NotoSansArabic', '600SemiBold'),
  },
  {
    name: 'picture-hebrew',
    when: /\p{Script=Hebrew}/u,
    regular: () => expo('noto-sans-hebrew', 'NotoSansHebrew', '400Regular'),
    bold: () => expo('noto-sans-hebrew', 'NotoSansHebrew', '600SemiBold'),
  },
  {
    name: 'picture-thai',
    when: /\p{Script=Thai}/u,
    regular: () => expo('noto-sans-thai', 'NotoSansThai', '400Regular'),
    bold: () => expo('noto-sans-thai', 'NotoSansThai', '600SemiBold'),
  },
  {
    name: 'picture-emoji',
    when: /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u,
    regular: () => expo('noto-color-emoji', 'NotoColorEmoji', '400Regular'),
    bold: () => expo('noto-color-emoji', 'NotoColorEmoji', '400Regular'),
  },
  {
    // Chinese in both writings, and Japanese; arrows and signs that the others have not.
    name: 'picture-chinese',
    when: /[\u2190-\u2bff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{2ffff}]/u,
    regular: sansSc('Regular'),
    bold: sansSc('Bold'),
  },
  {
    name: 'picture-korean',
    when: /\p{Script=Hangul}/u,
    regular: () => expo('nanum-gothic', 'NanumGothic', '400Regular'),
    bold: () => expo('nanum-gothic', 'NanumGothic', '700Bold'),
  },
];

const ITALIC = () => expo('noto-sans', 'NotoSans', '400Regular_Italic');
const BOLD_ITALIC = () => expo('noto-sans', 'NotoSans', '600SemiBold_Italic');

const registered = new Map<string, boolean>();

/** Loads a font once; one that an image was cut of is done without. */
function register(name: string, file: () => string): boolean {
  const known = registered.get(name);
  if (known !== undefined) return known;
  const path = file();
  const isThere = existsSync(path) && GlobalFonts.registerFromPath(path, name) !== null;
  registered.set(name, isThere);
  return isThere;
}

/** Fonts that a text calls for, by its characters: what is not written in a script never loads its font. */
export function familiesFor(text: string, { isBold, isItalic }: Omit<FontStyle, 'size'>): string {
  const names: string[] = [];
  const add = (name: string, file: () => string) => {
    if (register(name, file)) names.push(name);
  };
  if (isItalic) add(isBold ? 'picture-bold-italic' : 'picture-italic', isBold ? BOLD_ITALIC : ITALIC);
  for (const face of FACES) {
    if (face.when !== undefined && !face.when.test(text)) continue;
    add(isBold ? `${face.name}-bold` : face.name, isBold ? face.bold : face.regular);
  }
  return names.join(', ');
}

/** A font as a canvas takes it. */
export const canvasFont = (text: string, font: FontStyle): string => `${font.size}px ${familiesFor(text, font)}`;

/** The files of all fonts that a picture may need: whoever makes an image of the bot keeps these. */
export const fontFiles = (): string[] => [
  ...new Set([...FACES.flatMap(({ regular, bold }) => [regular(), bold()]), ITALIC(), BOLD_ITALIC()]),
];
