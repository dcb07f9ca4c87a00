// Plain JavaScript, so that what is compiled once is there for the next start: see src/start.mjs.
import { enableCompileCache, flushCompileCache } from 'node:module';

enableCompileCache();
await import('./worker.ts');
flushCompileCache();
