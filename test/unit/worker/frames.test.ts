import { describe, expect, it } from 'vitest';
import { createFrameReader, frameOf } from '../../../src/worker/frames.ts';

/** What comes out of frames that are read in pieces of this size. */
function readBack(values: readonly unknown[], pieceBytes: number): unknown[] {
  const written = Buffer.concat(values.flatMap((value) => frameOf(value)));
  const read: unknown[] = [];
  const take = createFrameReader((value) => read.push(value));
  for (let at = 0; at < written.length; at += pieceBytes) take(written.subarray(at, at + pieceBytes));
  return read;
}

const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const plain = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? `bytes of ${Buffer.from(value).toString()}`
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
      : value;

const VALUES = [
  { type: 'read', bytes: bytes('{"a":1}') },
  'text with 测试',
  undefined,
  { nothing: undefined, empty: bytes(''), more: { deep: bytes('two'), list: 'x'.repeat(300) }, last: bytes('three') },
  7n,
  { empty: bytes('') },
];

describe('a frame', () => {
  it.each([1, 3, 7, 64, 10_000])('is read as it was written, in pieces of %i bytes', (pieceBytes) => {
    expect(readBack(VALUES, pieceBytes).map(plain)).toEqual(VALUES.map(plain));
  });

  it('holds a part of a larger memory, and no more of it', () => {
    const part = Buffer.from('secret{"a":1}secret').subarray(6, 13);
    const [read] = readBack([{ part }], 5) as [{ part: Buffer }];
    expect(read.part.toString()).toBe('{"a":1}');
    expect(read.part.buffer.byteLength).toBe(7);
  });

  it('is no copy of the bytes that it holds', () => {
    const file = bytes('{"a":1}');
    expect(frameOf({ file }).at(-1)).toBe(file);
  });

  it('takes no other array of numbers', () => {
    expect(() => frameOf({ numbers: new Float64Array(2) })).toThrow('Uint8Array');
  });
});
