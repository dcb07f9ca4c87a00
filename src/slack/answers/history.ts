import type { webApi } from '@slack/bolt';
import type { FlowRef } from '../../cams/types.ts';
import type { Translate } from '../../i18n.ts';
import type { Result } from '../../result.ts';
import { differenceFiles, filesOf, type VersionStep } from '../delivery/change-files.ts';
import { createDeliver } from '../delivery/deliver.ts';
import { endIfNotShared } from '../delivery/pictures/late-plan.ts';
import { heldAnswered, withMaskedNote } from '../messages/held.ts';
import {
  comparedMessage,
  diffElsewhere,
  diffInThread,
  historyMessage,
  noSuchVersionMessage,
  noVersionsMessage,
  onlyVersionMessage,
  sameMessage,
  versionGoneMessage,
} from '../messages/history.ts';
import type { Message } from '../messages/message.ts';
import { withMissingPictures } from '../messages/picture.ts';
import { toWatchValue } from '../payloads/watch-value.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { ContentAnswer, ContentRequester } from './content-requester.ts';
import { namedFlow } from './spaces.ts';

type HistoryParts = Pick<AnswerParts, 'accounts' | 'versions'>;
type ListParts = HistoryParts & Pick<AnswerParts, 'isOffered'>;
type DiffParts = HistoryParts &
  Pick<AnswerParts, 'shareFilesBy' | 'compare' | 'drawChangePictures' | 'shareLater' | 'planLate'>;

/** So long the diff waits for the picture; later it follows in the thread. Milliseconds. */
const PICTURE_PATIENCE_MS = 1500;

/** Who wants a diff, which goes to their direct message. */
export interface DiffRequester {
  t: Translate;
  teamId: string;
  userId: string;
  client: webApi.WebClient;
}

const MAX_LISTED = 20;

/** @returns the versions of a flow that were seen, as the answer to the requester. */
export async function flowHistory(parts: ListParts, t: Translate, flow: FlowRef): Promise<Message> {
  const versions = await parts.versions.list(flow, MAX_LISTED + 1);
  const named = namedFlow(parts, flow);
  if (versions.length === 0) return noVersionsMessage(t, named);
  const valueFor = (version: number) => toWatchValue(flow, version);
  const offers = { get: parts.isOffered('fetch', flow), compare: parts.isOffered('compare', flow) };
  const shown = versions.slice(0, MAX_LISTED);
  return historyMessage(t, named, shown, { hasMore: versions.length > MAX_LISTED, valueFor, offers });
}

/**
 * Two versions of a flow: those of the numbers, in their order, or the latest and the one before.
 *
 * @returns an answer to the requester where there are no such two.
 */
async function versionsOf(
  parts: HistoryParts,
  t: Translate,
  flow: FlowRef,
  [first, second]: readonly number[],
): Promise<Result<VersionStep, Message>> {
  const named = namedFlow(parts, flow);
  const latest = await parts.versions.latest(flow);
  if (latest === undefined) return { ok: false, error: noVersionsMessage(t, named) };
  const isOnlyLatest = first === undefined || (second === undefined && first === latest.version);
  if (isOnlyLatest && latest.version === 1) return { ok: false, error: onlyVersionMessage(t, named) };
  const numbers = {
    before: isOnlyLatest ? latest.version - 1 : first,
    after: second ?? latest.version,
  };
  const missing = async (version: number): Promise<Result<VersionStep, Message>> => {
    const oldest = await parts.versions.oldest(flow);
    return {
      ok: false,
      error: noSuchVersionMessage(t, named, version, { oldest: oldest ?? 1, latest: latest.version }),
    };
  };
  const before = await parts.versions.get(flow, numbers.before);
  if (before === undefined) return missing(numbers.before);
  const after = await parts.versions.get(flow, numbers.after);
  if (after === undefined) return missing(numbers.after);
  return { ok: true, value: { before, after } };
}

