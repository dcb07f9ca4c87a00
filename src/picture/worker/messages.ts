import type { ChangeDrawOptions, DrawOptions, Picture } from '../draw.ts';
import type { PictureErrorKind } from '../error.ts';

/** What the process that draws is asked, and what it says. Both ends are this version of the code. */

export type Job =
  | { type: 'flow'; json: string; options: DrawOptions }
  | { type: 'change'; before: string; after: string; options: ChangeDrawOptions };

export type ToWorker = { id: number; job: Job };

export type FromWorker =
  | { type: 'ready' }
  /** `memory` in bytes, of all of the process; `cpuMs` of the processor for this drawing. */
  | { type: 'drawn'; id: number; pictures: Picture[]; memory: number; cpuMs: number }
  | { type: 'failed'; id: number; kind: PictureErrorKind; message: string; memory: number };
