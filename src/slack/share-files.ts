import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { toDeliveryError } from './slack-error.ts';

type WebClient = webApi.WebClient;

export interface FileToShare {
  filename: string;
  title: string;
  text: string;
  /** mrkdwn, already escaped. */
  comment: string;
}

export interface SharedFile {
  fileId: string;
  permalink: string | undefined;
}

/** Slack stores a snippet of more than 1 MB as an ordinary file (source: `size` of the file object). */
const MAX_SNIPPET_BYTES = 1024 * 1024;
const UPLOAD_TIMEOUT_MS = 20_000;
/** A share shows up in `files.info` a moment after it was made. */
const SHARE_CHECKS = 3;
const SHARE_CHECK_PAUSE_MS = 500;

const uploadTicket = z.object({ upload_url: z.url(), file_id: z.string() });
const completed = z.object({ files: z.array(z.object({ permalink: z.string().optional().catch(undefined) })).min(1) });
const fileInfo = z.object({
  file: z.object({
    permalink: z.string().optional().catch(undefined),
    channels: z.array(z.string()).catch([]),
    groups: z.array(z.string()).catch([]),
    ims: z.array(z.string()).catch([]),
  }),
});

export interface ShareFileParts {
  client: WebClient;
  clock: Clock;
  fetch?: typeof globalThis.fetch;
}

/** Shares a file in a conversation, by ID: never half, and never reported as failed when it is there. */
export type ShareFile = (channelId: string, file: FileToShare) => Promise<SharedFile>;

/**
 * The three steps of `files.uploadV2`, taken apart: only so is the file's ID known when the answer to the last one is
 * lost, and `files.info` can tell whether the file is in the channel.
 *
 * @returns a function that throws a `DeliveryError`.
 */
export function createShareFile({ client, clock, fetch = globalThis.fetch }: ShareFileParts): ShareFile {
  async function upload({ filename, text }: FileToShare): Promise<string> {
    const bytes = Buffer.from(text);
    const isSnippet = bytes.length <= MAX_SNIPPET_BYTES;
    const ticket = uploadTicket.parse(
      await client.files.getUploadURLExternal({
        filename,
        length: bytes.length,
        ...(isSnippet ? { snippet_type: 'json' } : {}),
      }),
    );
    const signal = AbortSignal.timeout(UPLOAD_TIMEOUT_MS);
    const response = await fetch(ticket.upload_url, { method: 'POST', body: bytes, redirect: 'error', signal });
    if (!response.ok) throw new Error(`The upload was answered with HTTP ${response.status}`);
    return ticket.file_id;
  }

  async function findShare(fileId: string, channelId: string): Promise<SharedFile | undefined> {
    const { file } = fileInfo.parse(await client.files.info({ file: fileId }));
    const isShared = [...file.channels, ...file.groups, ...file.ims].includes(channelId);
    return isShared ? { fileId, permalink: file.permalink } : undefined;
  }

  async function findShareInTime(fileId: string, channelId: string): Promise<SharedFile | undefined> {
    for (let check = 1; check <= SHARE_CHECKS; check += 1) {
      const found = await findShare(fileId, channelId).catch(() => undefined);
      if (found !== undefined) return found;
      if (check < SHARE_CHECKS) await clock.wait(SHARE_CHECK_PAUSE_MS);
    }
    return undefined;
  }

  async function complete(fileId: string, channelId: string, file: FileToShare): Promise<SharedFile> {
    try {
      const answer = await client.files.completeUploadExternal({
        files: [{ id: fileId, title: file.title }],
        channel_id: channelId,
        initial_comment: file.comment,
      });
      return { fileId, permalink: completed.parse(answer).files[0]?.permalink };
    } catch (error) {
      const fault = toDeliveryError(error);
      // Only where the answer was lost, or the client asked again after that, can the file be there all the same.
      if (fault.kind !== 'slack-unavailable' && fault.code !== 'file_not_found') throw fault;
      const found = await findShareInTime(fileId, channelId);
      if (found === undefined) throw fault;
      return found;
    }
  }

  return async (channelId, file) => {
    try {
      return await complete(await upload(file), channelId, file);
    } catch (error) {
      throw toDeliveryError(error);
    }
  };
}
