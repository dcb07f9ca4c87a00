import { createHash } from 'node:crypto';
import { type Json, readJson } from './json-value.ts';
import { prettyJson } from './pretty-json.ts';
import { writeCanonicalJson } from './write-json.ts';

/**
 * A flow's file, read once for all who lay it out, compare it, or know it again. Plain data, fit for `structuredClone`:
 * another process may read it.
 */
export interface FlowDocument {
  /**
   * Two spaces a level, keys, numbers and strings exactly as the file has them; ends in a line break. As the file has it
   * where that would be more than four times as much.
   */
  text: string;
  /** Undefined for what is no JSON, or is nested deeper than 200 levels. */
  value: Json | undefined;
  /**
   * What tells one meaning from another: the same whatever the white space, the order of keys, and the spelling of
   * strings and numbers. Of a file without a `value`, what tells one text from another. Hexadecimal SHA-256.
   */
  contentHash: string;
}

/** A hash takes its text in pieces of about so many characters: each call costs more than a short piece does. */
const PIECE = 64 * 1024;

/** `contentHash` of a value: SHA-256 of its canonical text, which is never in memory as a whole. */
export function contentHashOf(value: Json): string {
  const hash = createHash('sha256');
  let pending = '';
  writeCanonicalJson(value, (piece) => {
    pending += piece;
    if (pending.length < PIECE) return;
    hash.update(pending);
    pending = '';
  });
  return hash.update(pending).digest('hex');
}

/** A JSON text for who compares it, and has no need of it laid out. Pure, and never throws. */
export function readMeaning(json: string): Omit<FlowDocument, 'text'> {
  const value = readJson(json);
  if (value !== undefined) return { value, contentHash: contentHashOf(value) };
  const contentHash = createHash('sha256').update(`${json.trim()}\n`).digest('hex');
  return { value, contentHash };
}

/** Reads a JSON text. Pure, and never throws: what is no JSON is a document as well. */
export function readFlowDocument(json: string): FlowDocument {
  const read = readMeaning(json);
  return { ...read, text: read.value === undefined ? `${json.trim()}\n` : prettyJson(json) };
}
