import { setTimeout as pause } from 'node:timers/promises';
import { ATTACK_MS, type Attack } from './attack.ts';
import { heldBodies } from './held-bodies.ts';
import { members } from './members.ts';
import { oddFrames } from './odd-frames.ts';
import { oddRequests } from './odd-requests.ts';
import { slowLog } from './slow-log.ts';

/** What the others wait for anyway. */
const nothing: readonly Attack[] = (['HTTP', 'Socket Mode'] as const).map((mode) => ({
  name: '(nothing, to compare with)',
  mode,
  run: () => pause(ATTACK_MS),
}));

/** Every attack, in the order in which they are run. */
export const ATTACKS: readonly Attack[] = [
  ...nothing,
  ...oddRequests,
  oddFrames,
  ...slowLog,
  ...heldBodies,
  ...members,
];
