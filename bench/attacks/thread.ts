import { workerData } from 'node:worker_threads';
import { ATTACKS } from './index.ts';

// The thread of whoever attacks: `workerData` is the attack's place in the list, and the target.
await ATTACKS[workerData.index]?.run?.(workerData.target);
process.exit(0);
