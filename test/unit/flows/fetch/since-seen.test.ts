import { describe, expect, it, vi } from 'vitest';
import type { FlowVersion, FlowVersions } from '../../../../src/flows/fetch/flow-versions.ts';
import { createSinceSeen } from '../../../../src/flows/fetch/since-seen.ts';
import { parseFlowJson } from '../../../../src/flows/json/flow-json.ts';
import { compareFiles } from '../../../../src/flows/work/flow-jobs.ts';
import { details, knownOf } from '../../slack/support/flows.ts';
import { version } from '../../slack/support/versions.ts';

const flow = { flowId: '17b6aa11', account: 'default', custSpaceId: undefined };
const titled = (title: string) => parseFlowJson(Buffer.from(JSON.stringify({ screens: [{ id: 'A', title }] })));
const seen = (number: number, title: string, given: Partial<FlowVersion> = {}) => {
  const { text: json, contentHash, summary } = titled(title);
  return version(number, { json, contentHash, file: summary, ...given });
};

function lookAt(known: FlowVersion[], title: string, given: { several?: true; late?: true } = {}) {
  const error = vi.fn();
  const ofTeam = (teamId: string) =>
    ({
      list: async () => (teamId === 'T1' ? known : []),
      get: async (_flow: unknown, number: number) => known.find((each) => each.version === number),
    }) as unknown as FlowVersions;
  const add = createSinceSeen({
    versions: { ofTeam },
    compare: async (files) => compareFiles(files),
    log: { error },
  });
  const fetched = {
    flow,
    flowJson: titled(title),
    fetchedAt: 1,
    details: given.late ? ({ is: 'late' } as const) : knownOf(details),
  };
  return { error, added: add('T1', given.several ? [fetched, fetched] : [fetched]) };
}
const sinceSeenOf = async (...given: Parameters<typeof lookAt>) => (await lookAt(...given).added)[0]?.sinceSeen;

describe('createSinceSeen', () => {
  it('says nothing of a flow that the workspace never saw', async () => {
    expect(await sinceSeenOf([], 'One')).toBeUndefined();
  });

  it('knows that it is the same still, and what changed before', async () => {
    const [two, one] = [seen(2, 'Two'), seen(1, 'One')];
    const { version: number, firstSeenAt, contentHash } = two;
    const same = { version: number, firstSeenAt, changed: undefined };
    expect(await sinceSeenOf([two, one], 'Two')).toEqual({ ...same, step: { before: 1, afterHash: contentHash } });
    expect(await sinceSeenOf([two], 'Two')).toEqual({ ...same, step: undefined });
    // Only its status was another one.
    expect(await sinceSeenOf([two, seen(1, 'Two')], 'Two')).toEqual({ ...same, step: undefined });
  });

  it('knows what changed, and both contents', async () => {
    const since = await sinceSeenOf([seen(3, 'One')], 'Two');
    expect(since).toMatchObject({ version: 3, step: { before: 3, afterHash: titled('Two').contentHash } });
    expect(since?.changed).toMatchObject({ change: { edited: 1 }, status: undefined, rename: undefined });
  });

  it('knows a status and a name that changed, of a content that did not', async () => {
    const known = seen(1, 'One', { status: 'DRAFT', name: 'Old name' });
    expect(await sinceSeenOf([known], 'One')).toMatchObject({
      changed: {
        change: undefined,
        status: { before: 'DRAFT', after: 'PUBLISHED' },
        rename: { before: 'Old name', after: 'Sign-up' },
      },
      step: undefined,
    });
    expect((await sinceSeenOf([known], 'One', { late: true }))?.changed).toBeUndefined();
    expect((await sinceSeenOf([seen(1, 'One', { status: undefined })], 'One'))?.changed).toBeUndefined();
  });

  it('compares neither several flows nor long files while somebody waits', async () => {
    const since = await sinceSeenOf([seen(1, 'One')], 'Two', { several: true });
    expect(since).toMatchObject({ changed: { change: undefined }, step: { before: 1 } });
    const long = seen(1, 'One', { file: { sha256: 'a', bytes: 600_000 } });
    expect((await sinceSeenOf([long], 'Two'))?.changed?.change).toBeUndefined();
  });

  it('shares the flow all the same where the database fails', async () => {
    const failing = { ofTeam: () => ({ list: async () => Promise.reject(new Error('down')) }) as never };
    const error = vi.fn();
    const add = createSinceSeen({ versions: failing, compare: async (files) => compareFiles(files), log: { error } });
    const fetched = { flow, flowJson: titled('One'), fetchedAt: 1, details: { is: 'late' } as const };
    expect(await add('T1', [fetched])).toEqual([fetched]);
    expect(error).toHaveBeenCalledOnce();
  });
});
