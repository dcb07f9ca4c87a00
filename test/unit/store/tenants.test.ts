import { tenantsSuite } from '../../support/tenants-suite.ts';
import { openInMemory } from './support.ts';

tenantsSuite(openInMemory);
