import { isAscii } from 'node:buffer';
import { endOfString } from '../json/pretty-json.ts';

/**
 * What `JSON.parse` takes of the heap, at the most; bytes. Measured on Node 24 with objects and lists of all kinds: an object
 * takes 64, one with keys of its own 175; a list up to 60; a key or a string 57 beside its characters; a place in a list 8.
 */
const COST = { object: 160, list: 64, string: 56, item: 8 };

const [QUOTE, COMMA, OPEN_LIST, OPEN_OBJECT] = [0x22, 0x2c, 0x5b, 0x7b];

/**
 * The most memory that reading a JSON text takes, by what is in it. It has to be known before: `JSON.parse` does not stop
 * where a thread has no memory left, and then it is the process that ends (`FATAL ERROR: Reached heap limit`).
 *
 * @param json in UTF-8; what is no JSON costs something as well.
 * @returns bytes; takes time linear in the text, and no memory.
 */
export function parseCost(json: Buffer): number {
  // The text itself, and the strings in it: a character takes two bytes in a text where one of them needs two.
  let cost = json.length * 2 * (isAscii(json) ? 1 : 2);
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) {
      cost += COST.string;
      at = endOfString(json, at) - 1;
    } else if (byte === OPEN_OBJECT) cost += COST.object;
    else if (byte === OPEN_LIST) cost += COST.list;
    else if (byte === COMMA) cost += COST.item;
  }
  return cost;
}
