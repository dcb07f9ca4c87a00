import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A control group that holds the processes in it to so much memory. */
export interface MemoryLimit {
  /** Whoever writes its process ID there is in it; undefined where this machine gives no control group. */
  procs: string | undefined;
  /** In words, for the report. */
  how: string;
  /** The most that was used at once, with what the kernel keeps of files; megabytes. Undefined where nothing is held. */
  peakMb(): number | undefined;
  /** Once no process is in it any more. */
  remove(): void;
}

const ROOT = '/sys/fs/cgroup';

/** The folder of the group, and the files of its limit and its peak: with the first version of control groups, and with the second. */
function filesOf(name: string): { folder: string; limit: string; peak: string } {
  return existsSync(join(ROOT, 'memory'))
    ? { folder: join(ROOT, 'memory', name), limit: 'memory.limit_in_bytes', peak: 'memory.max_usage_in_bytes' }
    : { folder: join(ROOT, name), limit: 'memory.max', peak: 'memory.peak' };
}

const TRIES = 40;
const BETWEEN_TRIES_MS = 50;

/** What a process that was killed has started itself ends a moment later, and is in the group until then. */
function removeGroup(folder: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_TRIES_MS);
    }
  }
}

/** Makes a control group, where this user may: as root on Linux, which is how a container is held to its memory. */
export function createMemoryLimit(mb: number): MemoryLimit {
  const { folder, limit, peak } = filesOf(`flow-json-bench-${process.pid}-${mb}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, limit), String(mb * 1024 * 1024));
  } catch {
    return {
      procs: undefined,
      how: 'NOT held: no control group can be made here',
      peakMb: () => undefined,
      remove: () => {},
    };
  }
  return {
    procs: join(folder, 'cgroup.procs'),
    how: `held to ${mb} MB by a control group`,
    peakMb: () => Number(readFileSync(join(folder, peak), 'utf8')) / 1024 / 1024,
    remove: () => removeGroup(folder),
  };
}
