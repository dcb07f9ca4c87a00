import type { webApi } from '@slack/bolt';
import { auditLines, csvHead, csvOf } from '../../audit/lines.ts';
import type { Translate } from '../../i18n.ts';
import { createDeliver } from '../delivery/deliver.ts';
import type { TextFile } from '../delivery/file-to-share.ts';
import { auditElsewhereMessage, auditMessage, emptyAuditMessage } from '../messages/audit.ts';
import type { Message } from '../messages/message.ts';
import type { AuditArguments } from '../payloads/command/audit-words.ts';
import type { AnswerParts } from './answer-parts.ts';

/** Who asks for the audit. */
export interface AuditRequester {
  t: Translate;
  teamId: string;
  userId: string;
  client: webApi.WebClient;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A file that a spreadsheet still opens, and that is built in memory; characters. */
const MAX_CSV = 20_000_000;

/** The entries as CSV. `isWhole`: not so long that the newest are left out. */
async function csvFor(
  { auditRecords, wallMs }: Pick<AnswerParts, 'auditRecords' | 'wallMs'>,
  teamId: string,
  { userId, flowId, days }: AuditArguments,
): Promise<{ csv: string; entries: number; isWhole: boolean }> {
  const pieces = [csvHead()];
  let [length, entries] = [0, 0];
  for await (const records of auditRecords.read({ teamId, userId, flowId, since: wallMs() - days * DAY_MS })) {
    const piece = csvOf(records.flatMap(auditLines));
    if (length + piece.length > MAX_CSV) return { csv: pieces.join(''), entries, isWhole: false };
    pieces.push(piece);
    length += piece.length;
    entries += records.length;
  }
  return { csv: pieces.join(''), entries, isWhole: true };
}

/**
 * Shares the workspace's audit in the direct message of somebody who may administer.
 *
 * @returns the answer to the requester.
 * @throws {DeliveryError}, and what Slack and the database throw.
 */
export async function shareAudit(
  parts: Pick<AnswerParts, 'auditRecords' | 'shareFilesBy' | 'wallMs'>,
  { t, teamId, userId, client }: AuditRequester,
  given: AuditArguments,
): Promise<Message> {
  const { csv, entries, isWhole } = await csvFor(parts, teamId, given);
  if (entries === 0) return emptyAuditMessage(t, given);
  const filename = `audit-${new Date(parts.wallMs()).toISOString().slice(0, 10)}.csv`;
  const file: TextFile = { filename, title: filename, content: csv, snippetType: 'text' };
  const message = auditMessage(t, { ...given, entries, isWhole });
  const deliver = createDeliver(client, parts.shareFilesBy(client));
  const { permalink } = await deliver({ conversation: undefined, userId }, [file], {
    messageFor: () => message,
    beginShare: async () => {},
  });
  return auditElsewhereMessage(t, permalink);
}
