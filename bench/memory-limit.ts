import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A control group that holds the processes in it to so much memory. */
export interface MemoryLimit {
  /** Whoever writes its process ID there is in it; undefined where this machine gives no control group. */
  procs: string | undefined;
  /** In words, for the report. */
  how: string;
  /** Once no process is in it any more. */
  remove(): void;
}

const ROOT = '/sys/fs/cgroup';

/** The folder of the group, and its limit's file: with the first version of control groups, and with the second. */
function placeOf(name: string): { folder: string; limit: string } {
  return existsSync(join(ROOT, 'memory'))
    ? { folder: join(ROOT, 'memory', name), limit: 'memory.limit_in_bytes' }
    : { folder: join(ROOT, name), limit: 'memory.max' };
}

/** Makes a control group, where this user may: as root on Linux, which is how a container is held to its memory. */
export function createMemoryLimit(mb: number): MemoryLimit {
  const { folder, limit } = placeOf(`flow-json-bench-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, limit), String(mb * 1024 * 1024));
  } catch {
    return { procs: undefined, how: 'NOT held: no control group can be made here', remove: () => {} };
  }
  return {
    procs: join(folder, 'cgroup.procs'),
    how: `held to ${mb} MB by a control group`,
    remove: () => rmdirSync(folder),
  };
}
