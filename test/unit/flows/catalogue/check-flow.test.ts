import { describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { FlowDetails } from '../../../../src/cams/types.ts';
import { createCheckFlow } from '../../../../src/flows/catalogue/check-flow.ts';
import { catalogued, details } from '../../slack/support/flows.ts';

const flow = { flowId: '17b6aa11', account: 'default', custSpaceId: undefined };

function checkOf(answer: () => Promise<FlowDetails>, listed: readonly string[] = []) {
  const getFlow = vi.fn(answer);
  const check = createCheckFlow({
    accountOf: (name) => (name === 'default' ? { getFlow } : undefined),
    records: { lookUp: async () => listed.map((flowId) => catalogued({ flowId })) },
  });
  return { check, getFlow };
}

describe('createCheckFlow', () => {
  it('asks nobody for a flow of the list', async () => {
    const { check, getFlow } = checkOf(async () => details, [flow.flowId]);
    expect(await check(flow)).toEqual({ is: 'there' });
    expect(getFlow).not.toHaveBeenCalled();
  });

  it('asks Alibaba Cloud for any other', async () => {
    const { check, getFlow } = checkOf(async () => details);
    expect(await check(flow)).toEqual({ is: 'there' });
    expect(getFlow).toHaveBeenCalledExactlyOnceWith(flow);
  });

  it.each([
    ['not-owner', 'not-there'],
    ['permission-denied', 'not-known'],
    ['timeout', 'not-known'],
  ] as const)('takes %s for %s', async (kind, is) => {
    const error = new CamsError(kind);
    expect(await checkOf(() => Promise.reject(error)).check(flow)).toEqual({ is, error });
  });

  it('knows nothing of an account that has left the settings', async () => {
    const { check } = checkOf(async () => details);
    expect(await check({ ...flow, account: 'gone' })).toMatchObject({ is: 'not-known' });
  });
});
