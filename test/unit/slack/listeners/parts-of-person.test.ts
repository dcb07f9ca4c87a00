import { expect, it } from 'vitest';
import type { Asking } from '../../../../src/access/access.ts';
import type { ListenerParts } from '../../../../src/slack/listeners/listener-parts.ts';
import { partsOfPerson } from '../../../../src/slack/listeners/parts-of-person.ts';

it('has no getters: each would be kept, with all that it closes over, long after the interaction', () => {
  const asking: Asking = { now: () => undefined, asked: new Promise(() => {}) };
  const own = { requests: {} } as ListenerParts;
  const parts = partsOfPerson(own, asking, 'open');
  const getters = Object.entries(Object.getOwnPropertyDescriptors(parts)).filter(([, { get }]) => get !== undefined);
  expect(getters).toEqual([]);
});
