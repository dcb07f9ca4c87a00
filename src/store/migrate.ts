import type { Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** The migrations, each of which lets others go first. */
const giving = (giveWay: () => Promise<void>): Record<string, Migration> =>
  Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, { up }]) => [
      name,
      {
        async up(db) {
          await giveWay();
          await up(db);
        },
      } satisfies Migration,
    ]),
  );

/**
 * Brings the tables up to date.
 *
 * @param giveWay called before each migration; absent: they follow one another.
 * @throws {StoreError} `store-newer` before anything is changed, and whatever the database's own fault is.
 */
export async function migrate(db: Kysely<Tables>, giveWay?: () => Promise<void>): Promise<void> {
  const unknown = (await namesOfDone(db)).filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new StoreError(
      'store-newer',
      `The database was last used by a newer bot: this one doesn't know ${unknown.join(', ')}. It was left as it is: start the newer bot, or set DATABASE_URL to another database.`,
    );
  }
  const migrations = giveWay === undefined ? { ...MIGRATIONS } : giving(giveWay);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function namesOfDone(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
  const rows = await db
    .withTables<{ [DEFAULT_MIGRATION_TABLE]: { name: string } }>()
    .selectFrom(DEFAULT_MIGRATION_TABLE)
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}
