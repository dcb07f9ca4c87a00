import { describe, expect, it, vi } from 'vitest';
import type { CamsAccount } from '../../../src/cams/account.ts';
import { CamsError } from '../../../src/cams/errors.ts';
import type { FlowRef } from '../../../src/cams/types.ts';
import type { FetchFile } from '../../../src/flows/fetch/fetch-file.ts';
import type { FlowVersionRecords, SeenFacts } from '../../../src/flows/fetch/flow-versions.ts';
import { parseFlowJson } from '../../../src/flows/json/flow-json.ts';
import { createPollFlow } from '../../../src/notify/poll-flow.ts';
import { fakeClock } from '../support/fakes.ts';

const flowJson = parseFlowJson(Buffer.from('{"version":"6.2"}'));
/** Its details are asked for at the first poll of three. */
const flow = { flowId: '17b6aa11', custSpaceId: undefined, account: 'default' };
const details = {
  name: 'Booking',
  status: 'PUBLISHED' as const,
  categories: [],
  jsonVersion: undefined,
  dataApiVersion: undefined,
  preview: undefined,
};

function pollerOf(latestHash: string | undefined, calls = 1) {
  const getFlow = vi.fn<CamsAccount['getFlow']>(async () => details);
  const fetchFile = vi.fn<FetchFile>(() => ({
    account: { getFlow } as Partial<CamsAccount> as CamsAccount,
    queue: undefined,
    result: Promise.resolve({ flow, flowJson, fetchedAt: 1000 }),
    started: Promise.resolve(),
    calls: () => calls,
  }));
  const see = vi.fn(async (_flow: FlowRef, _json: string, _facts: SeenFacts, _by: undefined) => undefined);
  const versions = { see, isLatest: async (_flow: FlowRef, contentHash: string) => contentHash === latestHash };
  const warn = vi.fn();
  const poll = createPollFlow({
    fetchFile,
    versions: versions as unknown as FlowVersionRecords,
    ageMsOf: (at) => (1040 - at) * 2,
    clock: fakeClock,
    log: { warn },
  });
  const pollAfter = (polls: number) => poll({ flow, polls, errors: 0, gone: 0 });
  return { fetchFile, getFlow, see, pollAfter, warn };
}

describe('createPollFlow', () => {
  it('fetches the flow as it is now, after all that people wait for, and keeps it by its age', async () => {
    const { fetchFile, see, pollAfter } = pollerOf('another');
    expect(await pollAfter(1)).toBe(1);
    expect(fetchFile.mock.calls).toEqual([
      [flow, { onRetry: expect.any(Function), isFresh: true, canWait: true, requester: 'watcher' }],
    ]);
    const facts = { name: 'Booking', status: 'PUBLISHED', contentHash: flowJson.contentHash, ageMs: 80 };
    expect(see.mock.calls).toEqual([[flow, flowJson.text, facts, undefined]]);
  });

  it('asks for the details every third time where the file is the same', async () => {
    const { getFlow, see, pollAfter } = pollerOf(flowJson.contentHash);
    const costs = [];
    for (let polls = 0; polls < 6; polls += 1) costs.push(await pollAfter(polls));
    expect(costs).toEqual([1, 1, 1, 1, 1, 1]);
    expect(getFlow).toHaveBeenCalledTimes(2);
    expect(see.mock.calls.filter(([, , { name }]) => name === undefined)).toHaveLength(4);
  });

  it('counts the calls of the operation that it called most: none for a file that it joined', async () => {
    expect(await pollerOf('another', 0).pollAfter(1)).toBe(1);
    expect(await pollerOf(flowJson.contentHash, 0).pollAfter(2)).toBe(0);
    expect(await pollerOf('another', 2).pollAfter(1)).toBe(2);
  });

  it('goes well without the details where they fail, and logs why', async () => {
    const { getFlow, see, pollAfter, warn } = pollerOf('another');
    getFlow.mockRejectedValue(new CamsError('permission-denied'));
    expect(await pollAfter(1)).toBe(1);
    await pollAfter(4);
    expect(warn.mock.calls.map(([{ operation, kind }]) => [operation, kind])).toEqual([
      ['GetFlow', 'permission-denied'],
    ]);
    expect(getFlow.mock.calls[0]).toEqual([flow, 'watcher', { canWait: true }]);
    expect(see.mock.calls[0]?.[2]).toMatchObject({ name: undefined, status: undefined });
  });
});
