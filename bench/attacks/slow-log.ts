import { setTimeout as pause } from 'node:timers/promises';
import { sendRaw } from '../../test/support/odd-requests.ts';
import { type Attack, again, type Target } from './attack.ts';

const PER_SECOND = 50;
const PATHS = ['xoxa.'.repeat(3_000), 'http://'.repeat(2_200), 'x'.repeat(15_000)];

const run = ({ url }: Target) =>
  again(async (round) => {
    void sendRaw(url, `GET /${PATHS[round % PATHS.length]} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await pause(1000 / PER_SECOND);
  });

export const slowLog: readonly Attack[] = (['HTTP', 'Socket Mode'] as const).map((mode) => ({
  name: `paths that a pattern is slow at, ${PER_SECOND} a second`,
  mode,
  settings: { LOG_LEVEL: 'debug' },
  run,
}));
