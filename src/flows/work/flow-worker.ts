import { answerJobs } from '../../worker/answer-jobs.ts';
import { doFlowJob, type FlowJob } from './flow-jobs.ts';

/** The process for big flows: its first argument is the megabytes of its heap. */
const memoryMb = Number(process.argv[2]);

answerJobs((job) => doFlowJob(job as FlowJob, memoryMb));
