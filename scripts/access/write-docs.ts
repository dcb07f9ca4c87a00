import { readFileSync, writeFileSync } from 'node:fs';
import { accessJsonSchema } from '../../src/settings/access/schema.ts';
import { DOOR_TABLE_BEGIN, DOOR_TABLE_END, doorTable } from './door-table.ts';

/** `npm run docs:access`: writes what is made of the code of the rules: the schema of their file, and the README's table. */
const SCHEMA = new URL('../../access.schema.json', import.meta.url);
const README = new URL('../../README.md', import.meta.url);

writeFileSync(SCHEMA, `${JSON.stringify(accessJsonSchema(), undefined, 2)}\n`);

const [before = '', rest = ''] = readFileSync(README, 'utf8').split(DOOR_TABLE_BEGIN);
const [, after = ''] = rest.split(DOOR_TABLE_END);
writeFileSync(README, `${before}${DOOR_TABLE_BEGIN}\n\n${doorTable()}\n\n${DOOR_TABLE_END}${after}`);
