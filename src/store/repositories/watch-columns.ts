import { type RawBuilder, sql } from 'kysely';
import type { FlowRef } from '../../cams/types.ts';
import type { FileFacts } from '../../fingerprint.ts';
import type { FlowVersionFacts } from '../../flows/fetch/flow-versions.ts';
import type { Watch, WatchKey } from '../../notify/records.ts';
import type { Tables } from '../schema.ts';
import { failureOf } from './poll-failure.ts';

/** None of the three parts holds a slash. */
export const flowKeyOf = ({ account, custSpaceId, flowId }: FlowRef): string =>
  `${account}/${custSpaceId ?? ''}/${flowId}`;

export function flowOfKey(key: string): FlowRef {
  const [account = '', custSpaceId = '', flowId = ''] = key.split('/');
  return { account, custSpaceId: custSpaceId === '' ? undefined : custSpaceId, flowId };
}

export const watchColumnsOf = ({ teamId, channelId, flow }: WatchKey) => ({
  team_id: teamId,
  channel_id: channelId,
  flow_key: flowKeyOf(flow),
});

export type WatchRow = Pick<
  Tables['watches'],
  'team_id' | 'channel_id' | 'flow_key' | 'every_ms' | 'created_by' | 'created_at' | 'muted_until' | 'paused_why'
> & {
  /** Of the flow's poll; absent where it was not asked for. */
  failure?: string | null;
  failing_since?: number | null;
};

export const WATCH_COLUMNS = [
  'team_id',
  'channel_id',
  'flow_key',
  'every_ms',
  'created_by',
  'created_at',
  'muted_until',
  'paused_why',
] as const;

/** What is paused is not looked at. */
function blindOf({ failure, failing_since: since, paused_why: pausedWhy }: WatchRow): Pick<Watch, 'blind'> {
  const known = pausedWhy === null ? failureOf(failure ?? null) : undefined;
  return known === undefined || since === null || since === undefined ? {} : { blind: { since, failure: known } };
}

/** @param now the database's time of the statement; Unix ms. */
export function watchOf(row: WatchRow, now: number): Watch {
  const mutedUntil = row.muted_until !== null && row.muted_until > now ? row.muted_until : undefined;
  return {
    teamId: row.team_id,
    channelId: row.channel_id,
    flow: flowOfKey(row.flow_key),
    everyMs: row.every_ms,
    createdBy: row.created_by,
    createdAt: row.created_at,
    pausedUntil: row.paused_why === null ? mutedUntil : undefined,
    pausedWhy: row.paused_why ?? (mutedUntil === undefined ? undefined : 'muted'),
    ...blindOf(row),
  };
}

export const factsOf = (row: Tables['flow_versions'], file: FileFacts): FlowVersionFacts => ({
  flow: flowOfKey(row.flow_key),
  version: row.version,
  contentHash: row.sha256,
  file,
  name: row.name ?? undefined,
  status: row.status ?? undefined,
  firstSeenAt: row.first_seen_at,
  firstSeenBy: row.first_seen_by ?? undefined,
});

/** Somebody who can be told watches the flow. */
export const isWatched = (flowKey: RawBuilder<string>): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from watches where watches.flow_key = ${flowKey} and watches.paused_why is null)`;
