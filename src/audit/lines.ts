import { stringify } from 'csv-stringify/sync';
import type { AuditEntry, AuditRecord } from './entry.ts';

/** The columns of the CSV, and the fields of a JSON line, in this order. */
export const AUDIT_COLUMNS = [
  'time',
  'event',
  'request',
  'workspace',
  'person',
  'channel',
  'thread',
  'door',
  'action',
  'rule',
  'account',
  'space',
  'flow',
  'delivered_to',
  'outcome',
  'request_id',
  'sha256',
] as const;
export type AuditLine = Record<(typeof AUDIT_COLUMNS)[number], string>;

/** One line a flow, so that each can be searched for; an entry without a flow is one line. */
export function auditLines({ at, ...entry }: AuditEntry & Pick<AuditRecord, 'at'>): AuditLine[] {
  const flows = entry.flows.length === 0 ? [undefined] : entry.flows;
  return flows.map((flow) => ({
    time: new Date(at).toISOString(),
    event: entry.event,
    request: entry.request ?? '',
    workspace: entry.teamId,
    person: entry.userId,
    channel: entry.channelId ?? '',
    thread: entry.threadTs ?? '',
    door: entry.door ?? '',
    action: entry.action,
    rule: entry.rule ?? '',
    account: flow?.account ?? entry.account ?? '',
    space: (flow?.account === undefined ? entry : flow).custSpaceId ?? '',
    flow: flow?.flowId ?? '',
    delivered_to: entry.deliveredTo ?? '',
    outcome: flow?.outcome ?? '',
    request_id: flow?.requestId ?? '',
    sha256: flow?.sha256 ?? '',
  }));
}

/** @returns the first line of a CSV, with its end. */
export const csvHead = (): string => stringify([[...AUDIT_COLUMNS]]);

/** What `escape_formulas` passes over: a line feed before a formula (source: "CSV Injection" of OWASP). */
const escapeLineFeed = (cell: string) => (cell.startsWith('\n') ? `'${cell}` : cell);

/**
 * @returns lines of a CSV, each with its end. A cell that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab and
 *   their like) begins with an apostrophe.
 */
export const csvOf = (lines: readonly AuditLine[]): string =>
  stringify([...lines], { columns: [...AUDIT_COLUMNS], escape_formulas: true, cast: { string: escapeLineFeed } });

/** @returns lines of JSON, each with its end; what is not known is left out. */
export const jsonLinesOf = (lines: readonly AuditLine[]): string =>
  lines
    .map((line) => Object.fromEntries(Object.entries(line).filter(([, value]) => value !== '')))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
