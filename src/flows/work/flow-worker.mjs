// Plain JavaScript, as `start.mjs` is: types that are stripped in a thread cost it some 17 MB, and half a second each time.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { dirname } from 'node:path';
import { workerData } from 'node:worker_threads';

// Where the process has its own, in a folder for this Node.js; nowhere, where it has none.
const { compileCacheDir } = workerData;
if (compileCacheDir !== undefined) enableCompileCache(dirname(compileCacheDir));
await import('./flow-worker.ts');
flushCompileCache();
