import { requestSuite } from '../../../support/request-suites.ts';
import { openInMemory } from '../support.ts';

requestSuite(openInMemory);
