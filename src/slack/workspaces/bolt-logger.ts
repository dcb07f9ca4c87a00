import { LogLevel as BoltLogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { LogLevel } from '../../settings/types.ts';

const LEVELS: Readonly<Record<LogLevel, BoltLogLevel>> = {
  debug: BoltLogLevel.DEBUG,
  info: BoltLogLevel.INFO,
  warn: BoltLogLevel.WARN,
  error: BoltLogLevel.ERROR,
};

/** What web-api logs, at the lowest level, of a call that exchanges an OAuth code; it hides tokens by itself. */
const CALL_BODY = /^http request body: /;
const withoutCode = (text: string) =>
  CALL_BODY.test(text) ? text.replace(/("(?:code|client_secret)":")[^"]*/g, '$1[redacted]') : text;

/** Bolt's logger, writing to ours. */
export function boltLogger(log: Log, level: LogLevel): Logger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? (part.stack ?? part.message) : withoutCode(String(part)))).join(' ');
  return {
    debug: (...parts) => log.debug(line(parts)),
    info: (...parts) => log.info(line(parts)),
    warn: (...parts) => log.warn(line(parts)),
    error: (...parts) => log.error(line(parts)),
    setLevel: () => {},
    getLevel: () => LEVELS[level],
    setName: () => {},
  };
}
