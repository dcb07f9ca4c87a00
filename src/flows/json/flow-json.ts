import { z } from 'zod';
import { type FileFacts, fileFactsOf } from '../../fingerprint.ts';
import { contentHashOf, type FlowDocument } from './flow-document.ts';
import { isObject, isTooDeep, type Json, type JsonObject, ownValue, readJson } from './json-value.ts';
import { prettyJsonBytes } from './pretty-json.ts';
import { exitsOf } from './screen-exits.ts';
import { inOrderOfUse } from './screen-order.ts';

export interface FlowScreen {
  id: string;
  title: string | undefined;
  /** Whether the flow may end here. */
  isTerminal: boolean;
  /** The IDs of the screens that it leads to, as far as the flow has them. */
  next: string[];
  /** Whether somebody who begins at the first screen can get there; true where the file does not say. */
  isReached: boolean;
}

export interface FlowJsonSummary extends FileFacts {
  /** The Flow JSON version, as `6.2`. */
  version: string | undefined;
  /** Of the endpoint that the flow exchanges data with, as `3.0`; undefined for a flow without one. */
  dataApiVersion: string | undefined;
  /** Those with an ID, in the order in which people go; undefined where there is no list of them. */
  screens: FlowScreen[] | undefined;
  /** How many screens, with an ID or not; undefined where there is no list of them. */
  screenCount: number | undefined;
}

/** A flow's file as the API gave it. */
export interface FlowJson extends Pick<FlowDocument, 'text' | 'contentHash'> {
  summary: FlowJsonSummary;
  /** `text` in UTF-8, of a file of a megabyte and more: there `text` is made anew each time it is read. */
  utf8?: Uint8Array;
}

/** What was read of a flow's file: plain data, which a process can hand to another. */
export interface ReadFlowJson extends Pick<FlowJson, 'contentHash' | 'summary'> {
  /** `text` of `FlowJson` in UTF-8. */
  utf8: Uint8Array;
}

/** `too-large-to-read`: it takes more memory or time than there is for one; `too-large-together`: see `bytes-in-flight.ts`. */
export type FlowJsonErrorKind =
  | 'not-json'
  | 'not-a-json-object'
  | 'too-deep'
  | 'too-large-to-read'
  | 'too-large-together';

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

/** Loose on purpose: a draft may lack anything, and it is shown all the same. */
const outline = z.object({
  version: z.string().optional().catch(undefined),
  data_api_version: z.string().optional().catch(undefined),
});

const screen = z.object({
  id: z.string().min(1),
  title: z.string().optional().catch(undefined),
  terminal: z.boolean().catch(false),
});

/** Of a flow with more, five times what Meta allows, it is not looked up where its screens lead. */
const MAX_ORDERED = 500;

/** @param list as it stands in the flow. */
function screensOf(list: readonly Json[], flow: JsonObject): FlowScreen[] {
  const routes = ownValue(flow, 'routing_model');
  const isTooMuch = list.length > MAX_ORDERED;
  let isKnown = true;
  const read = list.flatMap((item) => {
    const parsed = screen.safeParse(item);
    if (!parsed.success || !isObject(item)) return [];
    const { id, title, terminal } = parsed.data;
    const { next, isAll } = isTooMuch ? { next: [], isAll: false } : exitsOf(item, routes);
    isKnown &&= isAll;
    return [{ id, title, isTerminal: terminal, next }];
  });
  if (isTooMuch) return read.map((each) => ({ ...each, isReached: true }));
  return inOrderOfUse(read, isKnown);
}

function decode(bytes: Uint8Array): string {
  try {
    // Drops a byte order mark, and refuses what is no UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FlowJsonError('not-json', cause);
  }
}

/** Why there is no value in a text. */
function whyUnreadable(text: string): FlowJsonError {
  try {
    // Does not call itself for each level, as all do that walk through what it gives.
    JSON.parse(text);
  } catch (cause) {
    return new FlowJsonError('not-json', cause);
  }
  return new FlowJsonError(isTooDeep(text) ? 'too-deep' : 'not-json');
}

const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

function withoutMark(bytes: Buffer): Buffer {
  const mark = bytes.subarray(0, BYTE_ORDER_MARK.length);
  return mark.equals(BYTE_ORDER_MARK) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}

/**
 * Reads a flow's file: once, for all that is wanted of it.
 *
 * @param bytes UTF-8, with or without a byte order mark.
 * @throws {FlowJsonError}
 */
export function readFlowJson(bytes: Uint8Array): ReadFlowJson {
  const given = decode(bytes);
  const value = readJson(given);
  if (value === undefined) throw whyUnreadable(given);
  if (!isObject(value)) throw new FlowJsonError('not-a-json-object');
  const { version, data_api_version: dataApiVersion } = outline.parse(value);
  const screens = ownValue(value, 'screens');
  const json = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const utf8 = prettyJsonBytes(withoutMark(json));
  return {
    utf8,
    contentHash: contentHashOf(value),
    summary: {
      version,
      dataApiVersion,
      screens: Array.isArray(screens) ? screensOf(screens, value) : undefined,
      screenCount: Array.isArray(screens) ? screens.length : undefined,
      ...fileFactsOf(utf8),
    },
  };
}

const textOf = (utf8: Uint8Array) => Buffer.from(utf8.buffer, utf8.byteOffset, utf8.length).toString();

/** A class: V8 would keep a getter of an object, and with it the whole file, until the second time that it collects all garbage. */
class BigFlowJson implements FlowJson {
  readonly utf8: Uint8Array;
  readonly contentHash: string;
  readonly summary: FlowJsonSummary;

  constructor({ utf8, contentHash, summary }: ReadFlowJson) {
    this.utf8 = utf8;
    this.contentHash = contentHash;
    this.summary = summary;
  }

  get text(): string {
    return textOf(this.utf8);
  }
}

/** What was read of a big file, whose text is kept in UTF-8 alone: that is what is uploaded. */
export const bigFlowJson = (read: ReadFlowJson): FlowJson => new BigFlowJson(read);

/**
 * Reads a flow's file that is small enough to be read at once.
 *
 * @param bytes UTF-8, with or without a byte order mark.
 * @throws {FlowJsonError}
 */
export function parseFlowJson(bytes: Uint8Array): FlowJson {
  const { utf8, contentHash, summary } = readFlowJson(bytes);
  return { text: textOf(utf8), contentHash, summary };
}
