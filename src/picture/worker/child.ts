import { constants } from 'node:os';
import { type ChildEvents, startChildProcess } from '../../worker/child-process.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** A process that draws, as the pool sees it. */
export interface Child {
  send(message: ToWorker): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Whether it keeps whoever started it from ending: while it draws, and no longer. */
  hold(isHeld: boolean): void;
}

export interface ChildListener extends ChildEvents {
  onMessage(message: FromWorker): void;
}

export type StartChild = (listener: ChildListener) => Child;

/** Megabytes of JavaScript objects; a drawing needs some 60. Canvas and fonts are beside that. */
const HEAP_MB = 256;
/** So that a drawing takes the processor only when the bot has nothing to do: the lowest that there is. */
const NICE = constants.priority.PRIORITY_LOW;

/**
 * Starts a process of its own: a thread would share the bot's fonts and canvases for good, and a fault in native code
 * would end the bot with it.
 */
export const startChild: StartChild = ({ onMessage, ...events }) => {
  const child = startChildProcess(
    {
      file: new URL('./worker.mjs', import.meta.url),
      heapMb: HEAP_MB,
      // No token or key of the bot is of use to a drawing. The canvas asks for a home, which a container's user may not have.
      env: { HOME: '/' },
      nice: NICE,
      channel: 'ipc',
    },
    events,
  );
  child.process?.on('message', (message) => onMessage(message as FromWorker));
  return {
    send: (message) => {
      child.process?.send(message, (error) => {
        if (error !== null) child.kill();
      });
    },
    kill: child.kill,
    hold: child.hold,
  };
};
