import { Socket } from 'node:net';
import { CHANNEL_FD, createFrameReader, frameOf } from './frames.ts';
import { leaveStopSignalsToTheBot } from './leave-stop-signals.ts';

/**
 * What the file of a `createWorkerProcess` does: answers each job, until whoever started it is gone, however that came. It hears of
 * that between two jobs, and while one waits for something: what computes without a break computes to its end first.
 *
 * @param answer rejects where it can't go on: that ends the process, and its last words are the error's.
 */
export function answerJobs(answer: (job: unknown) => Promise<unknown>): void {
  leaveStopSignalsToTheBot();
  const channel = new Socket({ fd: CHANNEL_FD });
  async function reply(job: unknown): Promise<void> {
    for (const part of frameOf(await answer(job))) channel.write(part);
  }
  channel.on(
    'data',
    createFrameReader((job) => void reply(job)),
  );
  // What can't be written any more has nobody who reads it: `close` comes next.
  channel.on('error', () => undefined);
  // By itself a process without a job would end here: one with a job that waits for something would not.
  channel.on('close', () => process.exit(0));
}
