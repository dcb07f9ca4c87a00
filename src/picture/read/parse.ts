import { PictureError } from '../error.ts';
import { LIMITS } from '../limits.ts';

/**
 * Parses the text of a Flow JSON.
 *
 * @throws {PictureError} `too-large` above Meta's 10 MB, `not-a-flow` for what is no JSON
 */
export function parseFlowJson(json: string): unknown {
  if (json.length > LIMITS.jsonBytes) throw new PictureError('too-large', `${json.length} characters of JSON`);
  try {
    return JSON.parse(json.startsWith('\ufeff') ? json.slice(1) : json);
  } catch (cause) {
    throw new PictureError('not-a-flow', 'The text is no JSON', { cause });
  }
}
