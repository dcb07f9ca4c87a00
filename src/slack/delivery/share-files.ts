import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Conversation } from '../../requests/request.ts';
import { cut, type Message } from '../messages/message.ts';
import { DeliveryError } from './delivery-error.ts';
import { type FileToShare, MAX_SNIPPET_BYTES } from './file-to-share.ts';
import { lookUntilThere } from './look-until-there.ts';
import { toDeliveryError } from './slack-error.ts';

type WebClient = webApi.WebClient;

export interface SharedFiles {
  fileIds: string[];
  /** Of the first file. */
  permalink: string | undefined;
}

/** Characters. Source: `alt_txt_too_large` of `files.getUploadURLExternal`. */
const MAX_ALT_TEXT = 1000;
/** Of several files; bytes, or characters of text. */
const MAX_SENT_AT_ONCE = 4 * 1024 * 1024;
const UPLOAD_TIMEOUT_MS = 20_000;
/** A share shows up in `files.info` a moment after it was made. */
const SHARE_CHECKS = 3;
/**
 * What Slack answers where it does not take blocks beside a file; `internal_error` is its answer to some that it takes
 * elsewhere (slackapi/python-slack-sdk issue 1756). The file goes with the words alone then.
 */
const BLOCKS_REFUSED = new Set(['invalid_blocks', 'invalid_blocks_format', 'internal_error']);

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

export interface ShareFilesParts {
  client: WebClient;
  clock: Clock;
  fetch?: typeof globalThis.fetch;
}

export interface ShareFiles {
  /**
   * Shares files as one message: never half, and never reported as failed when they are there.
   *
   * @param begin called with the files' IDs before anybody can see them; where it rejects, nothing is shared.
   * @throws {DeliveryError}, and what `begin` rejects with.
   */
  share(
    target: Conversation,
    files: readonly FileToShare[],
    message: Message,
    begin: (fileIds: string[]) => Promise<void>,
  ): Promise<SharedFiles>;
  /**
   * Looks for a share whose end nobody saw; undefined where the files were not shared.
   *
   * @throws {DeliveryError}
   */
  find(channelId: string, fileIds: readonly string[]): Promise<SharedFiles | undefined>;
}

/** A file that Slack holds, and nobody sees yet. */
interface Uploaded {
  id: string;
  title: string;
}

/**
 * The three steps of `files.uploadV2`, taken apart: only so are the files' IDs known when the answer to the last one is
 * lost, and `files.info` shows whether the files are in the channel.
 */
export function createShareFiles({ client, clock, fetch = globalThis.fetch }: ShareFilesParts): ShareFiles {
  async function upload({ filename, title, content, altText, snippetType = 'json' }: FileToShare): Promise<Uploaded> {
    const isText = typeof content === 'string';
    const bytes = isText ? Buffer.from(content) : content;
    const isSnippet = isText && bytes.length <= MAX_SNIPPET_BYTES;
    const ticket = uploadTicket.parse(
      await client.files.getUploadURLExternal({
        filename,
        length: bytes.length,
        ...(isSnippet ? { snippet_type: snippetType } : {}),
        // Slack's own name; the client's type has another one.
        ...(altText === undefined ? {} : { alt_txt: cut(altText, MAX_ALT_TEXT) }),
      }),
    );
    const signal = AbortSignal.timeout(UPLOAD_TIMEOUT_MS);
    const response = await fetch(ticket.upload_url, { method: 'POST', body: bytes, redirect: 'error', signal });
    if (!response.ok) throw new Error(`The upload was answered with HTTP ${response.status}`);
    return { id: ticket.file_id, title };
  }

  /** All at once, but for big ones: each is in memory once more while it is sent. */
  async function uploadAll(files: readonly FileToShare[]): Promise<Uploaded[]> {
    const uploaded: Uploaded[] = [];
    let [batch, size]: [FileToShare[], number] = [[], 0];
    for (const file of files) {
      if (batch.length > 0 && size + file.content.length > MAX_SENT_AT_ONCE) {
        uploaded.push(...(await Promise.all(batch.map(upload))));
        [batch, size] = [[], 0];
      }
      batch.push(file);
      size += file.content.length;
    }
    return [...uploaded, ...(await Promise.all(batch.map(upload)))];
  }

  /** They are shared by one call, so the first one speaks for all. */
  async function findShare(fileIds: readonly string[], channelId: string): Promise<SharedFiles | undefined> {
    const { file } = fileInfo.parse(await client.files.info({ file: fileIds[0] ?? '' }));
    const isShared = [...file.channels, ...file.groups, ...file.ims].includes(channelId);
    return isShared ? { fileIds: [...fileIds], permalink: file.permalink } : undefined;
  }

  async function complete(
    { channelId, threadTs }: Conversation,
    [first, ...others]: readonly Uploaded[],
    comment: { blocks: Message['blocks'] } | { initial_comment: string },
  ): Promise<SharedFiles> {
    if (first === undefined) throw new DeliveryError('slack-refused', 'no_files');
    const fileIds = [first, ...others].map(({ id }) => id);
    const where = { channel_id: channelId };
    try {
      const answer = await client.files.completeUploadExternal({
        files: [first, ...others],
        ...(threadTs === undefined ? where : { ...where, thread_ts: threadTs }),
        ...comment,
      });
      return { fileIds, permalink: completed.parse(answer).files[0]?.permalink };
    } catch (error) {
      const fault = toDeliveryError(error);
      // Only where the answer was lost, or the client asked again after that, can the files be there all the same.
      if (fault.kind !== 'slack-unavailable' && fault.code !== 'file_not_found') throw fault;
      const found = await lookUntilThere(() => findShare(fileIds, channelId), SHARE_CHECKS, clock);
      if (found === undefined) throw fault;
      return found;
    }
  }

  async function completeWithOrWithoutBlocks(
    target: Conversation,
    uploaded: readonly Uploaded[],
    { text, blocks }: Message,
  ): Promise<SharedFiles> {
    try {
      return await complete(target, uploaded, { blocks });
    } catch (error) {
      if (!(error instanceof DeliveryError && BLOCKS_REFUSED.has(error.code ?? ''))) throw error;
      return complete(target, uploaded, { initial_comment: text });
    }
  }

  return {
    async share(target, files, message, begin) {
      let uploaded: Uploaded[];
      try {
        uploaded = await uploadAll(files);
      } catch (error) {
        throw toDeliveryError(error);
      }
      await begin(uploaded.map(({ id }) => id));
      return completeWithOrWithoutBlocks(target, uploaded, message);
    },

    async find(channelId, fileIds) {
      try {
        return await findShare(fileIds, channelId);
      } catch (error) {
        const fault = toDeliveryError(error);
        // Slack knows no file that was never shared, or not for long.
        if (fault.code === 'file_not_found' || fault.code === 'file_deleted') return undefined;
        throw fault;
      }
    },
  };
}
