import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

const LOOPBACK = '127.0.0.1';
/** Bytes: more than the largest file that the bot shares. */
const MAX_BODY = 64 * 1024 * 1024;

/** @throws where the body is larger than 64 MB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) throw new Error('The body is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function portOf(server: Server): number {
  // A server that listens on a TCP port has an address of this type; only one on a pipe gives a string.
  return (server.address() as AddressInfo).port;
}

/**
 * Listens on this machine only.
 *
 * @param port 0 takes any free one.
 * @throws what the port gives, as `EADDRINUSE`.
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve(portOf(server));
    });
  });
}

/** Closes a server together with the connections that are still open, as a page's event stream. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Above the well-known ports, and below those that systems give out by themselves: from 32768 on Linux, 49152 elsewhere. */
const LOWEST_PORT = 12_000;
const PORTS_OF_PROCESS = 100;
const PROCESSES = 200;
let portsGiven = 0;

/**
 * A port for a process that has to be told its port before it starts. The system gives others to everybody else, and each process
 * here goes through a hundred by its number: only two whose numbers are 200 apart can meet, and only before it listens.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < PORTS_OF_PROCESS; attempt += 1) {
    const port = LOWEST_PORT + (process.pid % PROCESSES) * PORTS_OF_PROCESS + (portsGiven % PORTS_OF_PROCESS);
    portsGiven += 1;
    const server = createServer();
    try {
      await listen(server, port);
    } catch {
      continue;
    }
    await close(server);
    return port;
  }
  throw new Error('No port is free');
}
