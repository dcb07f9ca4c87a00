import { describe, expect, it, vi } from 'vitest';
import type { FetchFile } from '../../../../src/flows/fetch/fetch-file.ts';
import type { FlowVersion, FlowVersionRecords, FlowVersions } from '../../../../src/flows/fetch/flow-versions.ts';
import { createLookAtFlow } from '../../../../src/flows/fetch/look-at-flow.ts';
import { resultOf } from '../../slack/support/flows.ts';
import { version } from '../../slack/support/versions.ts';

const { flowJson, fetchedAt } = resultOf({ summary: { version: '6.2', screenCount: 2 } }).fetched;
const { json: _, ...facts } = version(4, { contentHash: flowJson.contentHash });

const person = { teamId: 'T1', userId: 'U1' };

function lookerOf(seen: Omit<FlowVersion, 'json'>, known?: FlowVersion) {
  const fetchFile = vi.fn<FetchFile>((flow) => ({
    account: undefined,
    queue: undefined,
    result: Promise.resolve({ flow, flowJson, fetchedAt }),
    started: Promise.resolve(),
    calls: () => 1,
  }));
  const see = vi.fn(async () => ({ version: seen, isNew: true }));
  const get = vi.fn<FlowVersions['get']>(async () => known);
  const versions = { see, ofTeam: (_teamId: string) => ({ get }) } as unknown as FlowVersionRecords;
  return {
    fetchFile,
    see,
    get,
    look: createLookAtFlow({ fetchFile, versions, wallMs: () => fetchedAt + 40 }),
  };
}

describe('createLookAtFlow', () => {
  it('fetches the flow for the one who asks, and keeps it as seen by them', async () => {
    const { fetchFile, see, get, look } = lookerOf(facts);
    const { sha256, bytes } = flowJson.summary;
    expect(await look(facts.flow, person)).toEqual({ ...facts, file: { sha256, bytes }, json: flowJson.text });
    expect(fetchFile).toHaveBeenCalledExactlyOnceWith(facts.flow, {
      onRetry: expect.any(Function),
      requester: 'T1/U1',
    });
    const given = { name: undefined, status: undefined, ageMs: 40, contentHash: flowJson.contentHash };
    expect(see).toHaveBeenCalledExactlyOnceWith(facts.flow, flowJson.text, given, person);
    expect(get).not.toHaveBeenCalled();
  });

  it('is the newer version where somebody has seen one meanwhile', async () => {
    const newer = version(5);
    const { look, get } = lookerOf({ ...facts, ...newer }, newer);
    expect(await look(facts.flow, person)).toBe(newer);
    expect(get.mock.calls).toEqual([[facts.flow, 5]]);
  });
});
