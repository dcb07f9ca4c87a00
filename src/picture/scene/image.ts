import { base64Of, imageHead, isDrawable } from '../read/image-head.ts';
import { fill } from '../words.ts';
import { type Pen, setWord, word } from './pen.ts';
import type { Block, Shape } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

export interface GivenImage {
  /** Base64; anything else gives a placeholder. */
  src: string | undefined;
  alt: string | undefined;
  fit?: 'cover' | 'contain' | 'fill';
}

/** What stands where an image is not drawn, with the reason in words. */
function placeholder(pen: Pen, text: string, x: number, y: number, width: number, height: number): Shape[] {
  const icon = Math.min(24, height - 8, width - 8);
  const isRoomy = height >= 56 && width >= 100;
  const lines = isRoomy
    ? setWord(pen, text, {
        x: x + SPACE.small,
        y: 0,
        width: width - 2 * SPACE.small,
        type: TYPE.note,
        color: COLORS.muted,
        maxLines: 2,
        align: 'center',
      })
    : { shapes: [], height: 0 };
  const top = y + (height - icon - lines.height - (isRoomy ? 4 : 0)) / 2;
  return [
    { kind: 'rect', x, y, width, height, radius: Math.min(8, height / 4), fill: COLORS.placeholder },
    { kind: 'icon', name: 'image', x: x + (width - icon) / 2, y: top, size: icon, color: COLORS.faint },
    ...lines.shapes.map((shape): Shape => ({ ...shape, y: (shape as { y: number }).y + top + icon + 4 }) as Shape),
  ];
}

/** The shapes of an image in a box of given measures: itself, or a placeholder that says why not. */
export function imageShapes(pen: Pen, image: GivenImage, x: number, y: number, width: number, height: number): Shape[] {
  const src = image.src === undefined ? '' : base64Of(image.src);
  const head = imageHead(src);
  if (head !== undefined && isDrawable(head)) {
    const backing: Shape = {
      kind: 'rect',
      x,
      y,
      width,
      height,
      radius: Math.min(8, height / 4),
      fill: COLORS.placeholder,
    };
    const fit = image.fit ?? 'cover';
    return [
      ...(fit === 'contain' ? [] : [backing]),
      { kind: 'image', x, y, width, height, radius: Math.min(8, height / 4), fit, src },
    ];
  }
  const why =
    head !== undefined
      ? word(pen, 'imageTooLarge', { size: `${head.width} × ${head.height}` })
      : (image.alt ?? (src === '' ? word(pen, 'image') : fill(pen.words.imageNotDrawn, {})));
  return placeholder(pen, why, x, y, width, height);
}

/** The height at which an image of a width is drawn whole, or `fallback` where nothing says its shape. */
export function imageHeight(src: string | undefined, width: number, fallback: number): number {
  const head = src === undefined ? undefined : imageHead(base64Of(src));
  if (head === undefined || !isDrawable(head)) return fallback;
  return Math.min(Math.max((head.height / head.width) * width, 24), 320);
}

export function drawImage(pen: Pen, image: GivenImage, x: number, y: number, width: number, fallback: number): Block {
  const height = imageHeight(image.src, width, fallback);
  const shapes = imageShapes(pen, { fit: 'contain', ...image }, x, y, width, height);
  return { type: 'Picture', path: '', x, y, width, height, shapes, children: [] };
}
