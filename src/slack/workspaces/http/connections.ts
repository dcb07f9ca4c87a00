import type { Socket } from 'node:net';

/** The connections that are open, and no more of them than a cap. */
export interface Connections {
  /** Takes a new one in. Where there are too many, the one goes that has been of no use for longest. */
  add(socket: Socket): void;
  /**
   * A connection that carries a request of Slack's: it does not go before that is answered.
   *
   * @returns what says that it is answered.
   */
  use(socket: Socket): () => void;
}

/**
 * Whoever only holds connections open loses them to those who come with a request, instead of keeping them out: a plain cap
 * on their number would let a few hundred silent ones shut Slack out.
 */
export function createConnections(most: number): Connections {
  /** How many requests each carries; in the order in which they were last of use. */
  const open = new Map<Socket, number>();

  function makeRoom(): boolean {
    for (const [socket, requests] of open) {
      if (requests > 0) continue;
      open.delete(socket);
      socket.destroy();
      return true;
    }
    return false;
  }

  return {
    add(socket) {
      if (open.size >= most && !makeRoom()) {
        socket.destroy();
        return;
      }
      open.set(socket, 0);
      socket.once('close', () => open.delete(socket));
    },

    use(socket) {
      const change = (by: number) => {
        const requests = open.get(socket);
        if (requests === undefined) return;
        open.delete(socket);
        open.set(socket, requests + by);
      };
      change(1);
      return () => change(-1);
    },
  };
}
