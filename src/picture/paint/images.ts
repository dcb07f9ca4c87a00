import { Image } from '@napi-rs/canvas';
import type { PictureScene } from '../layout/scene.ts';
import { LIMITS } from '../limits.ts';
import { imageHead, isDrawable } from '../read/image-head.ts';
import type { Block } from '../scene/shape.ts';
import type { Images } from './shapes.ts';

function sourcesOf(block: Block, found: Set<string>): void {
  for (const shape of block.shapes) if (shape.kind === 'image') found.add(shape.src);
  for (const child of block.children) sourcesOf(child, found);
}

/** What cannot be decoded though its header is right. */
async function decode(src: string): Promise<Image | undefined> {
  try {
    const image = new Image();
    image.src = Buffer.from(src, 'base64');
    await image.decode();
    return image.width > 0 && image.height > 0 ? image : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Decodes the images of a scene, each once, one after the other. Those that are too large by their header, or too many,
 * are left out: a placeholder is drawn in their stead.
 */
export async function loadImages(scene: PictureScene, known: Map<string, Image> = new Map()): Promise<Images> {
  const sources = new Set<string>();
  for (const { card } of scene.cards) sourcesOf(card.block, sources);
  for (const shape of [...scene.under, ...scene.over]) if (shape.kind === 'image') sources.add(shape.src);
  let left: number =
    LIMITS.allImagePixels - [...known.values()].reduce((sum, { width, height }) => sum + width * height, 0);
  for (const src of sources) {
    const head = imageHead(src);
    if (known.has(src) || head === undefined || !isDrawable(head)) continue;
    const pixels = head.width * head.height;
    if (pixels > left) continue;
    left -= pixels;
    const image = await decode(src);
    if (image !== undefined) known.set(src, image);
  }
  return known;
}
