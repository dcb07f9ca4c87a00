import { latePicturesSuite } from '../../../support/late-pictures-suite.ts';
import { openInMemory } from '../support.ts';

latePicturesSuite(openInMemory);
