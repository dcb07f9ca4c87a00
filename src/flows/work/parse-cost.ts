import { isAscii } from 'node:buffer';
import { MAX_LEVELS, mayHoldLongNumber } from '../json/json-value.ts';
import { endOfString } from '../json/pretty-json.ts';

/** What each thing in a text takes of the heap; bytes. */
interface Cost {
  object: number;
  list: number;
  string: number;
  /** A place in a list or an object. */
  item: number;
  number: number;
}

/**
 * What `readFlowJson` takes, at the most. Measured on Node 24 with objects and lists of all kinds, by the smallest heap in which a
 * file of them can be read: an object takes 110 bytes, one with keys of its own 230; a list 60; a key or a string 45 beside its
 * characters; a place in a list or an object 8.
 */
const PLAIN: Cost = { object: 224, list: 72, string: 56, item: 8, number: 0 };
/** The same where the source of every value is kept for a while: a number takes 80, one of 20 digits 150. */
const WITH_SOURCES: Cost = { object: 240, list: 72, string: 72, item: 24, number: 100 };

/**
 * Beyond so many members V8 keeps an object as a hash table, of which it has two while it makes a larger one: bytes that each
 * member takes more. Source: `kMaxNumberOfDescriptors` of V8.
 */
const [MANY_MEMBERS, OF_MANY] = [1020, 48];

const [QUOTE, COMMA, MINUS, COLON] = [0x22, 0x2c, 0x2d, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const [ZERO, NINE] = [0x30, 0x39];
/** A text is looked through in pieces: what is looked for takes no more of the next one than this. Bytes. */
const [PIECE, OVERLAP] = [64 * 1024, 16];

function keepsSources(json: Buffer): boolean {
  for (let at = 0; at < json.length; at += PIECE) {
    if (mayHoldLongNumber(json.toString('latin1', at, at + PIECE + OVERLAP))) return true;
  }
  return false;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;

/** The index behind the number at `start`. */
function endOfNumber(json: Buffer, start: number): number {
  let end = start + 1;
  // An exponent and a fraction may follow: each costs as another number, which is no matter.
  while (isDigit(json[end] ?? 0)) end += 1;
  return end;
}

/**
 * The most memory that reading a JSON text takes, by what is in it: what would take more than there is need not be begun. Who reads
 * it without enough memory comes to an end (`FATAL ERROR: Reached heap limit`), after seconds of looking for some.
 *
 * @param json in UTF-8; what is no JSON costs something as well.
 * @returns bytes; takes time linear in the text, and no memory.
 */
export function parseCost(json: Buffer): number {
  const each = keepsSources(json) ? WITH_SOURCES : PLAIN;
  // The text itself, and the strings in it: a character takes two bytes in a text where one of them needs two.
  let cost = json.length * 2 * (isAscii(json) ? 1 : 2);
  // What is deeper is refused anyway.
  const members = new Uint32Array(MAX_LEVELS + 1);
  let level = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) {
      cost += each.string;
      at = endOfString(json, at) - 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      cost += byte === OPEN_OBJECT ? each.object : each.list;
      level += 1;
      members[level] = 0;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) level -= 1;
    else if (byte === COMMA) cost += each.item;
    else if (byte === COLON) {
      const count = (members[level] ?? 0) + 1;
      members[level] = count;
      if (count > MANY_MEMBERS) cost += OF_MANY;
    } else if (isDigit(byte) || byte === MINUS) {
      cost += each.number;
      at = endOfNumber(json, at) - 1;
    }
  }
  return cost;
}
