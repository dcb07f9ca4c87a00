import PQueue from 'p-queue';
import type { Clock } from '../../clock.ts';

interface TurnLimits {
  /** How many have their turn at a time. */
  atATime: number;
  /** One that takes longer keeps nobody waiting any more; milliseconds. */
  holdsForMs: number;
}

/** Of the whole process: were there more, an ack would wait behind all that each of them has to do. */
const UPLOADS: TurnLimits = { atATime: 8, holdsForMs: 2000 };
/** More than an account's limit bears, with a Slack that takes three seconds for each. */
const DELIVERIES: TurnLimits = { atATime: 16, holdsForMs: 3000 };

/** Does something when it is its turn. @returns what that comes to. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** The turns of all uploads of a process. */
export const createUploadTurns = (clock: Pick<Clock, 'wait'>): InTurn => createTurns(clock, UPLOADS);

/** The turns of all deliveries of a process: whatever waits for one holds its files, and nothing that is made of them. */
export const createDeliveryTurns = (clock: Pick<Clock, 'wait'>): InTurn => createTurns(clock, DELIVERIES);

function createTurns(clock: Pick<Clock, 'wait'>, { atATime, holdsForMs }: TurnLimits): InTurn {
  const queue = new PQueue({ concurrency: atATime });

  return (work) =>
    new Promise((resolve, reject) => {
      void queue.add(async () => {
        const working = work();
        working.then(resolve, reject);
        const over = working.then(
          () => {},
          () => {},
        );
        await Promise.race([over, clock.wait(holdsForMs)]);
      });
    });
}
