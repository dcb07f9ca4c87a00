import { DefaultDeserializer, DefaultSerializer } from 'node:v8';

/**
 * How two processes hand each other plain data with large files in it. A frame is the length of a value (32 bits, little-endian),
 * the value as `v8.serialize` writes it, but for the bytes of each `Uint8Array`, and then those bytes, one array after the other.
 * So a file is written from where it lies and read into where it stays, while Node's own channel keeps three more copies of it.
 */

/** Where frames go both ways, among the file descriptors of a child. */
export const CHANNEL_FD = 3;

const LENGTH_BYTES = 4;

class FrameSerializer extends DefaultSerializer {
  readonly arrays: Uint8Array[] = [];

  _writeHostObject(array: object): void {
    if (!(array instanceof Uint8Array))
      throw new TypeError('Of all arrays of numbers, a frame takes a Uint8Array only');
    this.writeUint32(array.length);
    this.arrays.push(array);
  }
}

class FrameDeserializer extends DefaultDeserializer {
  /** To be filled, in this order. */
  readonly arrays: Buffer[] = [];

  _readHostObject(): Buffer {
    const array = Buffer.allocUnsafeSlow(this.readUint32());
    this.arrays.push(array);
    return array;
  }
}

/** @returns what is to be written, in this order; arrays are no copies. */
export function frameOf(value: unknown): Uint8Array[] {
  const serializer = new FrameSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  const written = serializer.releaseBuffer();
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(written.length);
  return [length, written, ...serializer.arrays];
}

/** Asks for one part of a frame after the other: gives what is to be filled, and goes on when it is. */
function* parts(onValue: (value: unknown) => void): Generator<Buffer, never, void> {
  for (;;) {
    const length = Buffer.alloc(LENGTH_BYTES);
    yield length;
    const written = Buffer.allocUnsafeSlow(length.readUInt32LE());
    yield written;
    const deserializer = new FrameDeserializer(written);
    deserializer.readHeader();
    const value: unknown = deserializer.readValue();
    yield* deserializer.arrays;
    onValue(value);
  }
}

/** @returns takes what was read, in pieces of any size. A `Uint8Array` comes as a `Buffer` with memory of its own. */
export function createFrameReader(onValue: (value: unknown) => void): (piece: Buffer) => void {
  const wanted = parts(onValue);
  let target = wanted.next().value;
  let filled = 0;
  return (piece) => {
    for (let at = 0; at < piece.length; ) {
      const copied = piece.copy(target, filled, at);
      at += copied;
      filled += copied;
      // An array may be empty.
      while (filled === target.length) {
        target = wanted.next().value;
        filled = 0;
      }
    }
  };
}
