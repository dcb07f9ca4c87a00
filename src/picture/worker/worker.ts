import { leaveStopSignalsToTheBot } from '../../worker/leave-stop-signals.ts';
import { drawChange, drawFlow, type Picture } from '../draw.ts';
import { PictureError } from '../error.ts';
import type { FromWorker, Job, ToWorker } from './messages.ts';

/** The process that draws: one job after the other, and nothing else. */

const say = (message: FromWorker): void => {
  process.send?.(message);
};

const draw = (job: Job): Promise<Picture[]> =>
  job.type === 'flow' ? drawFlow(job.json, job.options) : drawChange(job.before, job.after, job.options);

async function answer({ id, job }: ToWorker): Promise<void> {
  const before = process.cpuUsage();
  try {
    const pictures = await draw(job);
    const { user, system } = process.cpuUsage(before);
    say({ type: 'drawn', id, pictures, memory: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 });
  } catch (error) {
    const kind = error instanceof PictureError ? error.kind : 'failed';
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    say({ type: 'failed', id, kind, message: message.slice(0, 500), memory: process.memoryUsage.rss() });
  }
}

leaveStopSignalsToTheBot();
let last: Promise<void> = Promise.resolve();
process.on('message', (message: ToWorker) => {
  last = last.then(() => answer(message));
});
// Whoever asked is gone.
process.on('disconnect', () => process.exit(0));
say({ type: 'ready' });
