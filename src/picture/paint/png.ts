import { constants, crc32, deflateSync } from 'node:zlib';

/**
 * A PNG of our own making: Skia's encoder takes three times as long and writes twice the bytes, since it knows nothing
 * of the few colours that such a picture has. With a palette where the colours fit in one, else in full colour.
 */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE = 256;
/** A difference that is seen, as the square of a distance; and the part of a picture that may have it: not a photo. */
const SEEN = 400;
const MOST_OFF = 0.004;
/** Flat areas: more effort saves little. */
const EFFORT = 4;
/** Pixels from which on filling takes less by a call. */
const LONG_RUN = 24;
/** Different colours that are counted at most: a photo has more. */
const TABLE = 1 << 16;

function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

function png(width: number, height: number, colorType: 2 | 3, chunks: readonly Buffer[], rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, colorType, 0, 0, 0], 8);
  const strategy = colorType === 2 ? constants.Z_FILTERED : constants.Z_DEFAULT_STRATEGY;
  const data = deflateSync(rows, { level: EFFORT, strategy });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    ...chunks,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The colours of a picture with how often each is there; `undefined` for more than are counted. */
class Colors {
  readonly values: number[] = [];
  readonly counts: number[] = [];
  private readonly keys = new Uint32Array(TABLE * 2);
  private readonly places = new Int32Array(TABLE * 2).fill(-1);

  /** The place of a colour in the list, new or known; -1 where the list is full. */
  place(value: number): number {
    let at = (Math.imul(value, 0x9e3779b1) >>> 15) & (TABLE * 2 - 1);
    for (let found = this.places[at] ?? -1; found !== -1; found = this.places[at] ?? -1) {
      if (this.keys[at] === value) return found;
      at = (at + 1) & (TABLE * 2 - 1);
    }
    if (this.values.length >= TABLE) return -1;
    this.keys[at] = value;
    this.places[at] = this.values.length;
    this.values.push(value);
    this.counts.push(0);
    return this.values.length - 1;
  }
}

const red = (value: number) => value & 0xff;
const green = (value: number) => (value >>> 8) & 0xff;
const blue = (value: number) => (value >>> 16) & 0xff;

/** Colours that the eye hardly tells apart; least of all in blue. */
const shadeOf = (value: number) => (red(value) >> 4) | ((green(value) >> 4) << 4) | ((blue(value) >> 5) << 8);

/** As the square of it. */
function distance(one: number, other: number): number {
  const byRed = red(one) - red(other);
  const byGreen = green(one) - green(other);
  const byBlue = blue(one) - blue(other);
  return byRed * byRed + byGreen * byGreen + byBlue * byBlue;
}

function nearest(palette: Uint32Array, value: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < palette.length && least > 0; index += 1) {
    const away = distance(palette[index] ?? 0, value);
    if (away >= least) continue;
    least = away;
    best = index;
  }
  return best;
}

/** The most frequent colour of each of the most frequent shades, then the most frequent of all. */
function choosePalette({ values, counts }: Colors): Uint32Array {
  const order = values.map((_, index) => index).sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0));
  const shades = new Map<number, number>();
  for (const index of order) {
    const shade = shadeOf(values[index] ?? 0);
    if (!shades.has(shade)) shades.set(shade, index);
  }
  const first = new Set([...shades.values()].slice(0, PALETTE - 16));
  const chosen = [...first, ...order.filter((index) => !first.has(index))].slice(0, PALETTE);
  return Uint32Array.from(chosen, (index) => values[index] ?? 0);
}

/** For every colour the place of the nearest of a palette; `undefined` where too much would look different. */
function paletteOf(colors: Colors, pixels: number): { palette: Uint32Array; places: Uint8Array } | undefined {
  const { values, counts } = colors;
  const palette = choosePalette(colors);
  const places = new Uint8Array(values.length);
  let off = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const place = nearest(palette, value);
    places[index] = place;
    if (distance(palette[place] ?? 0, value) > SEEN) off += counts[index] ?? 0;
  }
  return off > pixels * MOST_OFF ? undefined : { palette, places };
}

function fullColor(pixels: Uint32Array, width: number, height: number): Buffer {
  const stride = width * 3 + 1;
  const rows = Buffer.allocUnsafe(stride * height);
  let out = 0;
  for (let y = 0, at = 0; y < height; y += 1) {
    // What differs from the row above: nothing in the flat parts.
    rows[out++] = 2;
    for (let x = 0; x < width; x += 1, at += 1) {
      const value = pixels[at] ?? 0;
      const above = y === 0 ? 0 : (pixels[at - width] ?? 0);
      rows[out++] = red(value) - red(above);
      rows[out++] = green(value) - green(above);
      rows[out++] = blue(value) - blue(above);
    }
  }
  return png(width, height, 2, [], rows);
}

/** Which rows have the same pixels as the one above. */
function sameRows(data: Buffer, width: number, height: number): Uint8Array {
  const bytes = width * 4;
  const same = new Uint8Array(height);
  for (let y = 1; y < height; y += 1) {
    const at = y * bytes;
    // One call for a row of pixels: most of a picture is flat, and a tenth of what looking at each of them takes.
    same[y] = data.compare(data, at - bytes, at, at, at + bytes) === 0 ? 1 : 0;
  }
  return same;
}

/**
 * For every pixel the place of its colour in the list; of a row that is as the one above, nothing. `undefined` where there are
 * more colours than are counted.
 */
function placesOf(pixels: Uint32Array, width: number, same: Uint8Array, colors: Colors): Uint16Array | undefined {
  const indexes = new Uint16Array(pixels.length);
  for (let y = 0; y < same.length; ) {
    let below = y + 1;
    while (below < same.length && same[below] === 1) below += 1;
    const end = (y + 1) * width;
    for (let at = y * width; at < end; ) {
      const pixel = pixels[at] ?? 0;
      const begin = at;
      while (at < end && pixels[at] === pixel) at += 1;
      const place = colors.place(pixel & 0xffffff);
      if (place === -1) return undefined;
      if (at - begin > LONG_RUN) indexes.fill(place, begin, at);
      else for (let each = begin; each < at; each += 1) indexes[each] = place;
      colors.counts[place] = (colors.counts[place] ?? 0) + (at - begin) * (below - y);
    }
    y = below;
  }
  return indexes;
}

/**
 * Encodes a picture without transparency.
 *
 * @param data of every pixel red, green, blue and one more byte
 */
export function encodePng(data: Buffer, width: number, height: number): Buffer {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const colors = new Colors();
  const same = sameRows(data, width, height);
  const indexes = placesOf(pixels, width, same, colors);
  const found = indexes && paletteOf(colors, pixels.length);
  if (indexes === undefined || found === undefined) return fullColor(pixels, width, height);
  const { palette, places } = found;
  const stride = width + 1;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const out = y * stride;
    if (same[y] === 1) {
      rows.copyWithin(out, out - stride, out);
      continue;
    }
    // The first byte of a row says that it stands for itself.
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) rows[out + 1 + x] = places[indexes[at] ?? 0] ?? 0;
  }
  const entries = Buffer.from([...palette].flatMap((value) => [red(value), green(value), blue(value)]));
  return png(width, height, 3, [chunk('PLTE', entries)], rows);
}
