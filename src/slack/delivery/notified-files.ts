import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { RetryPolicy } from '../../retry.ts';
import { lookUntilThere } from './look-until-there.ts';

/** Where a share shows up as a message: by conversation, those in it. */
const shares = z.record(z.string(), z.array(z.object({ ts: z.string(), thread_ts: z.string().optional() })).min(1));
const sharedFile = z.object({
  name: z.string().nullable().catch(null),
  shares: z.object({ public: shares.optional(), private: shares.optional() }).catch({}),
});
const filesList = z.object({ files: z.array(sharedFile) });
const fileInfo = z.object({ file: sharedFile });

/** The message of a share shows up in `files.info` a moment after it was made. */
const SHOWS_UP: RetryPolicy = { firstDelayMs: 500, factor: 1, maxTries: 4 };
/** A notification that a process left unfinished is tried again within minutes; seconds. */
const LOOKED_BACK_S = 24 * 60 * 60;

export interface NotifiedFilesParts {
  client: Pick<webApi.WebClient, 'files'>;
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** Unix ms. */
  wallMs: () => number;
}

/** Finds messages by the files that they carry: that needs no right to read what people write. */
export interface NotifiedFiles {
  /** The message's `ts`, or undefined where it doesn't show up in time. Never rejects. */
  tsOf(fileId: string, channelId: string): Promise<string | undefined>;
  /** The `ts` of the message by which the bot shared a file of this name since yesterday, or of that message's thread. */
  find(filename: string, channelId: string): Promise<string | undefined>;
}

const shareIn = ({ shares: { public: open, private: closed } }: z.infer<typeof sharedFile>, channelId: string) =>
  (open?.[channelId] ?? closed?.[channelId])?.[0];

/** @throws what Slack's client throws, from `find` only. */
export function createNotifiedFiles({ client, clock, wallMs }: NotifiedFilesParts): NotifiedFiles {
  return {
    async tsOf(fileId, channelId) {
      const look = async () => shareIn(fileInfo.parse(await client.files.info({ file: fileId })).file, channelId)?.ts;
      return lookUntilThere(look, SHOWS_UP, clock).catch(() => undefined);
    },

    async find(filename, channelId) {
      const since = Math.floor(wallMs() / 1000) - LOOKED_BACK_S;
      const answer = await client.files.list({ channel: channelId, ts_from: String(since), count: 200 });
      const found = filesList.parse(answer).files.find(({ name }) => name === filename);
      const share = found && shareIn(found, channelId);
      return share?.thread_ts ?? share?.ts;
    },
  };
}
