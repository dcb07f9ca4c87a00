import type { Socket } from 'node:net';
import type { Clock } from '../../../clock.ts';

/** The connections that are open, and no more of them than a cap. */
export interface Connections {
  /** Takes a new one in. Where there are too many, those go that have been of no use for longest. */
  add(socket: Socket): void;
  /**
   * A connection that carries a request of Slack's: it does not go before that is answered.
   *
   * @returns what says that it is answered.
   */
  use(socket: Socket): () => void;
}

export interface ConnectionsParts {
  /** The cap. */
  most: number;
  /** Of a moment, until it is known which of the newest bring a request. */
  mostAtOnce: number;
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
}

/** What comes with a request has sent it by then, though a thousand others come in the same moment; milliseconds. */
const GRACE_MS = 100;

interface Use {
  /** How many it carries. */
  requests: number;
  /** When it was last of use, or came. */
  since: number;
}

/**
 * Whoever only holds connections open loses them to those who come with a request, instead of keeping them out: a plain cap
 * on their number would let a few hundred silent ones shut Slack out.
 */
export function createConnections({ most, mostAtOnce, clock }: ConnectionsParts): Connections {
  /** In the order in which they were last of use. */
  const open = new Map<Socket, Use>();
  let isSweepDue = false;

  /** Closes the one that has been of no use for longest, and for so long. @returns false where there is none. */
  function dropOne(unusedForMs: number): boolean {
    for (const [socket, { requests, since }] of open) {
      if (requests > 0) continue;
      // Those behind it are younger.
      if (clock.monotonicMs() - since < unusedForMs) return false;
      open.delete(socket);
      socket.destroy();
      return true;
    }
    return false;
  }

  function sweepSoon(): void {
    if (isSweepDue || open.size <= most) return;
    isSweepDue = true;
    clock.after(GRACE_MS, () => {
      isSweepDue = false;
      while (open.size > most && dropOne(GRACE_MS));
      sweepSoon();
    });
  }

  return {
    add(socket) {
      if (open.size >= mostAtOnce && !dropOne(0)) {
        socket.destroy();
        return;
      }
      open.set(socket, { requests: 0, since: clock.monotonicMs() });
      socket.once('close', () => open.delete(socket));
      sweepSoon();
    },

    use(socket) {
      const change = (by: number) => {
        const requests = open.get(socket)?.requests;
        if (requests === undefined) return;
        open.delete(socket);
        open.set(socket, { requests: requests + by, since: clock.monotonicMs() });
      };
      change(1);
      return () => change(-1);
    },
  };
}
