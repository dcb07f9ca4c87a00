import type { AccountSettings } from '../settings/types.ts';
import type { AccountCallSlots } from './call-slots.ts';

type Limited = Pick<AccountSettings, 'name' | 'endpoint' | 'accessKey' | 'callsPerSecond'>;

/** The limit of one account at Alibaba Cloud, which may be several of the settings. */
export interface SharedLimit {
  slots: AccountCallSlots;
  /** The least that the settings say of it. */
  callsPerSecond: number;
  /** How many accounts of the settings it is the limit of. */
  sharers: number;
}

/** Without a key, the default credential chain has the same one for all. */
const identityOf = ({ endpoint, accessKey }: Limited) => JSON.stringify([endpoint.host, accessKey?.id ?? null]);

/**
 * Accounts of the settings that have the same key at the same endpoint are one account to Alibaba Cloud, as where each serves
 * other workspaces, or has another default space: they share its limit.
 *
 * @param slotsFor makes the slots of an account, by the name of the first that shares them.
 * @returns the limit of an account; throws where it is none of `accounts`.
 */
export function createSharedLimits(
  accounts: readonly Limited[],
  slotsFor: (name: string, callsPerSecond: number) => AccountCallSlots,
): (account: Limited) => SharedLimit {
  const limits = new Map<string, SharedLimit>();
  for (const [identity, [first, ...others]] of Map.groupBy(accounts, identityOf)) {
    if (first === undefined) continue;
    const callsPerSecond = Math.min(...[first, ...others].map((account) => account.callsPerSecond));
    limits.set(identity, {
      slots: slotsFor(first.name, callsPerSecond),
      callsPerSecond,
      sharers: 1 + others.length,
    });
  }
  return (account) => {
    const limit = limits.get(identityOf(account));
    if (limit === undefined) throw new Error(`No limit is known of the account ${account.name}`);
    return limit;
  };
}
