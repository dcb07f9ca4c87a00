// Makes the command line JavaScript, for the package: Node.js runs no TypeScript below node_modules. Plain JavaScript, as
// it runs under whatever Node packs.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program and leaves where it fails. Its words go to standard error: npm pack's own output is read by others. */
function run(file, args) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(`../${file}`, import.meta.url)), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}

run('scripts/install.mjs', []);
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
