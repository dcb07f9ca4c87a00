import { closeSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/** Characters that a font has glyphs for, as ranges in ascending order. */
export type Glyphs = readonly (readonly [first: number, last: number])[];

interface Table {
  offset: number;
  /** As it stands in the file. */
  stored: number;
  /** Of WOFF: unpacked. */
  length: number;
}

const WOFF = 0x774f4646;
/** A table of characters with more than this is none. */
const MOST_BYTES = 8 * 1024 * 1024;

function bytesAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.min(length, MOST_BYTES));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
}

/** Where the table of characters is, in an OpenType or WOFF file. */
function findTable(file: number): Table | undefined {
  const head = bytesAt(file, 0, 44);
  const isWoff = head.readUInt32BE(0) === WOFF;
  const [start, size] = isWoff ? [44, 20] : [12, 16];
  const count = head.readUInt16BE(isWoff ? 12 : 4);
  const list = bytesAt(file, start, count * size);
  for (let at = 0; at + size <= list.length; at += size) {
    if (list.toString('latin1', at, at + 4) !== 'cmap') continue;
    const offset = list.readUInt32BE(at + (isWoff ? 4 : 8));
    const stored = list.readUInt32BE(at + (isWoff ? 8 : 12));
    return { offset, stored, length: isWoff ? list.readUInt32BE(at + 12) : stored };
  }
  return undefined;
}

/** Segments of 16-bit characters (format 4). A segment whose glyphs are listed may have gaps. */
function shortSegments(table: Buffer, at: number): [number, number][] {
  const count = table.readUInt16BE(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + count * 2];
  const [deltas, offsets] = [starts + count * 2, starts + count * 4];
  const ranges: [number, number][] = [];
  for (let index = 0; index < count; index += 1) {
    const [first, last] = [table.readUInt16BE(starts + index * 2), table.readUInt16BE(ends + index * 2)];
    const delta = table.readUInt16BE(deltas + index * 2);
    const offset = table.readUInt16BE(offsets + index * 2);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const place = offsets + index * 2 + offset + (code - first) * 2;
      const listed = offset === 0 ? code : place + 2 <= table.length ? table.readUInt16BE(place) : 0;
      if (listed === 0 || ((listed + delta) & 0xffff) === 0) continue;
      const before = ranges.at(-1);
      if (before !== undefined && before[1] === code - 1) before[1] = code;
      else ranges.push([code, code]);
    }
  }
  return ranges;
}

/** Groups of characters (format 12). */
function groups(table: Buffer, at: number): [number, number][] {
  return Array.from({ length: table.readUInt32BE(at + 12) }, (_, index): [number, number] => {
    const group = at + 16 + index * 12;
    return [table.readUInt32BE(group), table.readUInt32BE(group + 4)];
  });
}

/** Of all subtables those of whole Unicode, or else of its first 65,536 characters. Source: OpenType 1.9.1, `cmap`. */
function rangesOf(table: Buffer): Glyphs {
  const count = table.readUInt16BE(2);
  const subtables = Array.from({ length: count }, (_, index) => table.readUInt32BE(4 + index * 8 + 4));
  const formatOf = (at: number) => table.readUInt16BE(at);
  const whole = subtables.find((at) => formatOf(at) === 12);
  if (whole !== undefined) return groups(table, whole);
  const short = subtables.find((at) => formatOf(at) === 4);
  return short === undefined ? [] : shortSegments(table, short);
}

/**
 * Reads for which characters a font has glyphs: the canvas draws a box for any other, and doesn't say so.
 *
 * @param path of an OpenType, TrueType or WOFF file
 * @throws where it can't be read, or is none of them
 */
export function glyphsOf(path: string): Glyphs {
  const file = openSync(path, 'r');
  try {
    const place = findTable(file);
    if (place === undefined) return [];
    const stored = bytesAt(file, place.offset, place.stored);
    return rangesOf(place.length === place.stored ? stored : inflateSync(stored));
  } finally {
    closeSync(file);
  }
}

export function hasGlyph(glyphs: Glyphs, character: number): boolean {
  let [low, high] = [0, glyphs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((glyphs[middle]?.[1] ?? 0) < character) low = middle + 1;
    else high = middle;
  }
  return (glyphs[low]?.[0] ?? Number.POSITIVE_INFINITY) <= character;
}
