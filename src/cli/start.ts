import { text } from 'node:stream/consumers';
import { runCommandLine } from './main.ts';

// Whoever reads may have read enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  readInput: () => text(process.stdin),
  out: (shown) => void process.stdout.write(shown),
  err: (shown) => void process.stderr.write(shown),
}).catch((error: unknown) => {
  process.stderr.write(`The command broke off: ${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
