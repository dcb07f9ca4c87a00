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
