import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createEncryption } from '../../src/store/encryption.ts';
import { createInstallations } from '../../src/store/repositories/installations.ts';
import type { OpenDatabase } from './store-suites.ts';

const KEY = randomBytes(32);
const NEW_KEY = randomBytes(32);
const SECRET = '{"bot":{"token":"xoxb-secret","refreshToken":"xoxe-secret"}}';

const withKeys = ({ db, dialect }: Database, ...[key = KEY, ...oldKeys]: Uint8Array[]) =>
  createInstallations({ db, dialect, encryption: createEncryption(key, oldKeys) });

const rowsOf = ({ db }: Database) => db.selectFrom('installations').selectAll().orderBy('team_id').execute();

/** What the repository of installations promises, on whatever database it is given. */
export const installationsSuite = (open: OpenDatabase) =>
  describe('createInstallations', () => {
    it('gives an installation back, the latest', async () => {
      const { put, get } = withKeys(await open());
      await put('T1', SECRET);
      expect(await get('T1')).toBe(SECRET);
      await put('T1', '{}');
      expect(await get('T1')).toBe('{}');
    });

    it("shows, claims and removes no other workspace's", async () => {
      const { put, get, remove, claimRefresh } = withKeys(await open());
      await put('T1', SECRET);
      expect(await get('T2')).toBeUndefined();
      await put('T2', '{}');
      expect(await get('T1')).toBe(SECRET);
      expect(await claimRefresh('T2', 60_000)).toBe(true);
      expect(await claimRefresh('T1', 60_000)).toBe(true);
      await remove('T2');
      expect(await get('T2')).toBeUndefined();
      expect(await get('T1')).toBe(SECRET);
    });

    it('keeps no token that can be read', async () => {
      const database = await open();
      await withKeys(database).put('T1', SECRET);
      const [row] = await rowsOf(database);
      const held = JSON.stringify(row) + Buffer.from(row?.installation ?? '', 'base64').toString('latin1');
      expect(held).not.toMatch(/xoxb|xoxe|secret|token/);
      expect(Math.abs(Date.now() - Number(row?.updated_at))).toBeLessThan(10_000);
    });

    it("doesn't read a row that was copied from another workspace", async () => {
      const database = await open();
      const { put, get } = withKeys(database);
      await put('T1', SECRET);
      await put('T2', '{}');
      const [row] = await rowsOf(database);
      await database.db
        .updateTable('installations')
        .set({ installation: row?.installation ?? '' })
        .where('team_id', '=', 'T2')
        .execute();
      await expect(get('T2')).rejects.toMatchObject({ kind: 'store-key', message: expect.stringContaining('T2') });
      expect(await get('T1')).toBe(SECRET);
    });

    it('names the key and the settings where the key is unknown', async () => {
      const database = await open();
      await withKeys(database).put('T1', SECRET);
      const other = withKeys(database, NEW_KEY);
      const message = expect.stringMatching(
        new RegExp(`key ${createEncryption(KEY).keyId}, .*TOKEN_ENCRYPTION_KEY .*TOKEN_ENCRYPTION_OLD_KEYS`),
      );
      await expect(other.get('T1')).rejects.toMatchObject({ kind: 'store-key', message });
      await expect(other.encryptAnew()).rejects.toMatchObject({ kind: 'store-key', message });
      expect(await withKeys(database).get('T1')).toBe(SECRET);
    });

    it('encrypts with the new key what it reads with an old one', async () => {
      const database = await open();
      await withKeys(database).put('T1', SECRET);
      await withKeys(database).put('T2', '{}');
      expect(await withKeys(database, NEW_KEY, KEY).get('T1')).toBe(SECRET);
      expect(await withKeys(database, NEW_KEY).get('T1')).toBe(SECRET);
      await expect(withKeys(database, NEW_KEY).get('T2')).rejects.toMatchObject({ kind: 'store-key' });
    });

    it('encrypts all anew, and leaves a damaged one to be named', async () => {
      const database = await open();
      for (const teamId of ['T1', 'T2', 'T3']) await withKeys(database).put(teamId, SECRET);
      await withKeys(database, NEW_KEY).put('T4', SECRET);
      await database.db
        .updateTable('installations')
        .set({ installation: 'AAAA' })
        .where('team_id', '=', 'T2')
        .execute();
      const both = withKeys(database, NEW_KEY, KEY);
      expect(await both.encryptAnew()).toEqual({ renewed: 2, damagedIds: ['T2'] });
      expect(await both.encryptAnew()).toEqual({ renewed: 0, damagedIds: ['T2'] });
      for (const teamId of ['T1', 'T3', 'T4']) expect(await withKeys(database, NEW_KEY).get(teamId)).toBe(SECRET);
    });

    it('keeps a fresh token that comes while an old row is encrypted anew', async () => {
      const database = await open();
      await withKeys(database).put('T1', SECRET);
      const encryption = createEncryption(NEW_KEY, [KEY]);
      const installations = createInstallations({ ...database, encryption });
      const { open: reallyOpen } = encryption;
      let fresh: Promise<void> | undefined;
      vi.spyOn(encryption, 'open').mockImplementationOnce((sealed, owner) => {
        // Begun before the row that was read can be written back.
        fresh = installations.put('T1', '{"fresh":true}');
        return reallyOpen(sealed, owner);
      });
      await installations.encryptAnew();
      await fresh;
      expect(await installations.get('T1')).toBe('{"fresh":true}');
    });

    it('lets one at a time exchange a token, until it is done or its time is over', async () => {
      const { put, claimRefresh } = withKeys(await open());
      expect(await claimRefresh('T1', 60_000)).toBe(false);
      await put('T1', SECRET);
      const claims = await Promise.all([1, 2, 3].map(() => claimRefresh('T1', 60_000)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      await put('T1', SECRET);
      expect(await claimRefresh('T1', -1)).toBe(true);
      expect(await claimRefresh('T1', 60_000)).toBe(true);
      expect(await claimRefresh('T1', 60_000)).toBe(false);
    });
  });
