import { forgetWorkspaceSuite } from '../../support/forget-workspace-suite.ts';
import { openInMemory } from './support.ts';

forgetWorkspaceSuite(openInMemory);
