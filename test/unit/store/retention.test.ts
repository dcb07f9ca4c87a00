import { retentionSuite } from '../../support/retention-suite.ts';
import { openInMemory } from './support.ts';

retentionSuite(openInMemory);
