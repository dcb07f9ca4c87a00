import { createLog, type Log, type LogOptions } from '../../../src/log.ts';

/** A log whose lines are read back. */
export function readableLog(options: Partial<LogOptions> = {}): { log: Log; entries: () => Record<string, unknown>[] } {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return {
    log: createLog({ level: 'debug', secrets: [], destination, ...options }),
    entries: () => lines.map((line) => JSON.parse(line)),
  };
}
