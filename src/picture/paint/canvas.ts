import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { PictureScene, PlacedCard } from '../layout/scene.ts';
import { COLORS } from '../scene/theme.ts';
import { type Images, paintBlock, paintShape } from './shapes.ts';

const CARD_RADIUS = 18;
const DIMMED = 0.4;

function paintCard(context: SKRSContext2D, placed: PlacedCard, images: Images): void {
  const { x, y, width, height, scale, card, isDimmed, outline } = placed;
  const radius = CARD_RADIUS * Math.max(scale, 0.5);
  context.save();
  if (isDimmed === true) context.globalAlpha = DIMMED;
  context.fillStyle = '#d9dfe4';
  context.beginPath();
  context.roundRect(x, y + 2, width, height, radius);
  context.fill();
  context.fillStyle = COLORS.card;
  context.strokeStyle = COLORS.edge;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fill();
  context.stroke();
  context.save();
  context.clip();
  context.translate(x, y);
  context.scale(scale, scale);
  paintBlock(context, card.block, images);
  context.restore();
  if (card.height * scale > height + 1) {
    // Cut: the lower end fades.
    const fade = context.createLinearGradient(0, y + height - 36, 0, y + height);
    fade.addColorStop(0, 'rgba(255,255,255,0)');
    fade.addColorStop(1, 'rgba(255,255,255,1)');
    context.fillStyle = fade;
    context.beginPath();
    context.roundRect(x + 1, y + height - 36, width - 2, 35, [0, 0, radius, radius]);
    context.fill();
  }
  context.restore();
  if (outline !== undefined) {
    context.strokeStyle = outline.color;
    context.lineWidth = 3;
    context.setLineDash([...(outline.dash ?? [])]);
    context.beginPath();
    context.roundRect(x - 3, y - 3, width + 6, height + 6, radius + 3);
    context.stroke();
    context.setLineDash([]);
  }
}

export function paintScene(context: SKRSContext2D, scene: PictureScene, images: Images): void {
  for (const shape of scene.under) paintShape(context, shape, images);
  for (const placed of scene.cards) paintCard(context, placed, images);
  for (const shape of scene.over) paintShape(context, shape, images);
}

/** Paints a scene, with `scale` pixels a point. */
export function paintCanvas(scene: PictureScene, images: Images, scale: number): Canvas {
  const canvas = createCanvas(Math.ceil(scene.width * scale), Math.ceil(scene.height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = COLORS.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  paintScene(context, scene, images);
  return canvas;
}
