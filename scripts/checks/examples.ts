import type { RuleId } from '../../src/checks/index.ts';
import { ACTION_EXAMPLES } from './action-examples.ts';
import { DATA_EXAMPLES } from './data-examples.ts';
import type { Example } from './example.ts';
import { SCHEMA_EXAMPLES } from './schema-examples.ts';
import { SCREEN_EXAMPLES } from './screen-examples.ts';
import { TEXT_EXAMPLES } from './text-examples.ts';

/** Examples of each rule, the first one for the documentation; each is a test as well. */
export const EXAMPLES: Readonly<Record<RuleId, readonly [Example, ...Example[]]>> = {
  ...TEXT_EXAMPLES,
  ...SCHEMA_EXAMPLES,
  ...SCREEN_EXAMPLES,
  ...DATA_EXAMPLES,
  ...ACTION_EXAMPLES,
};
