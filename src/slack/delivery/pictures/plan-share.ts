import type { Display } from '../../../requests/display.ts';
import type { MissingPicture } from '../../messages/picture.ts';
import type { BinaryFile } from '../file-to-share.ts';
import type { Drawn } from './draw-pictures.ts';

/** Files of one message, as many as Slack's own composer takes; JSONs of several flows may be more. */
export const MAX_FILES = 10;

export type DrawnFlow = Extract<Drawn, { is: 'drawn' }>;

/** What a request's flows are shared with. */
export interface SortedDrawings<Flow> {
  /** Those whose JSON is shared. */
  withJson: Flow[];
  ready: DrawnFlow[];
  /** Their pictures follow, once they are there. */
  drawing: Promise<Drawn>[];
  missing: MissingPicture[];
}

/**
 * @param drawings of each flow, in their order; none where no picture is wanted.
 * @param drawn what came of them so far.
 */
export function sortDrawings<Flow extends Pick<Drawn, 'flow'>>(
  display: Display,
  flows: readonly Flow[],
  drawings: readonly Promise<Drawn>[],
  drawn: readonly (Drawn | undefined)[],
): SortedDrawings<Flow> {
  const ready = drawn.flatMap((one) => (one?.is === 'drawn' ? [one] : []));
  const failed = drawn.flatMap((one) => (one?.is === 'none' ? [one] : []));
  if (display !== 'picture') {
    const drawing = drawings.filter((_, place) => drawn[place] === undefined);
    return { withJson: [...flows], ready, drawing, missing: failed };
  }
  // Something has to come: where there is no picture, its JSON does.
  const withJson = flows.filter((_, place) => drawn[place]?.is !== 'drawn');
  const late = flows.filter((_, place) => drawn[place] === undefined);
  return {
    withJson,
    ready,
    drawing: [],
    missing: [...failed, ...late.map(({ flow }) => ({ flow, why: 'time-out' as const }))],
  };
}

/**
 * Which pictures stand beside other files in their message, and which follow in its thread: all of them in one place,
 * unless there is nothing but pictures.
 *
 * @param others how many other files there are.
 */
export function placePictures(
  ready: readonly DrawnFlow[],
  others: number,
): { beside: BinaryFile[]; follow: DrawnFlow[] } {
  const room = MAX_FILES - others;
  let count = 0;
  const fitting = ready.findIndex(({ files }) => {
    count += files.length;
    return count > room;
  });
  const taken = fitting < 0 ? ready.length : others === 0 ? fitting : 0;
  return { beside: ready.slice(0, taken).flatMap(({ files }) => files), follow: ready.slice(taken) };
}
