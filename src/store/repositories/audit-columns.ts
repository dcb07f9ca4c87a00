import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { AuditRecord, NewAuditEntry } from '../../audit/entry.ts';
import type { DatabaseMs } from '../database-ms.ts';
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

const text = (value: string | undefined): RawBuilder<unknown> => sql`cast(${value ?? null} as text)`;

/** The values of a row, to be selected in a statement that writes something else as well. */
export const auditRow = (entry: NewAuditEntry, databaseMs: DatabaseMs): RawBuilder<unknown> => sql`
  ${text(entry.id)}, ${databaseMs}, ${text(entry.event)}, ${text(entry.teamId)}, ${text(entry.userId)},
  ${text(entry.channelId)}, ${text(entry.threadTs)}, ${text(entry.door)}, ${text(entry.action)}, ${text(entry.rule)},
  ${text(entry.request)}, ${text(entry.account)}, ${text(entry.custSpaceId)}, ${text(JSON.stringify(entry.flows))},
  ${text(entry.deliveredTo)}
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
