import type { webApi } from '@slack/bolt';
import { findingsText } from '../../checks/index.ts';
import type { CheckedText } from '../../flows/work/flow-work.ts';
import { languageOfTexts, type Translate } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { ShareHeld } from '../../requests/hold.ts';
import type { Conversation } from '../../requests/request.ts';
import { startOfText } from '../../text.ts';
import { shownFindings } from '../delivery/check-results.ts';
import { createDeliver } from '../delivery/deliver.ts';
import { createDownloadFile, SlackFileError } from '../delivery/download-file.ts';
import type { TextFile } from '../delivery/file-to-share.ts';
import {
  type CheckedGiven,
  type GivenOutcome,
  givenAnswer,
  givenMessage,
  givenShared,
  nothingGivenMessage,
} from '../messages/given-check.ts';
import type { Message } from '../messages/message.ts';
import type { MessageJson } from '../payloads/message-json.ts';
import type { AnswerParts } from './answer-parts.ts';

type CheckGivenParts = Pick<AnswerParts, 'checkGiven' | 'admitFile' | 'shareFilesBy'> & {
  log: Pick<Log, 'warn'>;
};

/** Who wants the JSON of a message checked. */
export interface CheckGivenRequester {
  t: Translate;
  client: webApi.WebClient;
  botUserId: string | undefined;
  userId: string;
  /** The thread of the message; absent: the requester's direct message. */
  conversation: Conversation | undefined;
  /** A link to the message. */
  about: string;
}

/** What is checked: a file, or what stands in the message. */
interface Given {
  name: string | undefined;
  read: () => Promise<string | Uint8Array>;
}

/** What was checked, and the files that show it. */
interface Checked {
  given: CheckedGiven;
  files: TextFile[];
}

/** Characters. */
const MAX_BASE = 60;

/** Of a file that is named so, without what a file's name can't hold. */
export const baseOf = (name: string | undefined): string =>
  startOfText((name ?? 'message').replace(/\.json$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '_'), MAX_BASE) || 'message';

function outcomeOf(t: Translate, { findings, wrappings, laidOut, broken }: CheckedText): GivenOutcome {
  const [first] = findings;
  if (broken !== undefined && first !== undefined) return { is: 'broken', fault: first, lines: broken, wrappings };
  return { is: 'checked', shown: shownFindings(t, findings), wrappings, isLaidOut: laidOut !== undefined };
}

function filesOf(t: Translate, name: string | undefined, { findings, laidOut, broken }: CheckedText): TextFile[] {
  if (findings.length === 0 || broken !== undefined) return [];
  const base = baseOf(name);
  const title = name ?? t('checks.given.text');
  const content = findingsText(findings, { language: languageOfTexts(t), title });
  const text: TextFile = {
    filename: `${base}-findings.txt`,
    title: `${base}-findings.txt`,
    content,
    snippetType: 'text',
  };
  const json = laidOut === undefined ? [] : [{ filename: `${base}.json`, title: `${base}.json`, content: laidOut }];
  return [text, ...json];
}

async function checkOne(parts: CheckGivenParts, t: Translate, { name, read }: Given): Promise<Checked> {
  const without = (outcome: GivenOutcome): Checked => ({ given: { name, outcome }, files: [] });
  let text: string | Uint8Array;
  try {
    text = await read();
  } catch (error) {
    if (!(error instanceof SlackFileError)) throw error;
    parts.log.warn({ err: error }, 'A file of a message could not be read');
    return without({ is: error.kind });
  }
  try {
    const checked = await parts.checkGiven({ text, language: languageOfTexts(t) });
    return { given: { name, outcome: outcomeOf(t, checked) }, files: filesOf(t, name, checked) };
  } catch (error) {
    parts.log.warn({ err: error }, 'The JSON of a message could not be checked');
    return without({ is: 'too-much' });
  }
}

/**
 * Checks the JSON of a message: its files, or else what stands in it. What was found is shared in the message's thread; where
 * nothing was, or nothing can be, the requester alone is told. Where people of another organisation would read it, or others what
 * looks like a secret, it comes to the requester's direct message.
 *
 * @returns the answer to the requester.
 * @throws {DeliveryError}
 */
export async function checkGivenJson(
  parts: CheckGivenParts,
  { t, client, botUserId, userId, conversation, about }: CheckGivenRequester,
  { files, text }: MessageJson,
): Promise<Message> {
  const download = createDownloadFile(client, parts.admitFile);
  const given: Given[] = files.map(({ id, name }) => ({ name, read: () => download(id) }));
  if (given.length === 0 && text !== undefined) given.push({ name: undefined, read: async () => text });
  if (given.length === 0) return nothingGivenMessage(t);

  const checked: Checked[] = [];
  // One after the other: together they could be more than fits into memory.
  for (const one of given) checked.push(await checkOne(parts, t, one));
  const outcomes = checked.map((one) => one.given);
  const toShare = checked.flatMap((one) => one.files);
  if (toShare.length === 0) return givenAnswer(t, outcomes);

  const deliver = createDeliver(client, parts.shareFilesBy(client));
  const share = (where: Conversation | undefined) =>
    deliver({ conversation: where, userId }, toShare, {
      messageFor: (place) => givenMessage(t, outcomes, { requesterId: userId, to: place, about, botUserId }),
      beginShare: async () => {},
    });
  const { to, permalink } = await share(conversation).catch((error: unknown) => {
    if (!(error instanceof ShareHeld)) throw error;
    return share(undefined);
  });
  return givenShared(t, permalink, to.kind === 'direct-message');
}
