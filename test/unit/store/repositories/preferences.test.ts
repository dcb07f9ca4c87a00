import { STORE_SUITES } from '../../../support/store-suites.ts';
import { openInMemory } from '../support.ts';

STORE_SUITES.preferences(openInMemory);
