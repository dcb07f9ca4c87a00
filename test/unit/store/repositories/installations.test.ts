import { installationsSuite } from '../../../support/installations-suite.ts';
import { openInMemory } from '../support.ts';

installationsSuite(openInMemory);
