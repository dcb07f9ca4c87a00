import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { createPreferences } from '../../../src/store/repositories/preferences.ts';
import { temporaryFolder } from './support.ts';

const ROOT = join(import.meta.dirname, '../../..');
const moduleAt = (path: string) => JSON.stringify(pathToFileURL(join(ROOT, path)).href);

/** The command of the documentation, without npm in front. */
function backUp(path: string, ...targets: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/backup.ts'), ...targets], {
    encoding: 'utf8',
    // Not where a developer's own .env is.
    cwd: join(path, '..'),
    env: { DATABASE_URL: `file:${path}` },
  });
  return { status, stdout, stderr };
}

/** A bot of its own that writes without a pause: one channel after the other, each told once it is committed. */
async function writingBot(path: string) {
  const script = `const { openDatabase } = await import(${moduleAt('src/store/database.ts')});
    const { createPreferences } = await import(${moduleAt('src/store/repositories/preferences.ts')});
    const { db } = await openDatabase(${JSON.stringify(`file:${path}`)});
    const { setSpace } = createPreferences(db);
    for (let channel = 1; ; channel += 1) {
      await setSpace('T1', 'C' + channel, 'shop');
      process.stdout.write(channel + '\\n');
      if (channel % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }`;
  const bot = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  onTestFinished(() => void bot.kill('SIGKILL'));
  let committed = 0;
  bot.stdout.on('data', (lines: Buffer) => {
    committed = Number(lines.toString().trim().split('\n').at(-1));
  });
  const commitsMoreThan = async (count: number) => {
    while (committed <= count) await once(bot.stdout, 'data');
  };
  await commitsMoreThan(200);
  return {
    committed: () => committed,
    commitsMoreThan,
    async kill() {
      bot.kill('SIGKILL');
      await once(bot, 'exit');
    },
  };
}

/** How many channels a restored copy of the backup holds, from the first on without a gap. */
async function channelsIn(backup: string): Promise<number> {
  const restored = `${backup}-restored`;
  copyFileSync(backup, restored);
  const { db, close } = await openDatabase(`file:${restored}`);
  onTestFinished(close);
  const { space } = createPreferences(db);
  let channel = 0;
  while ((await space('T1', `C${channel + 1}`)) === 'shop') channel += 1;
  return channel;
}

describe('npm run backup', () => {
  it('copies all that was committed, while a bot writes, which goes on', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'flow-json.db');
    const bot = await writingBot(path);
    const before = bot.committed();
    const backup = join(folder, 'backup.db');
    expect(backUp(path, backup)).toEqual({ status: 0, stdout: `${path} is backed up to ${backup}\n`, stderr: '' });
    expect(await channelsIn(backup)).toBeGreaterThanOrEqual(before);
    await bot.commitsMoreThan(before);
  });

  it('copies what a bot that was killed had committed', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'flow-json.db');
    const bot = await writingBot(path);
    await bot.kill();
    expect(existsSync(`${path}-wal`)).toBe(true);
    expect(backUp(path, join(folder, 'backup.db')).status).toBe(0);
    expect(await channelsIn(join(folder, 'backup.db'))).toBeGreaterThanOrEqual(bot.committed());
  });

  it('is for its owner alone, whatever the umask', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'flow-json.db');
    await (await openDatabase(`file:${path}`)).close();
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    const backup = join(folder, 'backup.db');
    expect(backUp(path, backup).status).toBe(0);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
  });

  it('leaves a file that is there as it is', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'flow-json.db');
    await (await openDatabase(`file:${path}`)).close();
    const backup = join(folder, 'backup.db');
    writeFileSync(backup, 'the only copy');
    expect(backUp(path, backup)).toMatchObject({ status: 1, stderr: expect.stringContaining('is there already') });
    expect(readFileSync(backup, 'utf8')).toBe('the only copy');
  });

  it.each([
    ['no target', [], 'Say where'],
    ['a folder that is not there', ['nowhere/backup.db'], 'could not be backed up'],
  ])('says what it needs, and leaves nothing behind: %s', async (_, targets, text) => {
    const folder = temporaryFolder();
    const path = join(folder, 'flow-json.db');
    await (await openDatabase(`file:${path}`)).close();
    expect(backUp(path, ...targets)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(text) });
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([]);
  });

  it('leaves a damaged database and its damage alone', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'flow-json.db');
    writeFileSync(path, 'no database, '.repeat(1000));
    expect(backUp(path, join(folder, 'backup.db'))).toMatchObject({ status: 1 });
    expect(readdirSync(folder)).toEqual(['flow-json.db']);
  });
});
