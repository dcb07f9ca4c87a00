import type { webApi } from '@slack/bolt';
import type { Clock } from '../../../clock.ts';
import { translateIn } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import type { AbandonedPictures, LatePictureRecords } from '../../../requests/late-pictures.ts';
import type { ShareFiles } from '../share-files.ts';
import type { DrawPictures } from './draw-pictures.ts';
import { type PlanParts, resumePlan } from './late-plan.ts';
import type { ShareLater } from './share-later.ts';

/** Brings the pictures that processes which died still owed. */
export interface RecoverPictures {
  /** Again and again until `stop`. */
  start(): void;
  stop(): void;
}

export interface RecoverPicturesParts extends PlanParts {
  records: LatePictureRecords;
  clientFor: (teamId: string) => Promise<webApi.WebClient>;
  shareFilesBy: (client: webApi.WebClient) => Pick<ShareFiles, 'find'>;
  drawPictures: Pick<DrawPictures, 'draw'>;
  shareLater: Pick<ShareLater, 'add'>;
  clock: Pick<Clock, 'after'>;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** How often a process looks for what others left behind; milliseconds. */
const ROUND_MS = 5000;
const MOST_PER_ROUND = 3;
/** As long as a request is still run; milliseconds. */
const TOO_OLD_MS = 30 * 60 * 1000;
/** Those that outlived so many processes were the end of them. */
const MOST_TAKEOVERS = 2;

export function createRecoverPictures(parts: RecoverPicturesParts): RecoverPictures {
  const { records, clientFor, shareFilesBy, drawPictures, shareLater, clock, log } = parts;
  let isStopped = false;

  async function recover(abandoned: AbandonedPictures): Promise<void> {
    const { id, teamId, takeovers, ageMs } = abandoned;
    const resumed = resumePlan(parts, abandoned);
    if (resumed === undefined || ageMs > TOO_OLD_MS || takeovers > MOST_TAKEOVERS) {
      log.error({ id, teamId, ageMs, takeovers }, 'Pictures that should have followed are given up');
      return records.remove(id);
    }
    const { plan, state, orders } = resumed;
    const client = await clientFor(teamId);
    const { channelId } = state.at;
    // What they belong to was never shared: whoever tries that again has pictures of its own.
    const isThere = (await shareFilesBy(client).find(channelId, [state.fileId])) !== undefined;
    if (!isThere) return plan.end();
    log.info({ id, teamId, channelId, takeovers }, 'Bringing pictures that a process still owed');
    const t = translateIn(state.language);
    const drawing = orders.map((order) => drawPictures.draw(t, teamId, order));
    shareLater.add({ client, t, at: state.at, fileId: state.fileId, drawn: [], drawing, plan });
  }

  /** What Slack or the database did not do now, it may do in a while: nobody else would see to it while this process lives. */
  async function recoverOrRelease(abandoned: AbandonedPictures): Promise<void> {
    const { id } = abandoned;
    try {
      await recover(abandoned);
    } catch (error) {
      log.warn({ err: error, id }, 'Pictures that should have followed were not taken over');
      await records.release(id);
    }
  }

  async function round(): Promise<void> {
    if (isStopped) return;
    try {
      for (const abandoned of await records.claimAbandoned(MOST_PER_ROUND)) {
        await recoverOrRelease(abandoned).catch((error: unknown) =>
          log.warn({ err: error, id: abandoned.id }, 'Pictures that were not taken over could not be given back'),
        );
      }
    } catch (error) {
      log.warn({ err: error }, 'Pictures that should follow could not be looked for');
    }
    if (!isStopped) clock.after(ROUND_MS, () => void round());
  }

  return {
    start: () => void round(),
    stop() {
      isStopped = true;
    },
  };
}
