import type { CamsAccount } from '../../cams/account.ts';
import { CamsError } from '../../cams/errors.ts';
import type { FlowRef } from '../../cams/types.ts';
import type { CatalogueRecords } from './records.ts';

export type FlowCheck =
  | { is: 'there' }
  /** Alibaba Cloud knows no such flow in that space. */
  | { is: 'not-there'; error: CamsError }
  /** `GetFlow` is not permitted, or failed. */
  | { is: 'not-known'; error: CamsError };

/**
 * Whether there is such a flow: a flow of the account's list is, and costs no call; of any other, `GetFlow` is asked.
 *
 * @throws what the database throws.
 */
export type CheckFlow = (flow: FlowRef) => Promise<FlowCheck>;

export interface CheckFlowParts {
  accountOf: (name: string) => Pick<CamsAccount, 'getFlow'> | undefined;
  records: Pick<CatalogueRecords, 'lookUp'>;
}

export function createCheckFlow({ accountOf, records }: CheckFlowParts): CheckFlow {
  return async (flow) => {
    if ((await records.lookUp([flow], [flow.flowId])).length > 0) return { is: 'there' };
    const account = accountOf(flow.account);
    if (account === undefined) return { is: 'not-known', error: new CamsError('account-unknown') };
    try {
      await account.getFlow(flow);
      return { is: 'there' };
    } catch (cause) {
      const error = cause instanceof CamsError ? cause : new CamsError('unknown-code', { cause });
      return { is: error.kind === 'not-owner' ? 'not-there' : 'not-known', error };
    }
  };
}
