import { flowCatalogueSuite } from '../../../support/flow-catalogue-suite.ts';
import { openInMemory } from '../support.ts';

flowCatalogueSuite(openInMemory);
