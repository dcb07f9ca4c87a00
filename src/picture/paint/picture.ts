import type { Image } from '@napi-rs/canvas';
import { PictureError } from '../error.ts';
import type { PictureScene } from '../layout/scene.ts';
import { LIMITS } from '../limits.ts';
import { paintCanvas } from './canvas.ts';
import { loadImages } from './images.ts';
import { encodePng } from './png.ts';

/** Pixels that a picture has by itself: sharp when opened on a phone, and small enough to send. */
const PIXELS = 6_500_000;
const MOST_SCALE = 2;
/** Of one that is very large anyway: its texts can still be read. */
const LEAST_SCALE = 0.75;

export interface PaintedPicture {
  png: Buffer;
  /** In pixels. */
  width: number;
  height: number;
}

/** Pixels a point: by the width that is asked for, else as many as there is room for. */
function scaleOf(scene: PictureScene, width: number | undefined): number {
  const room = Math.sqrt(LIMITS.picturePixels / (scene.width * scene.height));
  const sides = LIMITS.pictureSide / Math.max(scene.width, scene.height);
  const wanted =
    width === undefined
      ? Math.min(Math.max(Math.sqrt(PIXELS / (scene.width * scene.height)), LEAST_SCALE), MOST_SCALE)
      : width / scene.width;
  return Math.min(wanted, room, sides);
}

/**
 * Paints a scene.
 *
 * @param width in pixels; as is best where it is left out
 * @param images decoded before, for several scenes of one flow
 * @throws {PictureError} `too-large`
 */
export async function paintPicture(
  scene: PictureScene,
  width?: number,
  images: Map<string, Image> = new Map(),
): Promise<PaintedPicture> {
  const scale = scaleOf(scene, width);
  if (!(scene.width * scale >= 1 && scene.height * scale >= 1))
    throw new PictureError('too-large', `No picture of ${scene.width} × ${scene.height}`);
  const canvas = paintCanvas(scene, await loadImages(scene, images), scale);
  return { png: encodePng(canvas.data(), canvas.width, canvas.height), width: canvas.width, height: canvas.height };
}
