import { LogLevel as BoltLogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { LogLevel } from '../../settings/types.ts';

const LEVELS: Readonly<Record<LogLevel, BoltLogLevel>> = {
  debug: BoltLogLevel.DEBUG,
  info: BoltLogLevel.INFO,
  warn: BoltLogLevel.WARN,
  error: BoltLogLevel.ERROR,
};

/** Bolt's logger, writing to ours. */
export function boltLogger(log: Log, level: LogLevel): Logger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? (part.stack ?? part.message) : String(part))).join(' ');
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
