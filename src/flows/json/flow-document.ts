import { createHash } from 'node:crypto';
import { type Json, readJson } from './json-value.ts';
import { prettyJson } from './pretty-json.ts';
import { canonicalJson } from './write-json.ts';

/**
 * A flow's file, read once for all who lay it out, compare it, or know it again. Plain data, fit for `structuredClone`:
 * a worker thread may read it.
 */
export interface FlowDocument {
  /** Two spaces a level, keys, numbers and strings exactly as the file has them; ends in a line break. */
  text: string;
  /** Undefined for what is no JSON, or is nested deeper than 200 levels. */
  value: Json | undefined;
  /**
   * What tells one meaning from another: the same whatever the white space, the order of keys, and the spelling of
   * strings and numbers. Of a file without a `value`, what tells one text from another. Hexadecimal SHA-256.
   */
  contentHash: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Reads a JSON text. Pure, and never throws: what is no JSON is a document as well. */
export function readFlowDocument(json: string): FlowDocument {
  const value = readJson(json);
  if (value !== undefined) return { text: prettyJson(json), value, contentHash: sha256(canonicalJson(value)) };
  const text = `${json.trim()}\n`;
  return { text, value, contentHash: sha256(text) };
}
