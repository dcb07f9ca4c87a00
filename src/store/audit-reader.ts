import { type Dialect, Kysely } from 'kysely';
import type { AuditRecords } from '../audit/records.ts';
import { isPostgresUrl, sqlitePathOf } from './database-url.ts';
import { createAuditReader } from './repositories/audit-records.ts';
import type { Tables } from './schema.ts';

/** For a bot that writes at this very moment; milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
/** The least that are shared out between what is urgent and what is not. */
const CONNECTIONS = 4;

/** The audit of a database, without a bot. */
export interface AuditReader extends Pick<AuditRecords, 'read'> {
  close(): Promise<void>;
}

async function dialectOf(url: string): Promise<{ dialect: Dialect; close: () => Promise<void> }> {
  if (isPostgresUrl(url)) {
    const { openPostgres } = await import('./dialects/postgres.ts');
    return openPostgres(url, CONNECTIONS);
  }
  const { openSqliteForReading } = await import('./dialects/sqlite.ts');
  return { ...openSqliteForReading(sqlitePathOf(url), BUSY_TIMEOUT_MS), close: async () => {} };
}

/**
 * Opens a database beside the bots that use it, and changes nothing there.
 *
 * @param url as for `openDatabase`.
 * @throws {StoreError}
 */
export async function openAuditReader(url: string): Promise<AuditReader> {
  const { dialect, close } = await dialectOf(url);
  const db = new Kysely<Tables>({ dialect });
  return {
    ...createAuditReader(db),
    async close() {
      await db.destroy();
      await close();
    },
  };
}
