import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createSeen } from '../../../src/store/repositories/seen.ts';
import { createWriteProbe } from '../../../src/store/write-probe.ts';
import { openInMemory } from './support.ts';

describe('the write probe', () => {
  it('goes well again and again, and leaves one row', async () => {
    const { db } = await openInMemory();
    const probe = createWriteProbe(db, 'sqlite', 'one');
    await probe();
    await probe();
    expect((await db.selectFrom('seen').select('key').execute()).map(({ key }) => key)).toEqual(['probe:one']);
  });

  it('fails at a database that can only be read', async () => {
    const { db } = await openInMemory();
    await sql`pragma query_only = on`.execute(db);
    await expect(createWriteProbe(db, 'sqlite', 'one')()).rejects.toMatchObject({ kind: 'store-unwritable' });
  });
});

describe('what may happen once', () => {
  it('is the first time once, whoever asks', async () => {
    const { db } = await openInMemory();
    const [one, other] = [createSeen(db, 'sqlite'), createSeen(db, 'sqlite')];
    const asked = await Promise.all([one.first('a'), other.first('a'), one.first('b')]);
    expect(asked).toEqual([true, false, true]);
    expect(await other.first('b')).toBe(false);
  });
});
