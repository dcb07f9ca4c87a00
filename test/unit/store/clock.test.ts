import { clockSuite } from '../../support/clock-suite.ts';
import { openInMemory } from './support.ts';

clockSuite(openInMemory);
