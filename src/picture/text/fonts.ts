import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';
import { type Glyphs, glyphsOf, hasGlyph } from './glyphs.ts';
import type { FontStyle } from './measure.ts';

const packages = createRequire(import.meta.url);

/** A file of a package; a path that is nowhere, where an image of the bot was cut of the package. */
function fileOf(resolve: () => string): () => string | undefined {
  return () => {
    try {
      const path = resolve();
      return existsSync(path) ? path : undefined;
    } catch {
      return undefined;
    }
  };
}

const expo = (name: string, family: string, folder: string) =>
  fileOf(() => packages.resolve(`@expo-google-fonts/${name}/${folder}/${family}_${folder}.ttf`));

const fontsource = (script: string, weight: number) =>
  fileOf(() =>
    packages.resolve(`@fontsource/noto-sans-${script}/files/noto-sans-${script}-${script}-${weight}-normal.woff`),
  );

const sansSc = (weight: string) =>
  fileOf(() =>
    fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc'))),
  );

interface Face {
  /** Of our own, so that none of the machine's fonts has it. */
  name: string;
  regular: () => string | undefined;
  bold: () => string | undefined;
}

/** Scripts whose Noto Sans comes as one small file a weight. */
const SCRIPTS = [
  'hebrew',
  'thai',
  'bengali',
  'gujarati',
  'gurmukhi',
  'kannada',
  'malayalam',
  'sinhala',
  'tamil',
  'telugu',
  'khmer',
  'lao',
  'myanmar',
  'armenian',
  'georgian',
] as const;

/** Noto Sans has Latin, Greek, Cyrillic and Devanagari, and is always there. */
const BASE: Face = {
  name: 'picture-sans',
  regular: expo('noto-sans', 'NotoSans', '400Regular'),
  bold: expo('noto-sans', 'NotoSans', '600SemiBold'),
};

/** In the order in which they are asked for a character that Noto Sans has not. */
const FACES: readonly Face[] = [
  {
    name: 'picture-arabic',
    regular: expo('noto-sans-arabic', 'NotoSansArabic', '400Regular'),
    bold: expo('noto-sans-arabic', 'NotoSansArabic', '600SemiBold'),
  },
  ...SCRIPTS.map((script) => ({
    name: `picture-${script}`,
    regular: fontsource(script, 400),
    bold: fontsource(script, 600),
  })),
  {
    name: 'picture-emoji',
    regular: expo('noto-color-emoji', 'NotoColorEmoji', '400Regular'),
    bold: expo('noto-color-emoji', 'NotoColorEmoji', '400Regular'),
  },
  // Chinese in both writings, and Japanese; arrows and signs that the others have not.
  { name: 'picture-chinese', regular: sansSc('Regular'), bold: sansSc('Bold') },
  {
    name: 'picture-korean',
    regular: expo('nanum-gothic', 'NanumGothic', '400Regular'),
    bold: expo('nanum-gothic', 'NanumGothic', '700Bold'),
  },
];

const ITALIC = expo('noto-sans', 'NotoSans', '400Regular_Italic');
const BOLD_ITALIC = expo('noto-sans', 'NotoSans', '600SemiBold_Italic');

const registered = new Map<string, boolean>();

/** Loads a font once; one that an image was cut of is done without. */
function register(name: string, file: () => string | undefined): boolean {
  const known = registered.get(name);
  if (known !== undefined) return known;
  const path = file();
  const isThere = path !== undefined && GlobalFonts.registerFromPath(path, name) !== null;
  registered.set(name, isThere);
  return isThere;
}

const glyphs = new Map<Face, Glyphs>();

function has(face: Face, character: number): boolean {
  let found = glyphs.get(face);
  if (found === undefined) {
    const path = face.regular();
    found = path === undefined ? [] : glyphsOf(path);
    glyphs.set(face, found);
  }
  return hasGlyph(found, character);
}

/** By its number the font of a character; `null` for one that no font has. */
const faces = new Map<number, Face | null>();
/** A flow of all of Unicode fills no more than this. */
const MOST_FACES = 50_000;

function faceOf(character: number): Face | null {
  const known = faces.get(character);
  if (known !== undefined) return known;
  const found = has(BASE, character) ? BASE : (FACES.find((face) => has(face, character)) ?? null);
  if (faces.size >= MOST_FACES) faces.clear();
  faces.set(character, found);
  return found;
}

/** Steers others and has no glyph of its own, or is a gap. */
const UNDRAWN = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}]$/u;
/** Flags of regions are made of these. */
const TAGS = /^[\u{e0020}-\u{e007f}]$/u;
const ASCII = /^[\u0020-\u007e]*$/;

/** Whether any font has a character; the canvas would draw a box for another. */
export function isDrawn(character: string): boolean {
  const code = character.codePointAt(0);
  if (code === undefined || UNDRAWN.test(character) || TAGS.test(character)) return true;
  return faceOf(code) !== null;
}

/** Fonts that a text calls for, by its characters: what is not written in a script never loads its font. */
export function familiesFor(text: string, { isBold, isItalic }: Omit<FontStyle, 'size'>): string {
  const names: string[] = [];
  const add = (name: string, file: () => string | undefined) => {
    if (register(name, file)) names.push(name);
  };
  if (isItalic) add(isBold ? 'picture-bold-italic' : 'picture-italic', isBold ? BOLD_ITALIC : ITALIC);
  const wanted = new Set<Face>();
  if (!ASCII.test(text)) {
    for (const character of text) {
      const face = UNDRAWN.test(character) ? null : faceOf(character.codePointAt(0) ?? 0);
      if (face !== null) wanted.add(face);
    }
  }
  for (const face of [BASE, ...FACES]) {
    if (face !== BASE && !wanted.has(face)) continue;
    add(isBold ? `${face.name}-bold` : face.name, isBold ? face.bold : face.regular);
  }
  return names.join(', ');
}

/** A font as a canvas takes it. */
export const canvasFont = (text: string, font: FontStyle): string => `${font.size}px ${familiesFor(text, font)}`;

/** The files of all fonts that a picture may need: whoever makes an image of the bot keeps these. */
export const fontFiles = (): string[] => [
  ...new Set(
    [...[BASE, ...FACES].flatMap(({ regular, bold }) => [regular(), bold()]), ITALIC(), BOLD_ITALIC()].filter(
      (path) => path !== undefined,
    ),
  ),
];
