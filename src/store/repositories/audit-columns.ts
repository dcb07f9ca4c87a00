import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { AuditRecord, NewAuditEntry } from '../../audit/entry.ts';
import type { DatabaseMs } from '../database-ms.ts';
import type { Value } from '../prepared.ts';
import type { Tables } from '../schema.ts';

/** As JSON holds what came of each flow. */
export const auditedFlows = z.array(
  z.object({
    flowId: z.string(),
    account: z.string().optional(),
    custSpaceId: z.string().optional(),
    outcome: z.string().optional(),
    requestId: z.string().optional(),
    sha256: z.string().optional(),
  }),
);

/** In the order of `auditRow`. */
export const AUDIT_COLUMNS = sql`
  id, at, event, team_id, user_id, channel_id, thread_ts, door, action, rule, request, account, cust_space_id, flows,
  delivered_to
`;

/** The same, without the time, which is the database's. */
export const AUDIT_VALUES = [
  'id',
  'event',
  'teamId',
  'userId',
  'channelId',
  'threadTs',
  'door',
  'action',
  'rule',
  'request',
  'account',
  'custSpaceId',
  'flows',
  'deliveredTo',
] as const satisfies readonly (keyof NewAuditEntry)[];

type AuditValues<Of> = Readonly<Record<(typeof AUDIT_VALUES)[number], Of>>;

export function auditValuesOf(entry: NewAuditEntry): AuditValues<Value> {
  const { id, event, teamId, userId, channelId, threadTs, door, action, rule, request, account, custSpaceId } = entry;
  return {
    id,
    event,
    teamId,
    userId,
    channelId: channelId ?? null,
    threadTs: threadTs ?? null,
    door: door ?? null,
    action,
    rule: rule ?? null,
    request: request ?? null,
    account: account ?? null,
    custSpaceId: custSpaceId ?? null,
    flows: JSON.stringify(entry.flows),
    deliveredTo: entry.deliveredTo ?? null,
  };
}

const text = (value: unknown): RawBuilder<unknown> => sql`cast(${value} as text)`;

/**
 * The values of a row, to be selected in a statement that writes something else as well.
 *
 * @param of `auditValuesOf` an entry, or what stands for them in a statement that is prepared.
 */
export const auditRow = (of: AuditValues<unknown>, databaseMs: DatabaseMs): RawBuilder<unknown> => sql`
  ${text(of.id)}, ${databaseMs}, ${text(of.event)}, ${text(of.teamId)}, ${text(of.userId)}, ${text(of.channelId)},
  ${text(of.threadTs)}, ${text(of.door)}, ${text(of.action)}, ${text(of.rule)}, ${text(of.request)},
  ${text(of.account)}, ${text(of.custSpaceId)}, ${text(of.flows)}, ${text(of.deliveredTo)}
`;

/** Writes an entry down once, where `condition` holds. */
export const addAudit = (
  of: AuditValues<unknown>,
  databaseMs: DatabaseMs,
  condition: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> => sql`
  insert into audit_events (${AUDIT_COLUMNS}) select ${auditRow(of, databaseMs)} where ${condition} on conflict (id) do nothing
`;

export function auditRecordOf(row: Tables['audit_events']): AuditRecord {
  return {
    id: row.id,
    at: Number(row.at),
    event: row.event,
    teamId: row.team_id,
    userId: row.user_id,
    channelId: row.channel_id ?? undefined,
    threadTs: row.thread_ts ?? undefined,
    door: row.door ?? undefined,
    action: row.action,
    rule: row.rule ?? undefined,
    request: row.request ?? undefined,
    account: row.account ?? undefined,
    custSpaceId: row.cust_space_id ?? undefined,
    flows: auditedFlows.parse(JSON.parse(row.flows)),
    deliveredTo: row.delivered_to ?? undefined,
  };
}
