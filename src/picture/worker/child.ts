import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FromWorker, ToWorker } from './messages.ts';

/** A process that draws, as the pool sees it. */
export interface Child {
  send(message: ToWorker): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Whether it keeps whoever started it from ending: while it draws, and no longer. */
  hold(isHeld: boolean): void;
}

export interface ChildListener {
  onMessage(message: FromWorker): void;
  /** The system does not let it have a lower priority than the bot's. It draws all the same. */
  onNoPriority(error: unknown): void;
  /** Once, however it came to its end. `detail` is what it last wrote to its standard error. */
  onExit(facts: { code: number | null; signal: string | null; detail: string }): void;
}

export type StartChild = (listener: ChildListener) => Child;

/** Megabytes of JavaScript objects; a drawing needs some 60. Canvas and fonts are beside that. */
const HEAP_MB = 256;
/** So that a drawing takes the processor only when the bot has nothing to do: the lowest that there is. */
const NICE = constants.priority.PRIORITY_LOW;
const DETAIL = 600;

/** Ended first where memory runs short: a picture is lost then, and not the bot. Source: `proc_pid_oom_score_adj(5)`. */
const ENDED_FIRST = '1000';

function giveWay(pid: number, onNoPriority: ChildListener['onNoPriority']): void {
  try {
    setPriority(pid, NICE);
  } catch (error) {
    onNoPriority(error);
  }
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, ENDED_FIRST);
  } catch {
    // Not on every system, not everywhere allowed, and only a courtesy.
  }
}

/**
 * Starts a process of its own: a thread would share the bot's fonts and canvases for good, and a fault in native code
 * would end the bot with it.
 */
export const startChild: StartChild = ({ onMessage, onNoPriority, onExit }) => {
  const child = fork(fileURLToPath(new URL('./worker.mjs', import.meta.url)), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--disable-warning=ExperimentalWarning'],
    // No token or key of the bot is of use to a drawing. The canvas asks for a home, which a container's user may not have.
    env: { HOME: '/' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let detail = '';
  let isOver = false;
  const end = (code: number | null, signal: string | null) => {
    if (isOver) return;
    isOver = true;
    onExit({ code, signal, detail: detail.trim() });
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    detail = (detail + text).slice(-DETAIL);
  });
  child.on('message', (message) => onMessage(message as FromWorker));
  child.on('error', (error) => {
    detail = `${error.message}\n${detail}`.slice(0, DETAIL);
    child.kill('SIGKILL');
    end(null, null);
  });
  child.on('exit', end);
  if (child.pid !== undefined) giveWay(child.pid, onNoPriority);
  const stderr = child.stderr as unknown as Partial<Record<'ref' | 'unref', () => void>> | null;
  return {
    send: (message) => {
      child.send(message, (error) => {
        if (error !== null) child.kill('SIGKILL');
      });
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    hold: (isHeld) => {
      const name = isHeld ? 'ref' : 'unref';
      child[name]();
      child.channel?.[name]();
      stderr?.[name]?.();
    },
  };
};
