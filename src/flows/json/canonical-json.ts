import { createHash } from 'node:crypto';

/** A number with more digits than a `double` holds for sure stays as it was written. */
const MAX_SAFE_DIGITS = 15;

/** Marks a text that is no string but a number's own digits. */
class LongNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

/** `JSON.parse` hands on the source of a plain value (ES2025, Node 21 and later). */
function keepLongNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  return source.replace(/e.*$/i, '').replace(/\D/g, '').length > MAX_SAFE_DIGITS ? new LongNumber(source) : value;
}

function write(value: unknown): string {
  if (value instanceof LongNumber) return value.digits;
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${write(inner)}`).join(',')}}`;
}

/**
 * One text for all JSON texts that mean the same: without white space, keys in order, `1.0` as `1`.
 *
 * @throws {SyntaxError} where it is no JSON.
 */
export const canonicalJson = (json: string): string => write(JSON.parse(json, keepLongNumber));

/**
 * What tells one meaning of a JSON text from another; hexadecimal SHA-256 of the canonical text.
 *
 * @throws {SyntaxError} where it is no JSON.
 */
export const contentHash = (json: string): string => createHash('sha256').update(canonicalJson(json)).digest('hex');
