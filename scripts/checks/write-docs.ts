import { writeFileSync } from 'node:fs';
import { checksDocument } from './document.ts';

/** `npm run docs:checks`: writes docs/checks.md from the rules and their examples. */
writeFileSync(new URL('../../docs/checks.md', import.meta.url), checksDocument());