/** Shares the diff of two files in the requester's direct message, unless they mean the same. */
async function compare(parts: DiffParts, requester: DiffRequester, step: VersionStep): Promise<Message> {
  const { t, teamId, userId, client } = requester;
  const { before, after } = step;
  const { change, diff } = await parts.compare(filesOf(step));
  const sides = {
    before: { flow: namedFlow(parts, before.flow), version: before.version, file: before.file },
    after: { flow: namedFlow(parts, after.flow), version: after.version, file: after.file },
  };
  if (change.lines.length === 0) return sameMessage(t, sides);

  const isOneFlow = before.flow.flowId === after.flow.flowId && before.flow.custSpaceId === after.flow.custSpaceId;
  const names = isOneFlow ? { name: after.name ?? before.name } : { name: after.name, otherName: before.name };
  const compared = { ...sides, ...names, change };
  const deliver = createDeliver(client, parts.shareFilesBy(client));
  const reader = { teamId, channelId: undefined };
  const pictures = await parts.drawChangePictures(t, reader, step, PICTURE_PATIENCE_MS);
  const files = [...pictures.files, ...differenceFiles({ ...step, diff })];
  let channelId = '';
  const plan = parts.planLate(t, teamId, pictures.orders);
  const delivering = deliver({ conversation: undefined, userId }, files, {
    messageFor: () => withMissingPictures(t, comparedMessage(t, compared, undefined), pictures.missing, 1),
    beginShare: async (share) => {
      channelId = share.channelId;
      await plan.begin({ channelId }, share.fileIds[0] ?? '');
    },
  });
  const { permalink, fileIds } = await endIfNotShared(plan, delivering);
  const { drawing } = pictures;
  parts.shareLater.add({ client, t, at: { channelId }, fileId: fileIds[0], drawn: [], drawing, plan });
  return comparedMessage(t, compared, diffElsewhere(t, permalink));
}

/**
 * Compares two versions of a flow that were seen; the diff goes to the requester's direct message.
 *
 * @param versions their numbers: none stands for the latest two, one for that one and the latest.
 * @returns the answer to the requester.
 * @throws {DeliveryError}, and what the database throws.
 */
export async function compareVersions(
  parts: DiffParts,
  requester: DiffRequester,
  flow: FlowRef,
  versions: readonly number[],
): Promise<Message> {
  const step = await versionsOf(parts, requester.t, flow, versions);
  return step.ok ? compare(parts, requester, step.value) : step.error;
}

/**
 * Shares the diff of two versions where a change of them was told.
 *
 * @throws {DeliveryError}, {ShareHeld} where the requester has to decide first, and what the database throws.
 */
export async function shareDiff(
  parts: DiffParts & Pick<AnswerParts, 'passVersions'>,
  by: ContentRequester,
  { flow, before: first, after: second }: { flow: FlowRef; before: number; after: number },
): Promise<ContentAnswer> {
  const { t, client, userId, conversation, consent } = by;
  const named = namedFlow(parts, flow);
  const before = await parts.versions.get(flow, first);
  const after = await parts.versions.get(flow, second);
  if (before === undefined || after === undefined) return { message: versionGoneMessage(t, named), isSeen: false };
  if (conversation === undefined) return { message: await compare(parts, by, { before, after }), isSeen: false };
  const sides = { before: { flow: named, version: first }, after: { flow: named, version: second } };
  const compared = await parts.compare(filesOf({ before, after }));
  if (differenceFiles({ before, after, ...compared }).length === 0) {
    return { message: sameMessage(t, sides), isSeen: false };
  }
  const passed = await parts.passVersions(client, { conversation, consent }, [before, after]);
  const step = { before: passed[0] ?? before, after: passed[1] ?? after };
  // The same places in both.
  const masked = Math.max(...passed.map(({ maskedSecrets }) => maskedSecrets ?? 0));
  const { diff } = masked === 0 ? compared : await parts.compare(filesOf(step));
  const files = differenceFiles({ ...step, diff });
  // What differs is masked.
  if (files.length === 0) return { message: sameMessage(t, sides), isSeen: false };
  const message = withMaskedNote(t, diffInThread(t, sides.before, sides.after, userId), masked);
  await parts.shareFilesBy(client, consent).share(conversation, files, message, async () => {});
  return { message: heldAnswered(t), isSeen: true };
}

/**
 * Compares a version with the flow as it is now; the diff goes to the requester's direct message.
 *
 * @returns the answer to the requester.
 * @throws {DeliveryError}, and what the fetch and the database throw.
 */
export async function compareWithNow(
  parts: DiffParts & Pick<AnswerParts, 'lookAtFlow'>,
  requester: DiffRequester,
  flow: FlowRef,
  version: number,
): Promise<Message> {
  const { t, teamId, userId } = requester;
  const before = await parts.versions.get(flow, version);
  if (before === undefined) return versionGoneMessage(t, namedFlow(parts, flow));
  const after = await parts.lookAtFlow(flow, { teamId, userId });
  return compare(parts, requester, { before, after });
}

/**
 * Compares two flows as they are now, since what was seen of them last may be days old, and of different days; the diff
 * goes to the requester's direct message.
 *
 * @returns the answer to the requester.
 * @throws {DeliveryError}, and what the fetch and the database throw.
 */
export async function compareFlowsNow(
  parts: DiffParts & Pick<AnswerParts, 'lookAtFlow'>,
  requester: DiffRequester,
  before: FlowRef,
  after: FlowRef,
): Promise<Message> {
  const { teamId, userId } = requester;
  const look = (flow: FlowRef) => parts.lookAtFlow(flow, { teamId, userId });
  const [first, second] = await Promise.all([look(before), look(after)]);
  return compare(parts, requester, { before: first, after: second });
}
