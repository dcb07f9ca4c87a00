import type { AccountSettings } from '../settings/types.ts';

/** Which accounts a workspace may see. Every door asks here, and nowhere else. */
export interface AccountAccess {
  /**
   * Those that serve the workspace, in the order of the settings; the first is its default one. Empty: it sees no flow, no
   * list, no version, no state.
   */
  accountsOf(teamId: string): readonly AccountSettings[];
  /** @param account its name. */
  maySee(teamId: string, account: string): boolean;
  /** Whether it may have the app installed. */
  isAllowed(teamId: string): boolean;
}

export interface AccountAccessParts {
  /** All that the settings name. */
  accounts: readonly AccountSettings[];
  /** IDs of workspaces and organisations; absent: the bot has one workspace, whose token is a setting. */
  allowedTeams: readonly string[] | undefined;
  /** The organisation that a workspace belongs to, as its installation says; undefined: none, or it is not installed. */
  organisationOf: (teamId: string) => string | undefined;
}

/** Whether a list names a workspace, or the organisation that it belongs to. */
export const namesTeam = (ids: readonly string[], teamId: string, organisation: string | undefined): boolean =>
  ids.includes(teamId) || (organisation !== undefined && ids.includes(organisation));

export function createAccountAccess({ accounts, allowedTeams, organisationOf }: AccountAccessParts): AccountAccess {
  const isAllowed = (teamId: string) =>
    allowedTeams === undefined || namesTeam(allowedTeams, teamId, organisationOf(teamId));

  function accountsOf(teamId: string): readonly AccountSettings[] {
    // Also one that installed the app before it was taken off the list.
    if (!isAllowed(teamId)) return [];
    const organisation = organisationOf(teamId);
    return accounts.filter(({ workspaces }) => workspaces === undefined || namesTeam(workspaces, teamId, organisation));
  }

  return {
    accountsOf,
    isAllowed,
    maySee: (teamId, account) => accountsOf(teamId).some(({ name }) => name === account),
  };
}
