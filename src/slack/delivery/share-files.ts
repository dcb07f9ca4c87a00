import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Conversation } from '../../requests/request.ts';
import type { RetryPolicy } from '../../retry.ts';
import type { Message } from '../messages/message.ts';
import type { AcceptedForms } from './accepted-forms.ts';
import { type Beside, besideFile, FILE_FORMS, type FileForm, hasButtons } from './beside-file.ts';
import { DeliveryError } from './delivery-error.ts';
import type { FileToShare } from './file-to-share.ts';
import { lookUntilThere } from './look-until-there.ts';
import { mayHaveBeenDone, toDeliveryError } from './slack-error.ts';
import type { SlackFetch } from './slack-fetch.ts';
import type { InTurn } from './turns.ts';
import { createUpload, type Uploaded } from './upload.ts';

type WebClient = webApi.WebClient;

export interface SharedFiles {
  fileIds: string[];
  /** Of the first file. */
  permalink: string | undefined;
  /** Slack did not take the message's buttons beside a file: they have to be shown elsewhere. */
  buttonsLeftOut?: true;
}

/**
 * Slack shares files some time after it said so, once they are scanned (slackapi/bolt-js issue 2115), and now and then it
 * never does (paradigmxyz/centaur pull request 311). About ten seconds.
 */
const SHOWS_UP: RetryPolicy = { firstDelayMs: 250, factor: 2, maxDelayMs: 2000, maxTries: 8, giveUpAfterMs: 15_000 };
/** Before the same files are shared with other words, since that may be what Slack did not take. */
const SHOWS_UP_AT_ONCE: RetryPolicy = { firstDelayMs: 500, maxTries: 2 };
/** Of several files; bytes, or characters of text. */
const MAX_SENT_AT_ONCE = 4 * 1024 * 1024;

/**
 * What Slack answers where it does not take blocks beside a file; `internal_error` is its answer to some that it takes
 * elsewhere (slackapi/python-slack-sdk issue 1756). The files go with less beside them then.
 */
const BLOCKS_REFUSED = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'internal_error']);
/** A file that was never shared, or not for long. */
const NO_SUCH_FILE = new Set(['file_not_found', 'file_deleted']);

const completed = z.object({
  files: z.array(z.object({ permalink: z.string().optional().catch(undefined) })).catch([]),
});
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
  forms: AcceptedForms;
  clock: Clock;
  /** All at once where it is left out. */
  inTurn?: InTurn;
  fetch?: SlackFetch | undefined;
}

/** Called with the files' IDs before anybody can see them, again where they are uploaded a second time. */
export type BeginSharing = (fileIds: string[]) => Promise<void>;

export interface ShareFiles {
  /**
   * Uploads files, and shares them as one message. An answer of Slack's, or none, is not taken for a share: the files are
   * looked for in the conversation. Where they are not there, they are deleted, so that they can't come late, and uploaded
   * and shared once more.
   *
   * @param begin called before anybody can see the files; nothing is shared where it rejects.
   * @throws {DeliveryError}, and what `begin` rejects with. Only after
   *   `slack-share-unknown` may the files be there all the same.
   */
  share(
    target: Conversation,
    files: readonly FileToShare[],
    message: Message,
    begin: BeginSharing,
  ): Promise<SharedFiles>;
  /**
   * Looks for files that were to be shared in a channel.
   *
   * @returns undefined where they are not there.
   * @throws {DeliveryError} where it can't be known.
   */
  find(channelId: string, fileIds: readonly string[]): Promise<SharedFiles | undefined>;
}

/** What became of one call to share. */
type Outcome =
  | { is: 'there'; permalink: string | undefined }
  /** As far as Slack shows it. `fault`: what to say where there is no other try. */
  | { is: 'missing'; fault: DeliveryError }
  | { is: 'blocks-refused'; fault: DeliveryError };

type Found = Extract<Outcome, { is: 'there' | 'missing' }> & { fileIds: string[]; buttonsLeftOut?: true };

const sharedBy = ({ fileIds, permalink, buttonsLeftOut }: Extract<Found, { is: 'there' }>): SharedFiles => ({
  fileIds,
  permalink,
  ...(buttonsLeftOut && { buttonsLeftOut }),
});

/**
 * The three steps of `files.uploadV2`, taken apart: only so are the files' IDs known when the answer to the last one is
 * lost, and `files.info` shows whether the files are in the channel.
 */
const AT_ONCE: InTurn = (upload) => upload();

