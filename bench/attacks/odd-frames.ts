import { setTimeout as pause } from 'node:timers/promises';
import { ODD_FRAMES } from '../../test/support/odd-frames.ts';
import { type Attack, again } from './attack.ts';

export const oddFrames: Attack = {
  name: 'odd frames',
  mode: 'Socket Mode',
  around: ({ links }) =>
    again(async () => {
      for (const frame of ODD_FRAMES) links.sendRaw(frame);
      await pause(1000);
    }),
};
