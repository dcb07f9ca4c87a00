import PQueue from 'p-queue';
import type { Clock } from '../../clock.ts';

/** Uploads at a time, of the whole process: were there more, an ack would wait behind all that each of them has to do. */
const AT_A_TIME = 8;
/** One that takes longer keeps nobody waiting any more; milliseconds. */
const HOLDS_FOR_MS = 2000;

/** Runs an upload when it is its turn. @returns what the upload comes to. */
export type InTurn = <T>(upload: () => Promise<T>) => Promise<T>;

/** The turns of all uploads of a process. */
export function createUploadTurns(clock: Pick<Clock, 'wait'>): InTurn {
  const queue = new PQueue({ concurrency: AT_A_TIME });

  return (upload) =>
    new Promise((resolve, reject) => {
      void queue.add(async () => {
        const uploading = upload();
        uploading.then(resolve, reject);
        const over = uploading.then(
          () => {},
          () => {},
        );
        await Promise.race([over, clock.wait(HOLDS_FOR_MS)]);
      });
    });
}
