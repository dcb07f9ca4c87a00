import type { FlowRef } from '../../cams/types.ts';
import type { Result } from '../../result.ts';
import type { AccountSettings } from '../../settings/types.ts';
import { isCustSpaceId } from './flow-id.ts';

/** A space of an account: where flows lie. */
export interface Space {
  /** The account's name in the settings. */
  account: string;
  /** Absent: the account's own space. */
  custSpaceId: string | undefined;
}

/** A word that stands for no space. */
export interface UnknownSpace {
  kind: 'unknown-space';
  /** As it was typed. */
  given: string;
}

/** The space that an account's flows are looked for in where none is named. */
export const defaultSpaceOf = ({ name: account, custSpaceId }: AccountSettings): Space => ({ account, custSpaceId });

/** Every space of the accounts, each once: an account's default one before those that have a name. */
export function spacesOf(accounts: readonly AccountSettings[]): Space[] {
  const spaces = accounts.flatMap((account) => [
    defaultSpaceOf(account),
    ...account.spaces.map(({ custSpaceId }) => ({ account: account.name, custSpaceId })),
  ]);
  return [...new Map(spaces.map((space) => [`${space.account}/${space.custSpaceId ?? ''}`, space])).values()];
}

function namedSpace(accounts: readonly AccountSettings[], name: string): Space | undefined {
  for (const account of accounts) {
    const space = account.spaces.find((candidate) => candidate.name === name);
    if (space !== undefined) return { account: account.name, custSpaceId: space.custSpaceId };
  }
  const account = accounts.find((candidate) => candidate.name === name);
  return account && defaultSpaceOf(account);
}

/**
 * The space that a word stands for: the name of a space, the name of an account (its default space is meant), else a
 * CustSpaceId, of the account that lists it or of the default one. Names may be written with capitals.
 *
 * @param accounts the first is the default one.
 * @param given the word; without it the channel's default is meant, and without that the default account's.
 */
export function resolveSpace(
  accounts: readonly AccountSettings[],
  given: string | undefined,
  channelDefault: string | undefined,
): Result<Space, UnknownSpace> {
  const word = given ?? channelDefault;
  const [defaultAccount] = accounts;
  if (defaultAccount === undefined) return { ok: false, error: { kind: 'unknown-space', given: word ?? '' } };
  if (word === undefined) return { ok: true, value: defaultSpaceOf(defaultAccount) };
  const named = namedSpace(accounts, word.toLowerCase());
  if (named !== undefined) return { ok: true, value: named };
  if (!isCustSpaceId(word)) return { ok: false, error: { kind: 'unknown-space', given: word } };
  const owner = accounts.find(({ spaces }) => spaces.some(({ custSpaceId }) => custSpaceId === word));
  return { ok: true, value: { account: (owner ?? defaultAccount).name, custSpaceId: word } };
}

/**
 * How to name where a flow lies: `eu-shop`, `cams-1234` where the space has no name, `production / eu-shop` where there
 * are several accounts. Undefined for the default account's own space, which goes without saying.
 */
export function spaceLabel(
  accounts: readonly AccountSettings[],
  { account, custSpaceId }: Pick<FlowRef, 'account' | 'custSpaceId'>,
): string | undefined {
  if (custSpaceId === undefined) return account === accounts[0]?.name ? undefined : account;
  const spaces = accounts.find(({ name }) => name === account)?.spaces;
  const space = spaces?.find((candidate) => candidate.custSpaceId === custSpaceId)?.name ?? custSpaceId;
  return accounts.length > 1 ? `${account} / ${space}` : space;
}
