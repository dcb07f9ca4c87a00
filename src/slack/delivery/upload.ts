import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { type RetryPolicy, retry } from '../../retry.ts';
import { cut } from '../messages/message.ts';
import { type FileToShare, MAX_SNIPPET_BYTES } from './file-to-share.ts';
import { wasRefusedByProxy } from './lost-answer.ts';
import { type SlackFetch, slackFetch } from './slack-fetch.ts';

/** A file that Slack holds, and nobody sees yet. */
export interface Uploaded {
  id: string;
  title: string;
}

/** Characters. Source: `alt_txt_too_large` of `files.getUploadURLExternal`. */
const MAX_ALT_TEXT = 1000;
const UPLOAD_TIMEOUT_MS = 20_000;

/** Nobody sees a file before it is shared, so it is brought once more, to another address. */
const ONCE_MORE: RetryPolicy = { firstDelayMs: 500, maxTries: 2 };

/** The bytes of a file did not reach Slack, as far as anybody knows. */
class UploadFailed extends Error {
  readonly kind = 'upload-failed';
  /** HTTP's; undefined where there was no answer. */
  readonly status: number | undefined;

  constructor(status: number | undefined, cause?: unknown) {
    super(status === undefined ? 'The upload was not answered' : `The upload was answered with HTTP ${status}`, {
      cause,
    });
    this.name = 'UploadFailed';
    this.status = status;
  }
}

const SERVER_ERROR = 500;
const mayPass = (error: unknown): boolean =>
  error instanceof UploadFailed && (error.status ?? SERVER_ERROR) >= SERVER_ERROR && !wasRefusedByProxy(error);

const uploadTicket = z.object({ upload_url: z.url(), file_id: z.string() });

/**
 * Brings a file to Slack.
 *
 * @throws what Slack's client throws, and {UploadFailed} where its bytes are not taken, nor the second time.
 */
export function createUpload(
  client: Pick<webApi.WebClient, 'files'>,
  clock: Pick<Clock, 'monotonicMs' | 'after'>,
  fetch: SlackFetch = slackFetch,
) {
  async function send(url: string, body: string | Uint8Array): Promise<void> {
    const signal = AbortSignal.timeout(UPLOAD_TIMEOUT_MS);
    const { ok, status } = await fetch(url, { method: 'POST', body, redirect: 'error', signal }).catch((cause) => {
      throw new UploadFailed(undefined, cause);
    });
    if (!ok) throw new UploadFailed(status);
  }

  const uploadOnce = async ({
    filename,
    title,
    content,
    altText,
    snippetType = 'json',
  }: FileToShare): Promise<Uploaded> => {
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
    await send(ticket.upload_url, bytes);
    return { id: ticket.file_id, title };
  };

  return (file: FileToShare): Promise<Uploaded> =>
    retry(() => uploadOnce(file), ONCE_MORE, { clock, shouldRetry: mayPass });
}
