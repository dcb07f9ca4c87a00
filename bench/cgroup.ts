import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const V1 = '/sys/fs/cgroup/memory';

/** A control group that holds processes to so much memory, as a container does. */
export interface MemoryLimit {
  add(pid: number): void;
  /** The most that was used at once, with what the kernel keeps of files; megabytes. */
  peakMb(): number;
  close(): void;
}

/** @returns undefined where this user may make none: the bench then says so. */
export function createMemoryLimit(mb: number): MemoryLimit | undefined {
  const group = join(V1, `flow-json-bench-${process.pid}-${mb}`);
  try {
    mkdirSync(group);
    writeFileSync(join(group, 'memory.limit_in_bytes'), String(mb * 1024 * 1024));
  } catch {
    return undefined;
  }
  return {
    add: (pid) => writeFileSync(join(group, 'cgroup.procs'), String(pid)),
    peakMb: () => Number(readFileSync(join(group, 'memory.max_usage_in_bytes'), 'utf8')) / 1024 / 1024,
    close() {
      try {
        rmdirSync(group);
      } catch {
        // A process in it is still ending; an empty group costs nothing.
      }
    },
  };
}
