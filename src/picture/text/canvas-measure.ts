import { createCanvas } from '@napi-rs/canvas';
import { canvasFont } from './fonts.ts';
import type { FontStyle, TextMeasure } from './measure.ts';

/** Words whose width is remembered; a long flow has a few thousand. */
const MOST_KNOWN = 20_000;

/** Measures by the canvas that draws as well. What has been measured is remembered. */
export function createCanvasMeasure(): TextMeasure {
  const context = createCanvas(1, 1).getContext('2d');
  const known = new Map<string, number>();
  return {
    width(text: string, font: FontStyle): number {
      const key = `${font.size}${font.isBold ? 'b' : ''}${font.isItalic ? 'i' : ''} ${text}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      context.font = canvasFont(text, font);
      const { width } = context.measureText(text);
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(key, width);
      return width;
    },
  };
}
