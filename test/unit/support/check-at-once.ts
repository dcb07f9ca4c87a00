import { checkFile } from '../../../src/flows/work/flow-jobs.ts';
import type { FlowWork } from '../../../src/flows/work/flow-work.ts';

/** Checks a file without a process of its own, whatever its size. */
export const checkAtOnce: FlowWork['check'] = async (file) => checkFile(file);
