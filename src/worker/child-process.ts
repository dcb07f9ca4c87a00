import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a child came to its end. */
export interface ChildExit {
  /** Null where a signal ended it, or where it could not even be started. */
  code: number | null;
  signal: string | null;
  /** What it last wrote to its standard error, or why it could not be started. It may hold anything: for logs alone. */
  detail: string;
}

export interface ChildOptions {
  /** Plain JavaScript: a process that has to strip types first starts later, and takes more memory. */
  file: URL;
  args?: readonly string[];
  /** Megabytes of JavaScript objects, beyond which V8 ends the child. */
  heapMb: number;
  /** More flags of Node.js. */
  flags?: readonly string[];
  /** All that it sees of an environment, but for where Node.js keeps what it compiled. */
  env?: Readonly<Record<string, string>>;
  /** As `os.setPriority` takes it: the larger, the more the bot goes first. */
  nice: number;
  /** What it is spoken with: Node's messages, or frames both ways (`frames.ts`). */
  channel: 'ipc' | 'pipe';
}

export interface ChildEvents {
  /** The system does not let it have a lower priority than the bot's. It works all the same. */
  onNoPriority(error: unknown): void;
  /** Once, however it came to its end, when all that it said has been heard; never before the start has returned. */
  onExit(exit: ChildExit): void;
}

export interface Child {
  /** Undefined where it could not be started: `onExit` says so. */
  process: ChildProcess | undefined;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Whether it keeps whoever started it from ending. */
  hold(isHeld: boolean): void;
}

const NOT_STARTED: Child = { process: undefined, kill: () => undefined, hold: () => undefined };

/** Ended first where memory runs short: a job is lost then, and not the bot. Source: `proc_pid_oom_score_adj(5)`. */
const ENDED_FIRST = '1000';

function standBack(pid: number, nice: number, onNoPriority: ChildEvents['onNoPriority']): void {
  try {
    setPriority(pid, nice);
  } catch (error) {
    onNoPriority(error);
  }
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, ENDED_FIRST);
  } catch {
    // Not on every system, not everywhere allowed, and only a courtesy.
  }
}

/** Characters of the standard error that are looked through, and that are told. */
const [KEPT, TOLD] = [16_000, 600];
/** V8's own words, which stand between its last collections and its stack; or an error, which stands below the line that threw it. */
const LAST_WORDS = /^(?:FATAL ERROR: |# Fatal ).*|^\w*Error\b[\s\S]*/m;
const detailOf = (written: string): string => (LAST_WORDS.exec(written)?.[0] ?? written).trim().slice(0, TOLD);

/**
 * Signals of a process that V8 ended for want of memory of its own: it aborts, or traps where it is optimized. Not SIGKILL, which is
 * the kernel's: there may have been no memory for anybody, and a moment later there is.
 */
const MEMORY_SIGNALS: ReadonlySet<string> = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL']);
/** Of a process that aborted, where there are no signals. */
const ABORTED = 134;

/** Whether V8 ended a child whose heap was full. */
export const isOutOfMemory = ({ code, signal, detail }: ChildExit): boolean =>
  /out of memory|Allocation failed/i.test(detail) ||
  code === ABORTED ||
  (signal !== null && MEMORY_SIGNALS.has(signal));

/** How a child ended, for logs alone. */
export const howEnded = ({ code, signal, detail }: ChildExit): string => `ended (${signal ?? code}): ${detail}`;

/**
 * @param name of what was started, as a sentence begins with it.
 * @returns what warns once, however many of them are started.
 */
export function warnOfPriorityOnce(
  name: string,
  warn: (facts: { err: unknown }, message: string) => void,
): ChildEvents['onNoPriority'] {
  let isTold = false;
  return (error) => {
    if (isTold) return;
    isTold = true;
    warn({ err: error }, `${name} has the same priority as the bot: acks may be slower meanwhile`);
  };
}

/** Where Node.js keeps what it compiled: of that the child makes use as well. It adds a folder for its version itself. */
function compileCache(): Record<string, string> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

function spawnChild({ file, args = [], heapMb, flags = [], env, channel }: ChildOptions): ChildProcess {
  const nodeFlags = [`--max-old-space-size=${heapMb}`, '--disable-warning=ExperimentalWarning', ...flags];
  return spawn(process.execPath, [...nodeFlags, fileURLToPath(file), ...args], {
    serialization: 'advanced',
    // Nothing of the bot's own, where the secrets are, and none of the flags of a test or a debugger.
    env: { ...env, ...compileCache() },
    stdio: ['ignore', 'ignore', 'pipe', channel],
  });
}

/** Starts Node.js as a process beside the bot that stands back for it: what breaks it, or takes all of its memory, ends it alone. */
export function startChildProcess(options: ChildOptions, { onNoPriority, onExit }: ChildEvents): Child {
  let child: ChildProcess;
  try {
    child = spawnChild(options);
  } catch (error) {
    // Most of what keeps a child from starting comes as an event; that there is no memory for one is thrown.
    setImmediate(() => onExit({ code: null, signal: null, detail: String(error) }));
    return NOT_STARTED;
  }
  let written = '';
  let isOver = false;
  const end = (code: number | null, signal: string | null) => {
    if (isOver) return;
    isOver = true;
    onExit({ code, signal, detail: detailOf(written) });
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written = (written + text).slice(-KEPT);
  });
  child.on('error', (error) => {
    written += `\n${error.message}`;
    if (child.pid !== undefined) child.kill('SIGKILL');
    end(null, null);
  });
  child.on('close', end);
  // Without a process there is nothing to end or to speak with: where file descriptors ran out, Node.js gives it no `stdio` and no `send`.
  if (child.pid === undefined) return NOT_STARTED;
  standBack(child.pid, options.nice, onNoPriority);
  return {
    process: child,
    kill: () => void child.kill('SIGKILL'),
    hold: (isHeld) => {
      const name = isHeld ? 'ref' : 'unref';
      child[name]();
      child.channel?.[name]();
      for (const stream of child.stdio) if (stream instanceof Socket) stream[name]();
    },
  };
}
