import { auditSuite } from '../../support/audit-suite.ts';
import { openInMemory } from './support.ts';

auditSuite(openInMemory);
