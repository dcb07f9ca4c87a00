import type { Person, RememberedFlow } from '../../flows/records.ts';

type FlowKey = Person & Pick<RememberedFlow, 'flowId' | 'account' | 'custSpaceId'>;

/** Whose flow it is and which: the primary key of every table that remembers flows. */
export const FLOW_KEY = ['team_id', 'user_id', 'account', 'cust_space_id', 'flow_id'] as const;

export type FlowKeyColumns = Record<(typeof FLOW_KEY)[number], string>;

/** The key columns of a person's flow. */
export const keyColumnsOf = ({ teamId, userId, account, custSpaceId, flowId }: FlowKey): FlowKeyColumns => ({
  team_id: teamId,
  user_id: userId,
  account,
  cust_space_id: custSpaceId ?? '',
  flow_id: flowId,
});

/** The flow that a row tells of, its time aside. */
export const flowOf = (row: FlowKeyColumns & { name: string | null }): Omit<RememberedFlow, 'at'> => ({
  flowId: row.flow_id,
  account: row.account,
  custSpaceId: row.cust_space_id === '' ? undefined : row.cust_space_id,
  name: row.name ?? undefined,
});
