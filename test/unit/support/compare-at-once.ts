import { compareFiles } from '../../../src/flows/work/flow-jobs.ts';
import type { FlowWork } from '../../../src/flows/work/flow-work.ts';

/** Compares files without a process of its own, whatever their size. */
export const compareAtOnce: FlowWork['compare'] = async (files) => compareFiles(files);
