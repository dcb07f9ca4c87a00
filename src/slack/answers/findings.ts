import type { FlowRef } from '../../cams/types.ts';
import { type Finding, findingsText } from '../../checks/index.ts';
import type { FlowVersion } from '../../flows/fetch/flow-versions.ts';
import { languageOfTexts, type Translate } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { shownFindings } from '../delivery/check-results.ts';
import { createDeliver } from '../delivery/deliver.ts';
import type { TextFile } from '../delivery/file-to-share.ts';
import type { PassedVersion } from '../delivery/share-guard.ts';
import {
  type CheckedFlow,
  findingsMessage,
  findingsShared,
  findingsTitle,
  type LinesOf,
  noFindingsMessage,
  notCheckedMessage,
} from '../messages/findings.ts';
import { withMaskedNote } from '../messages/held.ts';
import type { FindingsValue } from '../payloads/findings-value.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { ContentAnswer, ContentRequester } from './content-requester.ts';
import { keptSoon } from './kept-soon.ts';
import { namedFlow } from './spaces.ts';

type FindingsParts = Pick<
  AnswerParts,
  'accounts' | 'versions' | 'isOffered' | 'lookAtFlow' | 'checkJson' | 'shareFilesBy' | 'passVersions' | 'clock'
> & {
  log: Pick<Log, 'warn'>;
};

/** Versions among which that of a button is looked for: more than a flow has within the weeks for which they are kept. */
const MAX_LISTED = 200;

/** The file that somebody was shared, if it is stored: what they saw, and not what the flow is by now. */
async function storedVersion(
  { versions, clock }: Pick<FindingsParts, 'versions' | 'clock'>,
  { flow, contentHash }: FindingsValue,
): Promise<FlowVersion | undefined> {
  const find = async () => (await versions.list(flow, MAX_LISTED)).find((each) => each.contentHash === contentHash);
  const seen = await keptSoon(find, clock);
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
  requester: ContentRequester,
  version: FlowVersion,
  linesOf: LinesOf,
): Promise<ContentAnswer> {
  const { t, client, botUserId, userId, conversation, consent } = requester;
  const { flow, name } = version;
  const named = namedFlow(parts, flow);
  const check = (json: string) => parts.checkJson({ json, language: languageOfTexts(t) });
  let findings: Finding[];
  try {
    findings = await check(version.json);
  } catch (error) {
    parts.log.warn({ err: error, flow }, 'A flow could not be checked');
    return { message: notCheckedMessage(t, named), isSeen: false };
  }
  if (findings.length === 0) return { message: noFindingsMessage(t, { flow: named, name }), isSeen: false };

  const [passed = version]: PassedVersion[] = await parts.passVersions(client, { conversation, consent }, [version]);
  // Findings quote what they are about.
  if (passed.maskedSecrets !== undefined) findings = await check(passed.json);
  const shown: CheckedFlow = { flow: named, name, shown: shownFindings(t, findings) };
  const jsonFile: TextFile = { filename: `${flow.flowId}.json`, title: `${flow.flowId}.json`, content: passed.json };
  const hasJson = parts.isOffered('fetch', flow);
  const files = [findingsFile(t, shown, findings), ...(linesOf === 'now' && hasJson ? [jsonFile] : [])];
  const deliver = createDeliver(client, parts.shareFilesBy(client, consent));
  const { to, permalink } = await deliver({ conversation, userId }, files, {
    messageFor: (place) => {
      const share = {
        requesterId: userId,
        to: place,
        about: undefined,
        botUserId,
        linesOf: hasJson ? linesOf : ('hidden' as const),
      };
      return withMaskedNote(t, findingsMessage(t, shown, share), passed.maskedSecrets ?? 0);
    },
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
  requester: ContentRequester,
  value: FindingsValue,
): Promise<ContentAnswer> {
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
  requester: ContentRequester,
  flow: FlowRef,
): Promise<ContentAnswer> {
  const { teamId, userId } = requester;
  return shareFindings(parts, requester, await parts.lookAtFlow(flow, { teamId, userId }), 'fetched');
}
