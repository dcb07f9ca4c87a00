#!/usr/bin/env node
// Plain JavaScript, for any Node that somebody may have. Installed from npm the command line is JavaScript (dist, made when
// the package is packed: Node.js runs no TypeScript below node_modules). In a checkout there are the sources, which the
// checkout's own Node runs as they are.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const at = (path) => new URL(`../${path}`, import.meta.url);

// What was compiled, and in a checkout stripped of its types, is kept for the next start. Node.js 20 can't.
nodeModule.enableCompileCache?.();

if (!existsSync(at('src/cli/start.ts'))) await import(at('dist/cli/start.js').href);
else if (process.features.typescript && existsSync(at('node_modules/jsonc-parser')))
  await import(at('src/cli/start.ts').href);
else {
  // Standard output belongs to the report; whoever pipes it wants nothing else there.
  const install = spawnSync(process.execPath, [fileURLToPath(at('scripts/install.mjs'))], { stdio: ['ignore', 2, 2] });
  if (install.status !== 0) process.exit(2);
  const node = fileURLToPath(at('node_modules/node/bin/node'));
  const { status } = spawnSync(node, [fileURLToPath(at('src/cli/start.ts')), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exit(status ?? 2);
}
