// What the bot uses. Nothing here loads the canvas: that is for the processes that draw, and for the command line.
export type { Picture } from './draw.ts';
export { createDrawOnce, type DrawOnce, type PictureRecords } from './draw-once.ts';
export { PictureError, type PictureErrorKind } from './error.ts';
export { createPicturePool, type PicturePool } from './worker/pool.ts';
