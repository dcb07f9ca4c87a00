import { type AccessFacts, createAccess } from '../../../src/access/access.ts';
import type { PersonFacts } from '../../../src/access/question.ts';
import { USUAL_POLICY } from '../../../src/settings/access/policy.ts';
import type { AccessPolicy } from '../../../src/settings/types.ts';
import { instantClock } from './fakes.ts';

const ADMIN: PersonFacts = { kind: 'member', isAdmin: true };

/** What Slack says where a test wants nothing else: everybody may all, is in no group, and every channel is public. */
const FACTS: AccessFacts = { person: () => ADMIN, isInGroup: () => false, placeKind: () => 'public' };

/** The rules, and what Slack says: as usual where a test says nothing of it. */
export const accessWith = (policy: Partial<AccessPolicy> = {}, facts: Partial<AccessFacts> = {}) =>
  createAccess({ policy: () => ({ ...USUAL_POLICY, ...policy }), facts: { ...FACTS, ...facts }, clock: instantClock });
