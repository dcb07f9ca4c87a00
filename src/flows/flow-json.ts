import { z } from 'zod';
import { prettyJson } from './pretty-json.ts';

export interface FlowJsonSummary {
  /** The Flow JSON version, as `6.2`. */
  version: string | undefined;
  /** How many screens; undefined where there is no list of them. */
  screenCount: number | undefined;
}

export interface FlowJson {
  /** Two spaces a level, keys, numbers and strings exactly as the API gave them; ends in a line break. */
  text: string;
  summary: FlowJsonSummary;
}

export type FlowJsonErrorKind = 'not-json' | 'not-a-json-object';

export class FlowJsonError extends Error {
  readonly kind: FlowJsonErrorKind;
  /** Of the API call that gave the link to the file: set by who made it. */
  requestId: string | undefined;

  constructor(kind: FlowJsonErrorKind, cause?: unknown) {
    super(kind, { cause });
    this.name = 'FlowJsonError';
    this.kind = kind;
  }
}

const jsonObject = z.record(z.string(), z.unknown());

/** Loose on purpose: a draft may lack anything, and it is shown all the same. */
const outline = z.object({
  version: z.string().optional().catch(undefined),
  screens: z.array(z.unknown()).optional().catch(undefined),
});

function decode(bytes: Uint8Array): string {
  try {
    // Drops a byte order mark, and refuses what is no UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FlowJsonError('not-json', cause);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FlowJsonError('not-json', cause);
  }
}

/**
 * Reads a flow's file.
 *
 * @param bytes UTF-8, with or without a byte order mark.
 * @throws {FlowJsonError}
 */
export function parseFlowJson(bytes: Uint8Array): FlowJson {
  const text = decode(bytes);
  const value = parse(text);
  if (!jsonObject.safeParse(value).success) throw new FlowJsonError('not-a-json-object');
  const { version, screens } = outline.parse(value);
  return { text: prettyJson(text), summary: { version, screenCount: screens?.length } };
}
