import type { webApi } from '@slack/bolt';
import type { FlowRef } from '../../cams/client.ts';
import { compareFlows } from '../../flows/change/flow-change.ts';
import type { FlowVersion } from '../../flows/fetch/flow-versions.ts';
import { readFlowDocument } from '../../flows/json/flow-document.ts';
import { diffFile } from '../delivery/change-files.ts';
import { createDeliver } from '../delivery/deliver.ts';
import type { ListenerParts } from '../listeners/listener-parts.ts';
import {
  comparedMessage,
  diffElsewhere,
  historyMessage,
  noSuchVersionMessage,
  noVersionsMessage,
  onlyVersionMessage,
  sameMessage,
} from '../messages/history.ts';
import type { Message } from '../messages/message.ts';
import type { WatchCommand } from '../payloads/command/watch-command.ts';
import { namedFlow } from './spaces.ts';
import { type ChannelAsked, flowOf } from './watching.ts';

type HistoryParts = Pick<ListenerParts, 'accounts' | 'preferences' | 'versions' | 'lookAtFlow' | 'shareFilesBy'>;

const MAX_LISTED = 20;

/** @returns the answer to who asked. */
export async function flowHistory(
  parts: HistoryParts,
  asked: ChannelAsked,
  command: Extract<WatchCommand, { type: 'history' }>,
): Promise<Message> {
  const { t } = asked;
  const flow = await flowOf(parts, asked, command);
  if ('text' in flow) return flow;
  const versions = await parts.versions.list(flow, MAX_LISTED + 1);
  const named = namedFlow(parts, flow);
  if (versions.length === 0) return noVersionsMessage(t, named);
  return historyMessage(t, named, versions.slice(0, MAX_LISTED), versions.length > MAX_LISTED);
}

interface Pair {
  before: FlowVersion;
  after: FlowVersion;
}

/** Two versions of a flow: those that are named, in their order, or the latest and the one before. */
async function versionsOf(
  parts: HistoryParts,
  { t }: ChannelAsked,
  flow: FlowRef,
  [first, second]: readonly number[],
): Promise<Pair | Message> {
  const named = namedFlow(parts, flow);
  const latest = await parts.versions.latest(flow);
  if (latest === undefined) return noVersionsMessage(t, named);
  const isOnlyLatest = first === undefined || (second === undefined && first === latest.version);
  if (isOnlyLatest && latest.version === 1) return onlyVersionMessage(t, named);
  const numbers = {
    before: isOnlyLatest ? latest.version - 1 : first,
    after: second ?? latest.version,
  };
  const before = await parts.versions.get(flow, numbers.before);
  if (before === undefined) return noSuchVersionMessage(t, named, numbers.before, latest.version);
  const after = await parts.versions.get(flow, numbers.after);
  if (after === undefined) return noSuchVersionMessage(t, named, numbers.after, latest.version);
  return { before, after };
}

/** Two flows as they are now: what was seen of them last may be days old, and of different days. */
async function bothNow(
  { lookAtFlow }: HistoryParts,
  { teamId, userId }: ChannelAsked,
  flows: { before: FlowRef; after: FlowRef },
): Promise<Pair> {
  const look = (flow: FlowRef) => lookAtFlow(flow, userId, `${teamId}/${userId}`);
  const [before, after] = await Promise.all([look(flows.before), look(flows.after)]);
  return { before, after };
}

async function pairOf(
  parts: HistoryParts,
  asked: ChannelAsked,
  command: Extract<WatchCommand, { type: 'diff-versions' | 'diff-flows' }>,
): Promise<Pair | Message> {
  if (command.type === 'diff-versions') {
    const flow = await flowOf(parts, asked, command);
    return 'text' in flow ? flow : versionsOf(parts, asked, flow, command.versions);
  }
  const before = await flowOf(parts, asked, command.before);
  if ('text' in before) return before;
  const after = await flowOf(parts, asked, command.after);
  return 'text' in after ? after : bothNow(parts, asked, { before, after });
}

/**
 * Compares versions of a flow that are known, or two flows as they are now; the diff goes to the requester's direct message.
 *
 * @returns the answer to who asked.
 * @throws {DeliveryError}, and what the fetch and the database throw.
 */
export async function flowDiff(
  parts: HistoryParts,
  asked: ChannelAsked & { client: webApi.WebClient },
  command: Extract<WatchCommand, { type: 'diff-versions' | 'diff-flows' }>,
): Promise<Message> {
  const { t, userId, client } = asked;
  const pair = await pairOf(parts, asked, command);
  if ('text' in pair) return pair;
  const { before, after } = pair;
  const change = compareFlows(readFlowDocument(before.json), readFlowDocument(after.json));
  const sides = {
    before: { flow: namedFlow(parts, before.flow), version: before.version },
    after: { flow: namedFlow(parts, after.flow), version: after.version },
  };
  if (change.lines.length === 0) return sameMessage(t, sides);

  const compared = { ...sides, name: after.name ?? before.name, change };
  const deliver = createDeliver(client, parts.shareFilesBy(client));
  const { permalink } = await deliver({ conversation: undefined, userId }, [diffFile(pair)], {
    messageFor: () => comparedMessage(t, compared, undefined),
    beginShare: async () => {},
  });
  return comparedMessage(t, compared, diffElsewhere(t, permalink));
}
