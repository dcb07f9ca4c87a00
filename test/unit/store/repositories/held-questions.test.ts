import { heldQuestionsSuite } from '../../../support/held-questions-suite.ts';
import { openInMemory } from '../support.ts';

heldQuestionsSuite(openInMemory);
