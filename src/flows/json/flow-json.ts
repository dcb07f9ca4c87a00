import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type FlowDocument, readFlowDocument } from './flow-document.ts';

export interface FlowScreen {
  id: string;
  title: string | undefined;
  /** Whether the flow may end here. */
  isTerminal: boolean;
}

export interface FlowJsonSummary {
  /** The Flow JSON version, as `6.2`. */
  version: string | undefined;
  /** Of the endpoint that the flow exchanges data with, as `3.0`; undefined for a flow without one. */
  dataApiVersion: string | undefined;
  /** In the file's order, those with an ID; undefined where there is no list of them. */
  screens: FlowScreen[] | undefined;
  /** How many screens, with an ID or not; undefined where there is no list of them. */
  screenCount: number | undefined;
  /** Of `text` in UTF-8. */
  bytes: number;
  /** Of the bytes as the API gave them; hexadecimal. */
  sha256: string;
}

/** A flow's file as the API gave it. */
export interface FlowJson extends FlowDocument {
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
  data_api_version: z.string().optional().catch(undefined),
  screens: z.array(z.unknown()).optional().catch(undefined),
});

const screen = z
  .object({
    id: z.string().min(1),
    title: z.string().optional().catch(undefined),
    terminal: z.boolean().catch(false),
  })
  .transform(({ id, title, terminal }): FlowScreen => ({ id, title, isTerminal: terminal }));

function screensOf(list: readonly unknown[]): FlowScreen[] {
  return list.flatMap((item) => {
    const parsed = screen.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

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
  const given = decode(bytes);
  const document = readFlowDocument(given);
  // What is nested too deep to be compared is shown all the same.
  const value = document.value ?? parse(given);
  if (!jsonObject.safeParse(value).success) throw new FlowJsonError('not-a-json-object');
  const { version, data_api_version: dataApiVersion, screens } = outline.parse(value);
  return {
    ...document,
    summary: {
      version,
      dataApiVersion,
      screens: screens && screensOf(screens),
      screenCount: screens?.length,
      bytes: Buffer.byteLength(document.text),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  };
}
