import type { Image, SKRSContext2D } from '@napi-rs/canvas';
import type { Block, Shape } from '../scene/shape.ts';
import { COLORS } from '../scene/theme.ts';
import type { TextMark } from '../text/block.ts';
import { canvasFont } from '../text/fonts.ts';
import { drawIcon } from './icons.ts';

type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

/** Decoded images by their Base64. */
export type Images = ReadonlyMap<string, Image>;

const GREYED = 0.38;
const ARROW = 6;

function paintRect(context: SKRSContext2D, shape: Of<'rect'>): void {
  context.beginPath();
  context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius ?? 0);
  if (shape.fill !== undefined) {
    context.fillStyle = shape.fill;
    context.fill();
  }
  if (shape.stroke !== undefined) {
    context.strokeStyle = shape.stroke;
    context.lineWidth = shape.lineWidth ?? 1;
    context.setLineDash([...(shape.dash ?? [])]);
    context.stroke();
    context.setLineDash([]);
  }
}

const MARK_GROUNDS: Readonly<Record<TextMark, string>> = {
  example: COLORS.exampleGround,
  expression: COLORS.exampleGround,
  unfilled: COLORS.unfilledGround,
  'stand-in': COLORS.edge,
};

function paintMark(context: SKRSContext2D, { x, y, size, width, style }: Of<'text'>): void {
  context.fillStyle = MARK_GROUNDS[style.mark ?? 'example'];
  context.beginPath();
  context.roundRect(x - 2, y - size * 0.98, width + 4, size * 1.32, 3);
  context.fill();
  if (style.mark === 'example' || style.mark === 'stand-in') return;
  context.strokeStyle = style.color;
  context.lineWidth = 1;
  context.setLineDash([1.5, 2]);
  context.beginPath();
  context.moveTo(x, y + size * 0.26);
  context.lineTo(x + width, y + size * 0.26);
  context.stroke();
  context.setLineDash([]);
}

function paintText(context: SKRSContext2D, shape: Of<'text'>): void {
  const { text, x, y, size, width, style } = shape;
  if (style.mark !== undefined) paintMark(context, shape);
  context.font = canvasFont(text, { size, ...style });
  context.direction = shape.isRightToLeft ? 'rtl' : 'ltr';
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  // Whatever it would be written on, the ground of its mark is light.
  context.fillStyle = style.mark === 'stand-in' ? COLORS.muted : style.color;
  context.fillText(text, x, y);
  if (style.isStruck === true) context.fillRect(x, y - size * 0.3, width, Math.max(size / 14, 1));
  if (style.isUnderlined === true) context.fillRect(x, y + size * 0.16, width, Math.max(size / 16, 0.8));
}

type Point = readonly [number, number];

/** The point on the way from one to another, at a distance from the first. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const part = length === 0 ? 0 : distance / length;
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
}

/** A straight stretch. Upright and level ones are filled: a stroke as long as the picture takes Skia a hundred times as long. */
function paintStretch(context: SKRSContext2D, from: Point, to: Point, lineWidth: number, isDashed: boolean): void {
  const [left, top] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
  if (!isDashed && from[1] === to[1]) context.fillRect(left, top - lineWidth / 2, Math.abs(to[0] - from[0]), lineWidth);
  else if (!isDashed && from[0] === to[0])
    context.fillRect(left - lineWidth / 2, top, lineWidth, Math.abs(to[1] - from[1]));
  else {
    context.beginPath();
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
    context.stroke();
  }
}

function paintPath(context: SKRSContext2D, { points, radius, color, lineWidth, dash, hasArrow }: Of<'path'>): void {
  const last = points.at(-1);
  const first = points[0];
  if (first === undefined || last === undefined) return;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = lineWidth;
  context.setLineDash([...(dash ?? [])]);
  let at: Point = first;
  for (let index = 1; index < points.length - 1; index += 1) {
    const [before, corner, next] = [points[index - 1] ?? first, points[index] ?? first, points[index + 1] ?? last];
    const room = Math.min(
      Math.hypot(corner[0] - before[0], corner[1] - before[1]) / 2,
      Math.hypot(next[0] - corner[0], next[1] - corner[1]) / 2,
      radius,
    );
    const [start, end] = [towards(corner, before, room), towards(corner, next, room)];
    paintStretch(context, at, start, lineWidth, dash !== undefined);
    context.beginPath();
    context.moveTo(start[0], start[1]);
    context.quadraticCurveTo(corner[0], corner[1], end[0], end[1]);
    context.stroke();
    at = end;
  }
  const end: Point = [last[0] - (hasArrow === true ? ARROW - 1 : 0), last[1]];
  paintStretch(context, at, end, lineWidth, dash !== undefined);
  context.setLineDash([]);
  if (hasArrow !== true) return;
  context.beginPath();
  context.moveTo(last[0], last[1]);
  context.lineTo(last[0] - ARROW - 1.5, last[1] - ARROW * 0.72);
  context.lineTo(last[0] - ARROW - 1.5, last[1] + ARROW * 0.72);
  context.closePath();
  context.fill();
}

function paintCircle(context: SKRSContext2D, { x, y, radius, fill, stroke, lineWidth }: Of<'circle'>): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill();
  }
  if (stroke === undefined) return;
  context.strokeStyle = stroke;
  context.lineWidth = lineWidth ?? 1;
  context.stroke();
}

function paintImage(context: SKRSContext2D, shape: Of<'image'>, images: Images): void {
  const image = images.get(shape.src);
  context.save();
  context.beginPath();
  context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
  context.clip();
  if (image === undefined) {
    context.fillStyle = COLORS.placeholder;
    context.fillRect(shape.x, shape.y, shape.width, shape.height);
    drawIcon(context, 'image', shape.x + shape.width / 2 - 10, shape.y + shape.height / 2 - 10, 20, COLORS.faint);
  } else {
    const [byWidth, byHeight] = [shape.width / image.width, shape.height / image.height];
    const scale = shape.fit === 'cover' ? Math.max(byWidth, byHeight) : Math.min(byWidth, byHeight);
    const [width, height] =
      shape.fit === 'fill' ? [shape.width, shape.height] : [image.width * scale, image.height * scale];
    context.drawImage(image, shape.x + (shape.width - width) / 2, shape.y + (shape.height - height) / 2, width, height);
  }
  context.restore();
}

export function paintShape(context: SKRSContext2D, shape: Shape, images: Images): void {
  if (shape.kind === 'rect') paintRect(context, shape);
  else if (shape.kind === 'text') paintText(context, shape);
  else if (shape.kind === 'path') paintPath(context, shape);
  else if (shape.kind === 'circle') paintCircle(context, shape);
  else if (shape.kind === 'image') paintImage(context, shape, images);
  else drawIcon(context, shape.name, shape.x, shape.y, shape.size, shape.color);
}

export function paintBlock(context: SKRSContext2D, block: Block, images: Images): void {
  const before = context.globalAlpha;
  if (block.state !== undefined) context.globalAlpha = before * GREYED;
  for (const shape of block.shapes) paintShape(context, shape, images);
  for (const child of block.children) paintBlock(context, child, images);
  context.globalAlpha = before;
}
