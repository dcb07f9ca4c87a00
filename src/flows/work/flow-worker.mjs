// Plain JavaScript, as `start.mjs` is: types that are stripped in a fresh process cost it some 17 MB, and half a second each time.
import { flushCompileCache } from 'node:module';

await import('./flow-worker.ts');
// It is ended without a warning.
flushCompileCache();
