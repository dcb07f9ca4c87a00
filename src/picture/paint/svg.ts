import { createCanvas, SvgExportFlag } from '@napi-rs/canvas';
import type { PictureScene } from '../layout/scene.ts';
import type { Block, Shape } from '../scene/shape.ts';
import { COLORS } from '../scene/theme.ts';
import { paintScene } from './canvas.ts';
import { loadImages } from './images.ts';
import { paintShape } from './shapes.ts';

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
/** Pixels a point of a text that goes into the SVG as an image. */
const SHARPNESS = 4;
/** Round such a text, for what reaches beyond its measures. */
const ROOM = 3;

/** A text with an emoji as an image: outlines have no colours of their own, and would leave a hole. */
function rasterized(shape: Shape): Shape {
  if (shape.kind !== 'text' || !EMOJI.test(shape.text)) return shape;
  const box = {
    x: shape.x - ROOM,
    y: shape.y - shape.size * 1.1 - ROOM,
    width: shape.width + 2 * ROOM,
    height: shape.size * 1.5 + 2 * ROOM,
  };
  const canvas = createCanvas(Math.ceil(box.width * SHARPNESS), Math.ceil(box.height * SHARPNESS));
  const context = canvas.getContext('2d');
  context.scale(SHARPNESS, SHARPNESS);
  context.translate(-box.x, -box.y);
  paintShape(context, shape, new Map());
  const src = canvas.toBuffer('image/png').toString('base64');
  return {
    kind: 'image',
    ...box,
    width: canvas.width / SHARPNESS,
    height: canvas.height / SHARPNESS,
    radius: 0,
    fit: 'fill',
    src,
  };
}

const ofBlock = (block: Block): Block => ({
  ...block,
  shapes: block.shapes.map(rasterized),
  children: block.children.map(ofBlock),
});

/** A scene as SVG; its texts are outlines, so that it looks the same where the fonts are not. */
export async function paintSvg(given: PictureScene): Promise<Buffer> {
  const scene: PictureScene = {
    ...given,
    under: given.under.map(rasterized),
    over: given.over.map(rasterized),
    cards: given.cards.map((placed) => ({ ...placed, card: { ...placed.card, block: ofBlock(placed.card.block) } })),
  };
  const canvas = createCanvas(scene.width, scene.height, SvgExportFlag.ConvertTextToPaths);
  const context = canvas.getContext('2d');
  context.fillStyle = COLORS.ground;
  context.fillRect(0, 0, scene.width, scene.height);
  paintScene(context, scene, await loadImages(scene));
  return canvas.getContent();
}
