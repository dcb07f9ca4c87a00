import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import type { LogLevel } from './settings/types.ts';

export type Log = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

const REDACTED = '[redacted]';
/** No secret is as short as this; a placeholder (`x`) would tear every line apart. Characters. */
const SHORTEST_SECRET = 6;

/** Secrets that no setting holds: tokens of any workspace, signed addresses, `response_url`s, STS keys. */
const SECRET_SHAPES: readonly [RegExp, string][] = [
  [/\bx(?:ox[a-z]|app)[a-z0-9.]*-[A-Za-z0-9-]{6,}/g, REDACTED],
  [/\bLTAI[A-Za-z0-9]{8,}|\bSTS\.[A-Za-z0-9]{8,}/g, REDACTED],
  // Whoever has one of these may post as the bot, or upload in its place.
  [/(https?:\/\/(?:hooks\.slack\.com|files\.slack\.com\/upload)\/)[^\s"'\\<>]+/g, `$1${REDACTED}`],
  // Whatever stands behind the question mark of an address may sign it.
  [/(https?:\/\/[^\s"'\\<>?]+\?)[^\s"'\\<>]+/g, `$1${REDACTED}`],
];

/** A log line without secrets: neither the given ones, nor what looks like one. */
export function redact(line: string, secrets: readonly string[]): string {
  const withoutKnown = secrets.reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
  return SECRET_SHAPES.reduce((text, [shape, replacement]) => text.replace(shape, replacement), withoutKnown);
}

export interface LogOptions {
  level: LogLevel;
  /** Values that must not be seen; a line is searched for each. */
  secrets: readonly string[];
  destination?: DestinationStream;
}

/**
 * The process's log: a JSON line an event. Redaction works on the finished line, so a secret is found wherever it hides:
 * in an error's stack, in a library's message, in a field that nobody thought of.
 */
export function createLog({ level, secrets, destination = process.stdout }: LogOptions): Log {
  const toHide = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return pino({ level, base: null }, { write: (line) => void destination.write(redact(line, toHide)) });
}
