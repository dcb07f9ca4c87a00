import { accessReloadsSuite } from '../../../support/access-reloads-suite.ts';
import { openInMemory } from '../support.ts';

accessReloadsSuite(openInMemory);