export function createShareFiles({ client, forms, clock, inTurn = AT_ONCE, fetch }: ShareFilesParts): ShareFiles {
  const uploadNow = createUpload(client, clock, fetch);
  const upload = (file: FileToShare) => inTurn(() => uploadNow(file));
  const workspace = client.token ?? '';

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
    try {
      const { file } = fileInfo.parse(await client.files.info({ file: fileIds[0] ?? '' }));
      const isShared = [...file.channels, ...file.groups, ...file.ims].includes(channelId);
      return isShared ? { fileIds: [...fileIds], permalink: file.permalink } : undefined;
    } catch (error) {
      const fault = toDeliveryError(error);
      if (NO_SUCH_FILE.has(fault.code ?? '')) return undefined;
      throw fault;
    }
  }

  const untilThere = (fileIds: readonly string[], { channelId }: Conversation, policy: RetryPolicy) =>
    lookUntilThere(() => findShare(fileIds, channelId), policy, clock);

  /** After Slack said that it shared them. */
  async function landed(target: Conversation, fileIds: string[], permalink: string | undefined): Promise<Outcome> {
    // Where Slack can't be asked, its word is all there is.
    const found = await untilThere(fileIds, target, SHOWS_UP).catch(() => ({ permalink }));
    if (found === undefined) return { is: 'missing', fault: new DeliveryError('slack-not-landed') };
    return { is: 'there', permalink: found.permalink ?? permalink };
  }

  /** After no answer, or one that does not say that nothing was done. */
  async function lost(target: Conversation, fileIds: string[], fault: DeliveryError): Promise<Outcome> {
    const found = await untilThere(fileIds, target, SHOWS_UP).catch(() => {
      throw new DeliveryError('slack-share-unknown', fault.code, fault);
    });
    return found === undefined ? { is: 'missing', fault } : { is: 'there', permalink: found.permalink };
  }

  async function refused(target: Conversation, fileIds: string[], fault: DeliveryError): Promise<Outcome> {
    // An `internal_error` may come although all was done.
    const mayBeThere = fault.kind === 'slack-unavailable';
    const found = mayBeThere && (await untilThere(fileIds, target, SHOWS_UP_AT_ONCE).catch(() => undefined));
    return found ? { is: 'there', permalink: found.permalink } : { is: 'blocks-refused', fault };
  }

  async function complete(target: Conversation, uploaded: readonly Uploaded[], beside: Beside): Promise<Outcome> {
    const { channelId, threadTs } = target;
    const [first, ...others] = uploaded;
    if (first === undefined) throw new DeliveryError('slack-refused', 'no_files');
    const fileIds = uploaded.map(({ id }) => id);
    const where = { channel_id: channelId };
    let answer: unknown;
    try {
      answer = await client.files.completeUploadExternal({
        files: [first, ...others],
        ...(threadTs === undefined ? where : { ...where, thread_ts: threadTs }),
        ...beside,
      });
    } catch (error) {
      const fault = toDeliveryError(error);
      if ('blocks' in beside && BLOCKS_REFUSED.has(fault.code ?? '')) return refused(target, fileIds, fault);
      const mayBeThere = fault.kind === 'slack-unavailable' && (fault.code !== undefined || mayHaveBeenDone(error));
      if (!mayBeThere && !NO_SUCH_FILE.has(fault.code ?? '')) throw fault;
      return lost(target, fileIds, fault);
    }
    return landed(target, fileIds, completed.safeParse(answer).data?.files[0]?.permalink);
  }

  /** In the form that has most in it of those that the workspace takes. */
  async function completeInForm(
    target: Conversation,
    uploaded: readonly Uploaded[],
    message: Message,
  ): Promise<Outcome & { form?: FileForm }> {
    const known = forms.of(workspace);
    let refusal: DeliveryError | undefined;
    for (const form of known === undefined ? FILE_FORMS : FILE_FORMS.slice(FILE_FORMS.indexOf(known))) {
      const isSameAgain = form === 'without-buttons' && refusal !== undefined && !hasButtons(message);
      const beside = isSameAgain ? undefined : besideFile(message, form);
      if (beside === undefined) continue;
      const outcome = await complete(target, uploaded, beside);
      if (outcome.is !== 'blocks-refused') {
        if (refusal?.code !== undefined) forms.remember(workspace, form, refusal.code);
        return { ...outcome, form };
      }
      refusal = outcome.fault;
    }
    throw refusal ?? new DeliveryError('slack-refused', 'no_text');
  }

  async function uploadAndShare(
    target: Conversation,
    files: readonly FileToShare[],
    message: Message,
    begin: BeginSharing,
  ): Promise<Found> {
    let uploaded: Uploaded[];
    try {
      uploaded = await uploadAll(files);
    } catch (error) {
      throw toDeliveryError(error);
    }
    const fileIds = uploaded.map(({ id }) => id);
    await begin(fileIds);
    const { form, ...outcome } = await completeInForm(target, uploaded, message);
    if (outcome.is === 'blocks-refused') throw outcome.fault;
    const buttonsLeftOut = form !== 'with-buttons' && hasButtons(message);
    return { ...outcome, fileIds, ...(buttonsLeftOut ? { buttonsLeftOut } : {}) };
  }

  /** @returns whether none of the files can come any more. */
  async function discard(fileIds: readonly string[]): Promise<boolean> {
    const gone = fileIds.map(async (file) => {
      try {
        await client.files.delete({ file });
        return true;
      } catch (error) {
        return NO_SUCH_FILE.has(toDeliveryError(error).code ?? '');
      }
    });
    return (await Promise.all(gone)).every(Boolean);
  }

  return {
    async share(target, files, message, begin) {
      const first = await uploadAndShare(target, files, message, begin);
      if (first.is === 'there') return sharedBy(first);
      if (!(await discard(first.fileIds)))
        throw new DeliveryError('slack-share-unknown', first.fault.code, first.fault);
      const second = await uploadAndShare(target, files, message, begin);
      if (second.is === 'there') return sharedBy(second);
      if (!(await discard(second.fileIds)))
        throw new DeliveryError('slack-share-unknown', second.fault.code, second.fault);
      throw second.fault;
    },

    find: (channelId, fileIds) => findShare(fileIds, channelId),
  };
}
