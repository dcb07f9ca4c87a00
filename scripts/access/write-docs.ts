import { writeFileSync } from 'node:fs';
import { accessJsonSchema } from '../../src/settings/access/schema.ts';

/** `npm run docs:access`: writes what is made of the code that reads the rules: the schema of their file, for editors. */
writeFileSync(
  new URL('../../access.schema.json', import.meta.url),
  `${JSON.stringify(accessJsonSchema(), undefined, 2)}\n`,
);
