import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { toDeliveryError } from './slack-error.ts';

/** Why a file of a message can't be read. */
export type SlackFileErrorKind = 'no-access' | 'file-too-large' | 'file-unreachable';

export class SlackFileError extends Error {
  readonly kind: SlackFileErrorKind;

  constructor(kind: SlackFileErrorKind, cause?: unknown) {
    super(kind, { cause });
    this.name = 'SlackFileError';
    this.kind = kind;
  }
}

/**
 * Reads a file that is in Slack, once there is memory for it.
 *
 * @returns its bytes. Rejects with a `SlackFileError`, or with a `DeliveryError` where Slack answers something else.
 */
export type DownloadFile = (fileId: string) => Promise<Buffer>;

/** Waits until there is memory for so many bytes. */
export type AdmitFile = (bytes: number) => Promise<void>;

/** As much as a flow may have (source: "Flow JSON" in Meta's documentation); bytes. */
const MAX_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 15_000;

/** What Slack answers where the bot may not see a file: it is no member of the file's conversations, or the file is gone. */
const HIDDEN = new Set(['file_not_found', 'file_deleted', 'not_visible', 'access_denied']);

const fileInfo = z.object({
  file: z.object({
    size: z.number().catch(0),
    url_private_download: z.string().optional().catch(undefined),
    url_private: z.string().optional().catch(undefined),
  }),
});

/**
 * Whether an address is Slack's own, so that the token may go there: of the API's host or one below it, by HTTPS. Where the API
 * is a stand-in, that very one.
 *
 * @param apiUrl as the client has it.
 */
export function isOfSlack(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(apiUrl)) return false;
  const [url, api] = [new URL(address), new URL(apiUrl)];
  if (url.username !== '' || url.password !== '') return false;
  if (url.origin === api.origin) return true;
  return url.protocol === 'https:' && url.port === '' && url.hostname.endsWith(`.${api.hostname}`);
}

async function readAtMost(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new SlackFileError('file-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

export function createDownloadFile(client: webApi.WebClient, admit: AdmitFile, fetch = globalThis.fetch): DownloadFile {
  async function addressOf(fileId: string): Promise<string> {
    let file: z.infer<typeof fileInfo>['file'];
    try {
      file = fileInfo.parse(await client.files.info({ file: fileId })).file;
    } catch (error) {
      const fault = toDeliveryError(error);
      throw HIDDEN.has(fault.code ?? '') ? new SlackFileError('no-access', fault) : fault;
    }
    if (file.size > MAX_BYTES) throw new SlackFileError('file-too-large');
    const address = file.url_private_download ?? file.url_private;
    // A file of another service has an address elsewhere, where the token must not go.
    if (address === undefined || !isOfSlack(address, client.slackApiUrl)) throw new SlackFileError('no-access');
    await admit(file.size);
    return address;
  }

  return async (fileId) => {
    const address = await addressOf(fileId);
    try {
      const response = await fetch(address, {
        headers: { authorization: `Bearer ${client.token ?? ''}` },
        // To the page where people sign in: that is Slack's answer to who may not see the file.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '');
      if (response.ok && !isPage) return await readAtMost(response);
      await response.body?.cancel();
      throw new SlackFileError(response.status >= 500 ? 'file-unreachable' : 'no-access');
    } catch (error) {
      throw error instanceof SlackFileError ? error : new SlackFileError('file-unreachable', error);
    }
  };
}
