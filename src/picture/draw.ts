import type { Image } from '@napi-rs/canvas';
import { altOf } from './alt-text.ts';
import { changePages } from './change/change-pages.ts';
import { flowPages, type ScenePage } from './layout/pages.ts';
import type { PictureScene } from './layout/scene.ts';
import { type PaintedPicture, paintPicture } from './paint/picture.ts';
import { readFlow } from './read/flow.ts';
import { parseFlowJson } from './read/parse.ts';
import { createCanvasMeasure } from './text/canvas-measure.ts';
import { isDrawn } from './text/fonts.ts';
import type { TextMeasure } from './text/measure.ts';
import { scriptName, scriptOf } from './text/scripts.ts';
import { ENGLISH, fill, type PictureWords } from './words.ts';

export interface DrawOptions {
  /** Above the picture: the name of the flow. */
  title?: string;
  /** Only this screen, by its ID. */
  screen?: string;
  /** Of each picture, in pixels; as is best where it is left out. */
  width?: number;
  /** English where they are left out. */
  words?: PictureWords;
  /** Pictures at most, of a flow: with 1 it is the overview of a long one; 10 where it is left out. */
  most?: number;
}

/** Characters of a picture's description. Source: `alt_txt_too_large` of Slack's `files.getUploadURLExternal`. */
const ALT_LENGTH = 1000;

export type ChangeDrawOptions = Omit<DrawOptions, 'screen' | 'most'>;

export interface DrawnScene {
  kind: ScenePage['kind'] | 'change';
  /** The number of a page, from 1; 0 for the others. */
  page: number;
  /** IDs of the screens that it shows. */
  screens: string[];
  /** What is to be seen, in words; at most 1,000 characters. */
  alt: string;
  scene: PictureScene;
}

export interface Picture extends PaintedPicture, Omit<DrawnScene, 'scene'> {}

/** Names the script of what no font has, for whoever reads the picture. */
function createStandIn(words: PictureWords): (character: string) => string | undefined {
  const names = new Map<string, string | undefined>();
  return (character) => {
    if (isDrawn(character)) return undefined;
    const known = names.get(character);
    if (known !== undefined) return known;
    const script = scriptOf(character);
    const name =
      script === undefined ? words.otherSign : fill(words.otherScript, { name: scriptName(script, words.locale) });
    names.set(character, name);
    return name;
  };
}

let shared: TextMeasure | undefined;

/** One for all: what has been measured for one flow need not be measured for the next. */
function sharedMeasure(words: PictureWords): TextMeasure {
  shared ??= createCanvasMeasure();
  return { ...shared, standIn: createStandIn(words) };
}

const common = ({ title = '', words = ENGLISH }: DrawOptions) => ({ title, words, measure: sharedMeasure(words) });

/**
 * The scenes of a flow: one for up to 12 screens; for more an overview and up to nine pages.
 *
 * @param json the text of a Flow JSON
 * @throws {PictureError} `not-a-flow`, `too-large`, `no-such-screen`
 */
export function flowScenes(json: string, options: DrawOptions = {}): DrawnScene[] {
  const flow = readFlow(parseFlowJson(json));
  const { words = ENGLISH, screen, most } = options;
  const pages = flowPages(flow, { ...common(options), screen, most });
  const count = pages.filter(({ kind }) => kind === 'page').length;
  return pages.map((page) => {
    const isPart = page.kind === 'page' || page.kind === 'screen';
    const begin = page.kind === 'page' ? `${fill(words.page, { page: page.page, pages: count })}.` : '';
    const part = isPart ? { begin, screens: new Set(page.screens) } : undefined;
    return { ...page, alt: altOf(flow, ALT_LENGTH, words, part).trim() };
  });
}

/**
 * The scenes of what changed between two versions of a flow: one, or pages of six changed screens each.
 *
 * @param before the text of the earlier Flow JSON
 * @param after the text of the later one
 * @throws {PictureError} `not-a-flow`, `too-large`
 */
export function changeScenes(before: string, after: string, options: ChangeDrawOptions = {}): DrawnScene[] {
  const versions = [readFlow(parseFlowJson(before)), readFlow(parseFlowJson(after))] as const;
  return changePages(...versions, { ...common(options), altLength: ALT_LENGTH });
}

/**
 * Paints scenes one after the other: one canvas at a time is in memory.
 *
 * @throws {PictureError} `too-large`
 */
export async function paintScenes(scenes: readonly DrawnScene[], width?: number): Promise<Picture[]> {
  const images = new Map<string, Image>();
  const pictures: Picture[] = [];
  for (const { scene, ...facts } of scenes) {
    pictures.push({ ...facts, ...(await paintPicture(scene, width, images)) });
    // The canvas gives its memory back in a turn of the event loop only.
    await new Promise(setImmediate);
  }
  return pictures;
}

/**
 * Draws a flow, here and now: a second and more of work for a long one. The bot asks the pool instead.
 *
 * @throws {PictureError} as `flowScenes`
 */
export async function drawFlow(json: string, options: DrawOptions = {}): Promise<Picture[]> {
  return paintScenes(flowScenes(json, options), options.width);
}

/**
 * Draws what changed between two versions of a flow, here and now.
 *
 * @throws {PictureError} as `changeScenes`
 */
export async function drawChange(before: string, after: string, options: ChangeDrawOptions = {}): Promise<Picture[]> {
  return paintScenes(changeScenes(before, after, options), options.width);
}
