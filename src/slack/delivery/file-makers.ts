import type { FileMaker } from './file-maker.ts';
import { jsonFile } from './json-file.ts';

/** Everything that is shared of a flow, in this order. A new maker joins with a line. */
export const FILE_MAKERS: readonly FileMaker[] = [jsonFile];
