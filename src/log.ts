import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import type { LogLevel } from './settings/types.ts';

export type Log = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

const REDACTED = '[redacted]';
/** No secret is as short as this; a placeholder (`x`) would tear every line apart. Characters. */
const SHORTEST_SECRET = 6;

type Shape = readonly [RegExp, string | ((found: string, ...groups: string[]) => string)];

/** Of an address, all that stands behind the question mark: it may sign the address, or be a ticket. */
function withoutQuery(address: string): string {
  const at = address.indexOf('?');
  return at < 0 || at === address.length - 1 ? address : `${address.slice(0, at + 1)}${REDACTED}`;
}

/**
 * Secrets that no setting holds: tokens of any workspace, signed addresses, `response_url`s, STS keys. None asks for the start
 * of a word: in a line of JSON a letter may stand before it, that of `\n`. Anybody can have a text of theirs come into a line, so
 * each pattern takes a time that is linear in the line's length: what it may pass over before it can fail is bounded.
 */
const SECRET_SHAPES: readonly Shape[] = [
  [/x(?:ox[a-z]|app)[a-z0-9.]{0,16}-[A-Za-z0-9-]{6,}/g, REDACTED],
  [/LTAI[A-Za-z0-9]{8,}|STS\.[A-Za-z0-9]{8,}/g, REDACTED],
  // Whoever has one of these may post as the bot, or upload in its place.
  [/(https?:\/\/(?:hooks\.slack(?:-gov)?\.com|files\.slack(?:-gov)?\.com\/upload)\/)[^\s"'\\<>]+/g, `$1${REDACTED}`],
  [/(?:https?|wss?):\/\/[^\s"'\\<>]+/g, withoutQuery],
  // The same of an address without its host, as in a request's first line.
  [/([?&](?:code|state|ticket)=)[^\s"'\\<>&]+/g, `$1${REDACTED}`],
];

/** In a line of JSON some characters are written otherwise, once more in JSON within it, in an address, and in a form. */
const writtenAs = (secret: string): readonly string[] => {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, inJson, JSON.stringify(inJson).slice(1, -1), encodeURIComponent(secret.toWellFormed()), inForm];
};

/** What is to be looked for in each line: the longest first, so that no part of a secret is taken for a shorter one. */
export const secretTexts = (secrets: readonly string[]): readonly string[] =>
  [...new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(writtenAs))].sort(
    (one, other) => other.length - one.length,
  );

/**
 * A log line without secrets: neither the given ones, nor what looks like one.
 *
 * @param secrets as `secretTexts` gives them.
 */
export function redact(line: string, secrets: readonly string[]): string {
  const withoutKnown = secrets.reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
  return SECRET_SHAPES.reduce(
    // Two branches, since TypeScript knows `replace` by each of its forms alone.
    (text, [shape, by]) => (typeof by === 'string' ? text.replace(shape, by) : text.replace(shape, by)),
    withoutKnown,
  );
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
  const toHide = secretTexts(secrets);
  return pino({ level, base: null }, { write: (line) => void destination.write(redact(line, toHide)) });
}
