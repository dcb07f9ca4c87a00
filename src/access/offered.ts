import type { FlowRef } from '../cams/types.ts';
import type { AccountSettings, FlowRight } from '../settings/types.ts';
import type { Asked } from './access.ts';
import { FLOW_RIGHTS } from './rights.ts';

/**
 * The accounts, and of each the spaces, in which somebody may do one of `rights` to some flow: what they are offered to
 * choose from.
 */
export function offeredAccounts(
  asked: Asked,
  accounts: readonly AccountSettings[],
  rights: readonly FlowRight[] = FLOW_RIGHTS,
): AccountSettings[] {
  return accounts.flatMap((account) => {
    const { name, spaces } = account;
    const mayIn = (custSpaceId: string) =>
      rights.some((right) => asked.decide(right, { account: name, custSpaceId }).allowed);
    if (!rights.some((right) => asked.decide(right, { account: name, isOfAnySpace: true }).allowed)) return [];
    return [{ ...account, spaces: spaces.filter(({ custSpaceId }) => mayIn(custSpaceId)) }];
  });
}

/** What shows JSON, or parts of it: whoever may not fetch a flow may not do that to it either. */
const SHOWS_JSON: ReadonlySet<FlowRight> = new Set<FlowRight>(['compare', 'watch']);

/** Whether somebody is offered to do something to a flow, as by a button. */
export const isOffered = (asked: Pick<Asked, 'decide'>, right: FlowRight, flow: FlowRef): boolean =>
  asked.decide(right, flow).allowed && (!SHOWS_JSON.has(right) || asked.decide('fetch', flow).allowed);

/** What somebody is offered to do to a flow. */
export const offeredRights = (asked: Pick<Asked, 'decide'>, flow: FlowRef): FlowRight[] =>
  FLOW_RIGHTS.filter((right) => isOffered(asked, right, flow));
