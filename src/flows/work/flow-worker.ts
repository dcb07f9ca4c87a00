import { constants, setPriority } from 'node:os';
import { parentPort, resourceLimits } from 'node:worker_threads';
import { doFlowJob, type FlowJob, type FlowJobDone } from './flow-jobs.ts';

/** In memory of its own, so that it can be handed over: no more than it takes. */
function handedOver(done: FlowJobDone): { answer: FlowJobDone; transfer: ArrayBuffer[] } {
  if (done.type !== 'read') return { answer: done, transfer: [] };
  const utf8 = new Uint8Array(done.read.utf8);
  return { answer: { ...done, read: { ...done.read, utf8 } }, transfer: [utf8.buffer] };
}

// Where there are as few processors as threads, an ack goes first. Linux sets the priority of this thread alone, others that of
// the whole process (source: setpriority(2), "C library/kernel differences").
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { maxOldGenerationSizeMb: memoryMb = 0 } = resourceLimits;

parentPort?.on('message', async (job: FlowJob) => {
  const { answer, transfer } = handedOver(await doFlowJob(job, memoryMb));
  parentPort?.postMessage(answer, transfer);
});
