import { z } from 'zod';
import {
  CALLS_PER_SECOND,
  CALLS_PER_SECOND_WHAT,
  CUST_SPACE_ID,
  CUST_SPACE_ID_RULE,
  camsEndpointOf,
  DEFAULT_ENDPOINT,
  ENDPOINT_RULE,
  TEAM_ID,
} from './rules.ts';
import type { AccessKey, AccountSettings, CamsEndpoint, RawEnvironment } from './types.ts';
import { type Fault, faultsOf } from './yaml-faults.ts';
import type { Path } from './yaml-file.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
const NAME_RULE = 'must be a name of small letters, digits and -, at most 32, as eu-shop';
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
/** How the IDs of Alibaba Cloud's access keys begin, the temporary ones of STS too. */
const KEY_ID = /^(LTAI|STS\.)/i;
/** What nobody takes for a secret may be repeated in a message. */
const PLAIN_VARIABLE_NAME = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

const text = (rule: string) => z.string({ error: rule }).trim();
const name = text(NAME_RULE).regex(NAME, { error: NAME_RULE });

const variableName = text('must be the NAME of an environment variable').superRefine((value, context) => {
  if (KEY_ID.test(value)) {
    context.addIssue('holds what looks like a key itself: write the NAME of the environment variable that holds it');
  } else if (!VARIABLE_NAME.test(value)) {
    context.addIssue('must be the NAME of an environment variable, as PROD_ACCESS_KEY_ID');
  }
});

const endpoint = text(ENDPOINT_RULE).transform((value, context): CamsEndpoint => {
  const found = camsEndpointOf(value);
  if (found !== undefined) return found;
  context.addIssue(ENDPOINT_RULE);
  return z.NEVER;
});

const custSpaceId = text(CUST_SPACE_ID_RULE).regex(CUST_SPACE_ID, { error: CUST_SPACE_ID_RULE });
const TEAM_RULE = 'must be the ID of a workspace or an organisation, as T0123456789 or E0123456789';
const DEFAULT_SPACE_RULE = 'must be the name of a space of this account, or a space ID, as cams-1234';

const callsPerSecond = (({ least, most }) => {
  const rule = `must be ${CALLS_PER_SECOND_WHAT} from ${least} to ${most}`;
  return z.int({ error: rule }).min(least, { error: rule }).max(most, { error: rule });
})(CALLS_PER_SECOND);

const account = z.strictObject(
  {
    name,
    access_key_id_env: variableName.nullish(),
    access_key_secret_env: variableName.nullish(),
    security_token_env: variableName.nullish(),
    endpoint: endpoint.nullish(),
    calls_per_second: callsPerSecond.nullish(),
    default_space: text(DEFAULT_SPACE_RULE).regex(CUST_SPACE_ID, { error: DEFAULT_SPACE_RULE }).nullish(),
    spaces: z
      .array(
        z.strictObject(
          { name, id: custSpaceId },
          { error: (issue) => (issue.code === 'invalid_type' ? 'must have a name and an id' : undefined) },
        ),
        { error: 'must be a list of spaces' },
      )
      .nullish(),
    workspaces: z
      .array(text(TEAM_RULE).regex(TEAM_ID, { error: TEAM_RULE }), { error: 'must be a list of workspaces' })
      .min(1, { error: 'must name one workspace at least; without the line, all are served' })
      .nullish(),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'must be an account, with a name' : undefined) },
);
type AccountInFile = z.infer<typeof account>;

const file = z.strictObject(
  {
    accounts: z
      .array(account, { error: 'must be a list of accounts' })
      .min(1, { error: 'must hold one account at least' }),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'must hold a list named accounts' : undefined) },
);

