// Plain JavaScript, as `start.mjs` is: types that are stripped in a thread cost it some 20 MB, and half a second each time.
import { enableCompileCache, flushCompileCache } from 'node:module';

enableCompileCache();
await import('./flow-worker.ts');
flushCompileCache();
