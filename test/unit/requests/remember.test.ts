import { expect, it, vi } from 'vitest';
import type { FlowVersionRecords } from '../../../src/flows/fetch/flow-versions.ts';
import type { FetchHistory } from '../../../src/flows/records.ts';
import { createRemember } from '../../../src/requests/remember.ts';
import { createRecordingLog } from '../slack/support/bolt.ts';
import { details, knownOf } from '../slack/support/flows.ts';
import { fetchedOf, flow, otherFlow, request } from '../slack/support/requests.ts';

const fetched = fetchedOf(flow, knownOf(details));
/** A moment after it was fetched; Unix ms. */
const NOW = fetched.fetchedAt + 250;

function setUp() {
  const add = vi.fn<FetchHistory['add']>(async () => {});
  const see = vi.fn((..._seen: Parameters<FlowVersionRecords['see']>) =>
    Promise.reject(new Error('nobody looks at what it gives')),
  );
  const { log, lines } = createRecordingLog();
  return { add, see, lines, remember: createRemember({ history: { add }, versions: { see }, wallMs: () => NOW, log }) };
}

it('keeps the version that a person fetched, as that person saw it', async () => {
  const { remember, see } = setUp();
  await remember(request, [fetched]);
  const facts = {
    name: 'Sign-up',
    status: 'PUBLISHED',
    ageMs: 250,
    contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  };
  expect(see).toHaveBeenCalledExactlyOnceWith(flow, fetched.flowJson.text, facts, { teamId: 'T1', userId: 'U1' });
});

it('keeps each flow in the history of the requester', async () => {
  const { remember, add } = setUp();
  await remember(request, [fetched, fetchedOf(otherFlow)]);
  const of = { teamId: 'T1', userId: 'U1', channelId: 'C1', at: fetched.fetchedAt };
  expect(add.mock.calls).toEqual([[{ ...of, ...flow, name: 'Sign-up' }], [{ ...of, ...otherFlow, name: undefined }]]);
});

it.each([
  ['rejects', () => Promise.reject(new Error('disk full'))],
  [
    'throws',
    () => {
      throw new RangeError('Maximum call stack size exceeded');
    },
  ],
])('does not mind where nothing can be kept: what was shared is shared; the store %s', async (_name, fails) => {
  const { remember, add, see, lines } = setUp();
  add.mockImplementation(fails);
  see.mockImplementation(fails);
  await remember({ ...request, conversation: undefined }, [fetched]);
  expect(see).toHaveBeenCalledOnce();
  expect(lines).toEqual(['error: The history was not kept', 'error: The version was not kept']);
});