function repeatedNames(accounts: readonly AccountInFile[]): Fault[] {
  const named = accounts.map((entry, index) => ({ path: ['accounts', index, 'name'], name: entry.name }));
  const spaces = accounts.flatMap((entry, index) =>
    (entry.spaces ?? []).map((space, at) => ({ path: ['accounts', index, 'spaces', at, 'name'], name: space.name })),
  );
  return [named, spaces].flatMap((list) =>
    list
      .filter((entry, index) => list.findIndex((other) => other.name === entry.name) < index)
      .map(({ path, name: taken }) => ({ path, what: `is taken: ${taken} stands further up` })),
  );
}

/** A key and what is wrong with it, by the names of the variables that hold its parts. */
function accessKeyOf(entry: AccountInFile, at: Path, env: RawEnvironment): { key?: AccessKey; faults: Fault[] } {
  const faults: Fault[] = [];
  type Field = 'access_key_id_env' | 'access_key_secret_env' | 'security_token_env';
  const add = (field: Field, what: string) => faults.push({ path: [...at, field], what });
  const read = (field: Field): string | undefined => {
    const variable = entry[field];
    if (variable === undefined || variable === null) return undefined;
    const value = env[variable]?.trim();
    if (value) return value;
    const shown = PLAIN_VARIABLE_NAME.test(variable) ? `${variable}, ` : 'a variable ';
    add(field, `names ${shown}which is not in the environment`);
    return undefined;
  };
  const [id, secret, token] = [read('access_key_id_env'), read('access_key_secret_env'), read('security_token_env')];
  const [hasId, hasSecret] = [Boolean(entry.access_key_id_env), Boolean(entry.access_key_secret_env)];
  if (hasId && !hasSecret) add('access_key_secret_env', 'is missing: it belongs to the key ID');
  if (hasSecret && !hasId) add('access_key_id_env', 'is missing: it belongs to the key secret');
  if (entry.security_token_env && !hasId && !hasSecret) {
    add('access_key_id_env', 'and access_key_secret_env are missing: the security token belongs to them');
  }
  return id && secret ? { key: { id, secret, securityToken: token }, faults } : { faults };
}

const someName = z.string().trim().optional().catch(undefined);
const someVariables = z.object({
  accounts: z.array(
    z.object({ access_key_id_env: someName, access_key_secret_env: someName, security_token_env: someName }).catch({}),
  ),
});

/** The variables that a file of accounts names, whatever else is wrong with it. */
export function variablesNamedIn(content: unknown): string[] {
  const accounts = someVariables.safeParse(content).data?.accounts ?? [];
  const names: (string | undefined)[] = accounts.flatMap((entry) => Object.values(entry));
  return names.filter((name): name is string => name !== undefined && VARIABLE_NAME.test(name));
}

/**
 * The accounts that a file describes, with the keys that it names in the environment.
 *
 * @returns the accounts, none where there is a fault; and each fault without the value of anything that may be a secret.
 */
export function accountsOf(content: unknown, env: RawEnvironment): { accounts: AccountSettings[]; faults: Fault[] } {
  const parsed = file.safeParse(content);
  if (!parsed.success) return { accounts: [], faults: faultsOf(parsed.error) };
  const entries = parsed.data.accounts;
  const faults = repeatedNames(entries);
  const accounts = entries.map((entry, index): AccountSettings => {
    const { key, faults: ofKey } = accessKeyOf(entry, ['accounts', index], env);
    faults.push(...ofKey);
    const spaces = (entry.spaces ?? []).map((space) => ({ name: space.name, custSpaceId: space.id }));
    const defaultSpace = entry.default_space ?? undefined;
    return {
      name: entry.name,
      endpoint: entry.endpoint ?? DEFAULT_ENDPOINT,
      accessKey: key,
      custSpaceId: spaces.find((space) => space.name === defaultSpace)?.custSpaceId ?? defaultSpace,
      callsPerSecond: entry.calls_per_second ?? CALLS_PER_SECOND.usual,
      spaces,
      ...(entry.workspaces ? { workspaces: entry.workspaces } : {}),
    };
  });
  return faults.length > 0 ? { accounts: [], faults } : { accounts, faults };
}
