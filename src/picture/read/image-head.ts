import { LIMITS } from '../limits.ts';

export interface ImageHead {
  /** In pixels, as the header says: nothing has been decoded. */
  width: number;
  height: number;
}

/** Bytes of the picture within which its size is looked for: photos put their camera's data before it. */
const HEAD_BYTES = 262_144;

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegHead(bytes: Buffer): ImageHead | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    // Filling before a marker.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpHead(bytes: Buffer): ImageHead | undefined {
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (chunk !== 'VP8L') return undefined;
  const bits = bytes.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function headOf(bytes: Buffer): ImageHead | undefined {
  if (bytes.length < 32) return undefined;
  if (bytes.readUInt32BE(0) === 0x89504e47 && bytes.toString('latin1', 12, 16) === 'IHDR') {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.readUInt16BE(0) === 0xffd8) return jpegHead(bytes);
  if (bytes.toString('latin1', 0, 4) === 'GIF8') return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? webpHead(bytes) : undefined;
}

/** The Base64 of an image without what a browser would want before it. */
export const base64Of = (src: string): string => src.replace(/^\s*data:[\w./+-]{0,60};base64,/, '').trim();

/**
 * The size of an image by its header, so that nothing is decoded that would fill the memory. PNG, JPEG, GIF and WebP;
 * no SVG, which is markup.
 *
 * @param base64 without `data:` before it
 * @returns `undefined` for what is none of them
 */
export function imageHead(base64: string): ImageHead | undefined {
  if (base64.length < 44 || base64.length > LIMITS.imageCharacters) return undefined;
  try {
    const head = headOf(Buffer.from(base64.slice(0, (HEAD_BYTES / 3) * 4), 'base64'));
    return head !== undefined && head.width > 0 && head.height > 0 ? head : undefined;
  } catch {
    // Cut off within its header.
    return undefined;
  }
}

export const isDrawable = ({ width, height }: ImageHead): boolean =>
  width <= LIMITS.imageSide && height <= LIMITS.imageSide && width * height <= LIMITS.imagePixels;
