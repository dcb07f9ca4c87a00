import { plainText, resolve } from '../read/binding.ts';
import type { Component } from '../read/component.ts';
import { numberOf, objectsOf, stringOf } from '../read/json.ts';
import { imageHeight, imageShapes } from './image.ts';
import { groupHead } from './options.ts';
import { type Pen, Stack, setWord, word } from './pen.ts';
import type { Block } from './shape.ts';
import { COLORS, SPACE, TYPE } from './theme.ts';

/** Meta's own: `width` and `height` in points of the phone, and an image's shape where neither is given. */
const HIGHEST = 320;
const PLACEHOLDER = 120;

const fitOf = (value: unknown): 'cover' | 'contain' | 'fill' =>
  value === 'cover' ? 'cover' : value === 'stretch' ? 'fill' : 'contain';

export function drawImageComponent(
  pen: Pen,
  { type, path, props }: Component,
  x: number,
  y: number,
  width: number,
): Block {
  const src = stringOf(resolve(props.src, pen.scope));
  const [givenWidth, givenHeight, ratio] = [props.width, props.height, props['aspect-ratio']].map((value) =>
    numberOf(resolve(value, pen.scope)),
  );
  const wide = givenWidth !== undefined && givenWidth > 0 ? Math.min(Math.max(givenWidth, 24), width) : width;
  const own = imageHeight(src, wide, PLACEHOLDER);
  const byRatio = ratio !== undefined && ratio > 0.05 && props['scale-type'] === 'cover' ? wide / ratio : own;
  const height = Math.min(Math.max(givenHeight !== undefined && givenHeight > 0 ? givenHeight : byRatio, 24), HIGHEST);
  const shapes = imageShapes(
    pen,
    {
      src,
      alt: plainText(props['alt-text'], pen.scope) || undefined,
      fit: fitOf(resolve(props['scale-type'], pen.scope)),
    },
    x + (width - wide) / 2,
    y,
    wide,
    height,
  );
  return { type, path, x, y, width, height, shapes, children: [] };
}

export function drawCarousel(pen: Pen, { type, path, props }: Component, x: number, y: number, width: number): Block {
  const images = objectsOf(resolve(props.images, pen.scope)).slice(0, 3);
  const stack = new Stack(x, y, width);
  const scaleType = fitOf(resolve(props['scale-type'], pen.scope));
  const count = Math.max(images.length, 1);
  // The next one peeps in, as it does on a phone.
  const wide = count > 1 ? width - 34 : width;
  const height = props['aspect-ratio'] === '16:9' ? (wide * 9) / 16 : (wide * 3) / 4;
  const shape = (index: number, left: number, part: number) =>
    imageShapes(
      pen,
      {
        src: stringOf(resolve(images[index]?.src, pen.scope)),
        alt: plainText(images[index]?.['alt-text'], pen.scope) || undefined,
        fit: scaleType === 'contain' ? 'cover' : scaleType,
      },
      left,
      y,
      part,
      height,
    );
  stack.shapes.push(...shape(0, x, wide));
  if (count > 1) stack.shapes.push(...shape(1, x + wide + 8, width - wide - 8));
  stack.y += height;
  if (count > 1) {
    stack.y += SPACE.small + 3;
    const left = x + width / 2 - ((count - 1) * 12) / 2;
    for (let index = 0; index < count; index += 1) {
      stack.shapes.push({
        kind: 'circle',
        x: left + index * 12,
        y: stack.y,
        radius: 3,
        fill: index === 0 ? COLORS.button : COLORS.field,
      });
    }
    stack.y += SPACE.small;
  }
  return stack.block(type, path);
}

const KILOBYTES = 1024;
const sizeText = (kilobytes: number) =>
  kilobytes >= KILOBYTES ? `${Math.round((kilobytes / KILOBYTES) * 10) / 10} MB` : `${kilobytes} KB`;

/** PhotoPicker and DocumentPicker. */
export function drawPicker(pen: Pen, component: Component, x: number, y: number, width: number): Block {
  const { type, path, props } = component;
  const isPhoto = type === 'PhotoPicker';
  const what = isPhoto ? 'photos' : 'documents';
  const stack = new Stack(x, y, width);
  groupHead(pen, component, stack);
  stack.gap(SPACE.small + 2);
  const top = stack.y;
  const height = 46;
  const label = word(pen, isPhoto ? 'addPhotos' : 'addDocuments');
  const wide = pen.measure.width(label, { size: TYPE.bodyBold.size, isBold: true, isItalic: false });
  const left = x + (width - wide - 26) / 2;
  stack.shapes.push(
    {
      kind: 'rect',
      x,
      y: top,
      width,
      height,
      radius: 10,
      stroke: COLORS.brand,
      lineWidth: 1.2,
      dash: [5, 4],
      fill: '#f3fbf6',
    },
    { kind: 'icon', name: isPhoto ? 'camera' : 'document', x: left, y: top + 14, size: 18, color: COLORS.brand },
    ...setWord(pen, label, {
      x: left + 26,
      y: top + 13,
      width: wide + 1,
      type: TYPE.bodyBold,
      color: COLORS.brand,
      maxLines: 1,
    }).shapes,
  );
  stack.y = top + height;
  const [min, max] = [
    numberOf(resolve(props[`min-uploaded-${what}`], pen.scope)),
    numberOf(resolve(props[`max-uploaded-${what}`], pen.scope)),
  ];
  const size = numberOf(resolve(props['max-file-size-kb'], pen.scope));
  const facts = [
    ...(min !== undefined || max !== undefined ? [`${min ?? 0}–${max ?? 30}`] : []),
    ...(size === undefined ? [] : [word(pen, 'upTo', { size: sizeText(size) })]),
  ];
  if (facts.length > 0) {
    stack.y += SPACE.tiny;
    stack.add(
      setWord(pen, facts.join(' · '), {
        x: x + SPACE.gap,
        y: stack.y,
        width: width - 2 * SPACE.gap,
        type: TYPE.note,
        color: COLORS.faint,
        maxLines: 1,
      }),
    );
  }
  return stack.block(type, path);
}
