import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { cut } from '../messages/message.ts';
import { type FileToShare, MAX_SNIPPET_BYTES } from './file-to-share.ts';
import { type SlackFetch, slackFetch } from './slack-fetch.ts';

/** A file that Slack holds, and nobody sees yet. */
export interface Uploaded {
  id: string;
  title: string;
}

/** Characters. Source: `alt_txt_too_large` of `files.getUploadURLExternal`. */
const MAX_ALT_TEXT = 1000;
const UPLOAD_TIMEOUT_MS = 20_000;

const uploadTicket = z.object({ upload_url: z.url(), file_id: z.string() });

/**
 * Brings a file to Slack.
 *
 * @throws what Slack's client and `fetch` throw, and an `Error` where the upload is not answered well.
 */
export function createUpload(client: Pick<webApi.WebClient, 'files'>, fetch: SlackFetch = slackFetch) {
  return async ({ filename, title, content, altText, snippetType = 'json' }: FileToShare): Promise<Uploaded> => {
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
  };
}
