import { z } from 'zod';
import { numberSetting, setting } from './setting.ts';

/** Of the driver too: it takes the password and the rest as they are encoded here. */
function isPostgresUrl(value: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) return false;
  try {
    const { username, password, hostname, pathname, searchParams } = new URL(value);
    decodeURIComponent(username + password + pathname);
    return (hostname !== '' || searchParams.has('host')) && pathname.length > 1;
  } catch {
    return false;
  }
}

const databaseUrl = setting.transform((value, context): string => {
  if (value === undefined) return 'file:./data/flow-json.db';
  if (value.startsWith('file:') || isPostgresUrl(value)) return value;
  context.addIssue(
    'must be file: and a path, as file:./data/flow-json.db, or postgres://USER:PASSWORD@HOST:5432/DATABASE, with %XX for each special sign in the password',
  );
  return z.NEVER;
});

/** Ten years: more would only be a slip of the finger. */
const MAX_DAYS = 3650;

const days = (usual: number) => numberSetting('a number of days', usual, [1, MAX_DAYS]);

export const databaseSettings = {
  DATABASE_URL: databaseUrl,
  RETENTION_HISTORY_DAYS: days(90),
  RETENTION_REQUESTS_DAYS: days(7),
  RETENTION_VERSIONS_DAYS: days(90),
  RETENTION_PICTURES_DAYS: days(7),
  RETENTION_AUDIT_DAYS: days(365),
  DATABASE_CONNECTIONS: numberSetting('a number of connections', 20, [4, 100]),
};

/** A password in the address of a server, however it may show up: as it was written, encoded, and as it is. */
export function passwordsIn(databaseUrl: string): string[] {
  if (!isPostgresUrl(databaseUrl)) return [];
  const { password, searchParams } = new URL(databaseUrl);
  const written = databaseUrl.match(/^[^:]+:\/\/[^/?#]*?:([^/?#]*)@/)?.[1] ?? '';
  const all = [written, password, decodeURIComponent(password), searchParams.get('password') ?? ''];
  return [...new Set(all)].filter((text) => text !== '');
}
