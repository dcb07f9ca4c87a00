import { describe, expect, it } from 'vitest';
import { createAccountAccess } from '../../../src/access/account-access.ts';
import type { AccountSettings } from '../../../src/settings/types.ts';

const accountOf = (name: string, workspaces?: string[]): AccountSettings => ({
  name,
  endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
  accessKey: undefined,
  custSpaceId: undefined,
  callsPerSecond: 5,
  spaces: [],
  ...(workspaces && { workspaces }),
});
const organisationOf = (teamId: string) => (teamId === 'T3' ? 'E7' : undefined);

describe('createAccountAccess', () => {
  it('shows each workspace the accounts that name it, or its organisation', () => {
    const accounts = [accountOf('a', ['T1']), accountOf('b', ['T1', 'T2']), accountOf('c', ['E7'])];
    const { accountsOf, maySee } = createAccountAccess({ accounts, allowedTeams: ['T1', 'T2', 'E7'], organisationOf });
    const namesOf = (teamId: string) => accountsOf(teamId).map(({ name }) => name);
    expect(['T1', 'T2', 'T3', 'T4', ''].map(namesOf)).toEqual([['a', 'b'], ['b'], ['c'], [], []]);
    expect([maySee('T1', 'a'), maySee('T2', 'a'), maySee('T1', 'none')]).toEqual([true, false, false]);
  });

  it('shows an account that names nobody to all that are allowed, and to no other', () => {
    const access = createAccountAccess({ accounts: [accountOf('a')], allowedTeams: ['T1', 'E7'], organisationOf });
    expect(['T1', 'T2', 'T3'].map((teamId) => access.maySee(teamId, 'a'))).toEqual([true, false, true]);
    expect(['T1', 'T2', 'T3'].map(access.isAllowed)).toEqual([true, false, true]);
  });

  it('shows the one workspace all that name it or nobody', () => {
    const accounts = [accountOf('a'), accountOf('b', ['T1']), accountOf('c', ['T2'])];
    const { accountsOf } = createAccountAccess({ accounts, allowedTeams: undefined, organisationOf: () => undefined });
    expect(accountsOf('T1').map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
