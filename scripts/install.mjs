// Runs before every other script, under whatever Node the machine has (so: plain JavaScript, nothing imported that
// `npm ci` brings). It makes one command enough on a fresh clone, and costs nothing when nothing is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const lock = new URL('../package-lock.json', import.meta.url);
const installed = new URL('../node_modules/.package-lock.json', import.meta.url);

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.log('Installing what package-lock.json names (once, about half a minute) …');
  // The Node that is needed comes with the packages: that npm warns of the one it runs in helps nobody.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: new URL('..', import.meta.url),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
