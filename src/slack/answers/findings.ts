import type { webApi } from '@slack/bolt';
import type { FlowRef } from '../../cams/types.ts';
import { type Finding, findingsText } from '../../checks/index.ts';
import type { FlowVersion } from '../../flows/fetch/flow-versions.ts';
import { languageOfTexts, type Translate } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import type { Conversation } from '../../requests/request.ts';
import { shownFindings } from '../delivery/check-results.ts';
import { createDeliver } from '../delivery/deliver.ts';
import type { TextFile } from '../delivery/file-to-share.ts';
import {
  type CheckedFlow,
  findingsMessage,
  findingsShared,
  findingsTitle,
  type LinesOf,
  noFindingsMessage,
  notCheckedMessage,
} from '../messages/findings.ts';
import type { Message } from '../messages/message.ts';
import type { FindingsValue } from '../payloads/findings-value.ts';
import type { AnswerParts } from './answer-parts.ts';
import { holdFromOthers } from './seen-by-others.ts';
import { namedFlow } from './spaces.ts';

type FindingsParts = Pick<
  AnswerParts,
  'accounts' | 'versions' | 'lookAtFlow' | 'checkJson' | 'shareFilesBy' | 'organisationsOf'
> & {
  log: Pick<Log, 'warn'>;
};

/** What the requester is answered. */
export interface FindingsAnswer {
  message: Message;
  /** Whether the findings are to be seen where they were asked for, so that the answer says nothing new. */
  isSeen: boolean;
}

/** Who wants the findings of a flow, and where. */
export interface FindingsRequester {
  t: Translate;
  client: webApi.WebClient;
  botUserId: string | undefined;
  teamId: string;
  userId: string;
  /** Absent: the requester's direct message. */
  conversation: Conversation | undefined;
}

/** Versions among which that of a button is looked for: more than a flow has within the weeks for which they are kept. */
const MAX_LISTED = 200;

/** The file that somebody was shared, if it is stored: what they saw, and not what the flow is by now. */
async function storedVersion(
  { versions }: Pick<FindingsParts, 'versions'>,
  { flow, contentHash }: FindingsValue,
): Promise<FlowVersion | undefined> {
  const seen = (await versions.list(flow, MAX_LISTED)).find((version) => version.contentHash === contentHash);
  return seen && versions.get(flow, seen.version);
}

function findingsFile(t: Translate, checked: CheckedFlow, findings: readonly Finding[]): TextFile {
  const { flow, name } = checked;
  const title = [flow.flowId, ...(name === undefined ? [] : [name])].join(' · ');
  return {
    filename: `${flow.flowId}-findings.txt`,
    title: findingsTitle(t, checked),
    content: findingsText(findings, { language: languageOfTexts(t), title }),
    snippetType: 'text',
  };
}

/** Checks a version, and shares what was found. @param linesOf which file the reader has. */
async function shareFindings(
  parts: FindingsParts,
  requester: FindingsRequester,
  { flow, json, name }: FlowVersion,
  linesOf: LinesOf,
): Promise<FindingsAnswer> {
  const { t, client, botUserId, userId, conversation } = requester;
  const named = namedFlow(parts, flow);
  let findings: Finding[];
  try {
    findings = await parts.checkJson({ json, language: languageOfTexts(t) });
  } catch (error) {
    parts.log.warn({ err: error, flow }, 'A flow could not be checked');
    return { message: notCheckedMessage(t, named), isSeen: false };
  }
  if (findings.length === 0) return { message: noFindingsMessage(t, { flow: named, name }), isSeen: false };

  await holdFromOthers(parts, client, conversation);
  const shown: CheckedFlow = { flow: named, name, shown: shownFindings(t, findings) };
  const jsonFile: TextFile = { filename: `${flow.flowId}.json`, title: `${flow.flowId}.json`, content: json };
  const files = [findingsFile(t, shown, findings), ...(linesOf === 'now' ? [jsonFile] : [])];
  const deliver = createDeliver(client, parts.shareFilesBy(client));
  const { to, permalink } = await deliver({ conversation, userId }, files, {
    messageFor: (place) =>
      findingsMessage(t, shown, { requesterId: userId, to: place, about: undefined, botUserId, linesOf }),
    beginShare: async () => {},
  });
  const isSeen = to.kind === 'conversation';
  return { message: findingsShared(t, named, permalink, !isSeen), isSeen };
}

/**
 * Shares all findings of a file that was shared before: of the very file where it is stored, else of the flow as it is now.
 *
 * @throws {DeliveryError}, and what the fetch and the database throw.
 */
export async function allFindings(
  parts: FindingsParts,
  requester: FindingsRequester,
  value: FindingsValue,
): Promise<FindingsAnswer> {
  const { teamId, userId } = requester;
  const version = (await storedVersion(parts, value)) ?? (await parts.lookAtFlow(value.flow, { teamId, userId }));
  return shareFindings(parts, requester, version, version.file.sha256 === value.sha256 ? 'shared' : 'now');
}

/**
 * Fetches a flow, and shares what was found in it.
 *
 * @throws {DeliveryError}, and what the fetch and the database throw.
 */
export async function checkFlowNow(
  parts: FindingsParts,
  requester: FindingsRequester,
  flow: FlowRef,
): Promise<FindingsAnswer> {
  const { teamId, userId } = requester;
  return shareFindings(parts, requester, await parts.lookAtFlow(flow, { teamId, userId }), 'fetched');
}
