// What the bot uses. Nothing here loads the canvas: that is for the processes that draw, and for the command line.
export { altText } from './alt-text.ts';
export type { DrawOptions, Picture } from './draw.ts';
export { PictureError, type PictureErrorKind } from './error.ts';
export { DRAWING_VERSION } from './version.ts';
export { ENGLISH, type PictureWords } from './words.ts';
export { SIMPLIFIED_CHINESE } from './words-zh.ts';
export { createPicturePool, type PicturePool, type PicturePoolOptions } from './worker/pool.ts';
