import type { Kysely } from 'kysely';
import type { Installations } from '../../slack/workspaces/installations/installations.ts';
import { type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Encryption } from '../encryption.ts';
import { createOwnerlessLeases } from '../leases.ts';
import type { Tables } from '../schema.ts';
import { StoreError } from '../store-error.ts';

export interface InstallationsParts {
  db: Kysely<Tables>;
  dialect: Dialect;
  encryption: Encryption;
}

type Row = Pick<Tables['installations'], 'team_id' | 'installation' | 'key_id'>;

const COLUMNS = ['team_id', 'installation', 'key_id'] as const;

const unknownKeyError = (keyId: string): StoreError =>
  new StoreError(
    'store-key',
    `The tokens of the workspaces were encrypted with the key ${keyId}, which neither TOKEN_ENCRYPTION_KEY nor TOKEN_ENCRYPTION_OLD_KEYS holds. Add that key to TOKEN_ENCRYPTION_OLD_KEYS, then start again (docs/rotation.md says what to do where it is lost).`,
  );

const damagedError = (id: string): StoreError =>
  new StoreError(
    'store-key',
    `The installation of ${id} can't be decrypted although its key is there: the row was changed, or copied from another one. Have the app installed there again.`,
  );

/** @throws {StoreError} from each function: `store-key` where a token can't be decrypted, or where the database fails. */
export function createInstallations({ db, dialect, encryption }: InstallationsParts): Installations {
  const databaseMs = databaseMsOf(dialect);
  const refreshes = (forMs: number) => createOwnerlessLeases('installations', databaseMs, forMs);
  const opened = (row: Row) => encryption.open({ keyId: row.key_id, data: row.installation }, row.team_id);

  /** Only if the row is still as it was read: a fresh token that came in between stays. */
  async function sealAnew(row: Row, text: string): Promise<void> {
    const { keyId, data } = encryption.seal(text, row.team_id);
    await db
      .updateTable('installations')
      .set({ installation: data, key_id: keyId })
      .where('team_id', '=', row.team_id)
      .where('installation', '=', row.installation)
      .execute();
  }

  return {
    async put(id, installation) {
      const { keyId, data } = encryption.seal(installation, id);
      const columns = { installation: data, key_id: keyId, ...refreshes(0).released, updated_at: databaseMs };
      await db
        .insertInto('installations')
        .values({ team_id: id, ...columns })
        .onConflict((conflict) => conflict.column('team_id').doUpdateSet(columns))
        .execute();
    },

    async get(id) {
      const row = await db.selectFrom('installations').select(COLUMNS).where('team_id', '=', id).executeTakeFirst();
      if (row === undefined) return undefined;
      const outcome = opened(row);
      if (outcome === 'unknown-key') throw unknownKeyError(row.key_id);
      if (outcome === 'damaged') throw damagedError(id);
      if (row.key_id !== encryption.keyId) await sealAnew(row, outcome.text);
      return outcome.text;
    },

    async has(id) {
      const row = await db.selectFrom('installations').select('key_id').where('team_id', '=', id).executeTakeFirst();
      return row !== undefined;
    },

    async remove(id) {
      await db.deleteFrom('installations').where('team_id', '=', id).execute();
    },

    async all() {
      const rows = await db.selectFrom('installations').select(COLUMNS).orderBy('team_id').execute();
      return rows.flatMap((row) => {
        const outcome = opened(row);
        return typeof outcome === 'string' ? [] : [{ id: row.team_id, installation: outcome.text }];
      });
    },

    async claimRefresh(id, forMs) {
      const { claimed: columns, isFree } = refreshes(forMs);
      const claimed = await db
        .updateTable('installations')
        .set(columns)
        .where('team_id', '=', id)
        .where(isFree)
        .returning('team_id')
        .execute();
      return claimed.length > 0;
    },

    async encryptAnew() {
      const rows = await db
        .selectFrom('installations')
        .select(COLUMNS)
        .where('key_id', '!=', encryption.keyId)
        .orderBy('team_id')
        .execute();
      const damagedIds: string[] = [];
      for (const row of rows) {
        const outcome = opened(row);
        if (outcome === 'unknown-key') throw unknownKeyError(row.key_id);
        if (outcome === 'damaged') damagedIds.push(row.team_id);
        else await sealAnew(row, outcome.text);
      }
      return { renewed: rows.length - damagedIds.length, damagedIds };
    },
  };
}
