import { expect, it, vi } from 'vitest';
import type { FetchFlow } from '../../../../src/flows/fetch/fetch-flow.ts';
import type { FlowVersions } from '../../../../src/flows/fetch/flow-versions.ts';
import { createLookAtFlow } from '../../../../src/flows/fetch/look-at-flow.ts';
import { resultOf } from '../../slack/support/flows.ts';
import { version } from '../../slack/support/versions.ts';

const seen = version(4);
const { flowJson, fetchedAt } = resultOf({ summary: { version: '6.2', screenCount: 2 } }).fetched;

it('fetches the flow for the one who asks, and keeps it as seen by them', async () => {
  const fetchFlow = vi.fn<FetchFlow>((flow) => ({
    queue: undefined,
    result: Promise.resolve({ flow, flowJson, fetchedAt }),
    details: new Promise(() => {}),
  }));
  const see = vi.fn<FlowVersions['see']>(async () => ({ version: seen, isNew: true, previous: undefined }));
  const look = createLookAtFlow({ fetchFlow, versions: { see }, wallMs: () => fetchedAt + 40 });
  expect(await look(seen.flow, 'U1', 'T1/U1')).toBe(seen);
  expect(fetchFlow).toHaveBeenCalledExactlyOnceWith(seen.flow, { onRetry: expect.any(Function), requester: 'T1/U1' });
  const facts = { name: undefined, status: undefined, ageMs: 40, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
  expect(see).toHaveBeenCalledExactlyOnceWith(seen.flow, flowJson.text, facts, 'U1');
});
