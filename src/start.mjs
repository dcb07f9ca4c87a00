// Plain JavaScript, since what it switches on holds only for what is loaded after it: the types are stripped from the
// sources once, not at each start. That saves a fifth of a second, and 20 MB that the stripping would keep.
// The modules are taken one by one: an older Node has no such exports, and would answer with a SyntaxError.
import * as nodeModule from 'node:module';

const NEEDED = 24;
if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  console.error(
    `Flow JSON for Slack needs Node ${NEEDED} or later, and this is Node ${process.versions.node}. Run \`npm start\`: it brings the right one.`,
  );
  // As for a setting that is wrong: starting it again would change nothing.
  process.exit(78);
}
nodeModule.enableCompileCache();
// First, and by itself: loading all the rest takes a while, in which the process may already be asked to end.
await import('./stop-signal.ts');
await import('./main.ts');
// Not only when the process ends: one that is killed leaves the cache behind as well.
nodeModule.flushCompileCache();
