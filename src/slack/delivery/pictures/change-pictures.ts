import type { Clock } from '../../../clock.ts';
import type { Translate } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import type { DisplayPreferences } from '../../../requests/display.ts';
import type { MissingPicture } from '../../messages/picture.ts';
import type { VersionStep } from '../change-files.ts';
import type { BinaryFile } from '../file-to-share.ts';
import type { Drawn, DrawPictures } from './draw-pictures.ts';
import { inTime } from './in-time.ts';
import type { ChangeToDraw, PictureOrder } from './picture-order.ts';
import { MAX_FILES } from './plan-share.ts';

/** Pictures of what changed between two versions. */
export interface ChangePictures {
  /** To stand before the other files, of which there are three at most. */
  files: BinaryFile[];
  missing: MissingPicture[];
  /** Still being drawn when the wait was over; none rejects. */
  drawing: Promise<Drawn>[];
  /** What those are of. */
  orders: PictureOrder[];
}

/**
 * Draws what changed, before and after side by side; nothing where the files are the same, or the channel wants no pictures.
 *
 * @param patienceMs the longest that is waited for it; milliseconds.
 * @returns never rejects.
 */
export type DrawChangePictures = (
  t: Translate,
  reader: { teamId: string; channelId: string | undefined },
  step: VersionStep,
  patienceMs: number,
) => Promise<ChangePictures>;

export interface ChangePicturesParts {
  drawPictures: Pick<DrawPictures, 'isOn' | 'change'>;
  displays: Pick<DisplayPreferences, 'of'>;
  clock: Pick<Clock, 'wait'>;
  log: Pick<Log, 'warn'>;
}

/** The diff, the file before and the file after. */
const MOST_OTHERS = 3;
const NONE: ChangePictures = { files: [], missing: [], drawing: [], orders: [] };

export function createDrawChangePictures(parts: ChangePicturesParts): DrawChangePictures {
  const { drawPictures, displays, clock, log } = parts;

  async function isWanted(teamId: string, channelId: string | undefined): Promise<boolean> {
    try {
      const { channel, workspace } = await displays.of(teamId, channelId);
      return (channel ?? workspace) !== 'json';
    } catch (error) {
      log.warn({ err: error, teamId }, 'Could not look up whether a change is to be drawn');
      return true;
    }
  }

  return async (t, { teamId, channelId }, { before, after }, patienceMs) => {
    if (!drawPictures.isOn || before.json === after.json || !(await isWanted(teamId, channelId))) return NONE;
    const isOneFlow = before.flow.flowId === after.flow.flowId;
    const first = `${before.flow.flowId}-v${before.version}`;
    const name = isOneFlow ? `${first}-v${after.version}` : `${first}-${after.flow.flowId}-v${after.version}`;
    const sides: ChangeToDraw = {
      flow: { flowId: after.flow.flowId, space: undefined },
      title: after.name ?? before.name ?? after.flow.flowId,
      name,
      before: before.json,
      after: after.json,
    };
    const drawing = drawPictures.change(t, teamId, sides);
    const [drawn] = await inTime([drawing], patienceMs, clock);
    if (drawn === undefined) return { ...NONE, drawing: [drawing], orders: [{ ...sides, kind: 'change' }] };
    if (drawn.is === 'none') return { ...NONE, missing: [drawn] };
    return { ...NONE, files: drawn.files.slice(0, MAX_FILES - MOST_OTHERS) };
  };
}
