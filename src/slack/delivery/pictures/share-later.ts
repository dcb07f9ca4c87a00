import type { webApi } from '@slack/bolt';
import type { Translate } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import type { Conversation } from '../../../requests/request.ts';
import { laterPicturesMessage, noPicturesMessage } from '../../messages/picture.ts';
import type { BinaryFile } from '../file-to-share.ts';
import type { NotifiedFiles } from '../notified-files.ts';
import type { ShareFiles } from '../share-files.ts';
import type { Drawn } from './draw-pictures.ts';
import type { LatePlan } from './late-plan.ts';
import { MAX_FILES } from './plan-share.ts';

type WebClient = webApi.WebClient;

/** A message that was shared, and what belongs to it and is not there yet. */
export interface LaterPictures {
  client: WebClient;
  t: Translate;
  /** Where it was shared: its thread, where it stands in one. */
  at: Conversation;
  /** Of a file of that message. */
  fileId: string | undefined;
  /** Pictures that did not fit. */
  drawn: readonly Drawn[];
  /** Those that are still being drawn; none rejects. */
  drawing: readonly Promise<Drawn>[];
  /** By which another process brings them, should this one die meanwhile. */
  plan: LatePlan;
}

export interface ShareLater {
  /** Shares in the thread of that message what is there in the end, or says there why nothing comes. Never throws. */
  add(later: LaterPictures): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
}

export interface ShareLaterParts {
  shareFilesBy: (client: WebClient) => Pick<ShareFiles, 'share' | 'find'>;
  notifiedFilesBy: (client: WebClient) => Pick<NotifiedFiles, 'tsOf'>;
  log: Pick<Log, 'warn'>;
}

const inTens = (files: readonly BinaryFile[]): BinaryFile[][] =>
  Array.from({ length: Math.ceil(files.length / MAX_FILES) }, (_, index) =>
    files.slice(index * MAX_FILES, (index + 1) * MAX_FILES),
  );

export function createShareLater({ shareFilesBy, notifiedFilesBy, log }: ShareLaterParts): ShareLater {
  const underWay = new Set<Promise<void>>();

  async function share({ client, t, at, fileId, drawn, drawing, plan }: LaterPictures): Promise<void> {
    const all = [...drawn, ...(await Promise.all(drawing))];
    const threadTs =
      at.threadTs ?? (fileId === undefined ? undefined : await notifiedFilesBy(client).tsOf(fileId, at.channelId));
    const target = { channelId: at.channelId, threadTs };
    const there = all.flatMap((one) => (one.is === 'drawn' ? [one] : []));
    const message = laterPicturesMessage(
      t,
      there.map(({ flow }) => flow),
    );
    const { find, share: shareFiles } = shareFilesBy(client);
    for (const [place, files] of inTens(there.flatMap(({ files }) => files)).entries()) {
      const begun = plan.begun(place);
      if (begun !== undefined && (await find(at.channelId, begun)) !== undefined) continue;
      await shareFiles(target, files, message, (fileIds) => plan.beginMessage(place, fileIds));
    }
    // From here on at most once: a line that is missing is better than one that comes twice.
    await plan.end();
    const missing = all.flatMap((one) => (one.is === 'none' ? [one] : []));
    if (missing.length === 0) return;
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    await client.chat.postMessage({ channel: at.channelId, ...thread, ...noPicturesMessage(t, missing) });
  }

  return {
    add(later) {
      if (later.drawn.length + later.drawing.length === 0) return;
      const sharing = share(later)
        .catch((error: unknown) => {
          log.warn({ err: error, ...later.at }, 'Pictures did not follow their files');
          // A failure is not tried again and again; what another process has taken over is its own.
          return later.plan.end();
        })
        .finally(() => underWay.delete(sharing));
      underWay.add(sharing);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
