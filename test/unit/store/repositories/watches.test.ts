import { watchSuite } from '../../../support/watch-suite.ts';
import { openInMemory } from '../support.ts';

watchSuite(openInMemory);
