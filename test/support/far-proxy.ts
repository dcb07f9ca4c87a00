import { createConnection, createServer, type Socket } from 'node:net';

/** A TCP proxy that makes a server on this machine as far away as it is told. */
export interface FarProxy {
  port: number;
  /** From now on, for what is sent: there and back; milliseconds. */
  setRoundTrip(ms: number): void;
  close(): Promise<void>;
}

/** Hands on each piece after the delay, in order, and the end after the last piece. */
function handOn(from: Socket, to: Socket, delayMs: () => number): void {
  from.on('data', (piece) => setTimeout(() => to.writable && to.write(piece), delayMs()));
  from.on('end', () => setTimeout(() => to.end(), delayMs()));
  from.on('close', () => setTimeout(() => to.destroy(), delayMs()));
  from.on('error', () => to.destroy());
}

/** @param port of the server, on this machine. */
export async function startFarProxy(port: number): Promise<FarProxy> {
  let halfMs = 0;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection({ port, host: '127.0.0.1' });
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    handOn(near, far, () => halfMs);
    handOn(far, near, () => halfMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    port: address.port,
    setRoundTrip(ms) {
      halfMs = ms / 2;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
