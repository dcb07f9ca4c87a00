import { describe, expect, it, vi } from 'vitest';
import type { FlowCatalogue } from '../../../../src/flows/catalogue/flow-catalogue.ts';
import { foundFlows } from '../../../../src/flows/catalogue/found-flows.ts';
import { catalogued } from '../../slack/support/flows.ts';

const space = { account: 'default', custSpaceId: undefined };
const candidate = (id: string, isPointedTo = false, custSpaceId?: string) => ({ id, isPointedTo, custSpaceId });
const catalogueOf = (...flowIds: string[]) => ({
  lookUp: vi.fn<FlowCatalogue['lookUp']>(async () => ({
    listed: flowIds.map((flowId) => catalogued({ flowId })),
    isListKnown: true,
  })),
});

describe('foundFlows', () => {
  it('offers what is listed, and of the rest what the message points to', async () => {
    const candidates = [candidate('17b6aa11'), candidate('17b6aa12'), candidate('17b6aa13', true, 'cams-1')];
    expect(await foundFlows(catalogueOf('17b6aa12'), [space], candidates)).toEqual({
      listed: [catalogued({ flowId: '17b6aa12' })],
      others: [{ flowId: '17b6aa13', custSpaceId: 'cams-1' }],
      isListKnown: true,
    });
  });

  it('asks no list where a message holds nothing like an ID', async () => {
    const catalogue = catalogueOf();
    expect(await foundFlows(catalogue, [space], [])).toEqual({ listed: [], others: [], isListKnown: true });
    expect(catalogue.lookUp).not.toHaveBeenCalled();
  });

  it('offers 20 at the most, those that are listed first', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `17b6aa${10 + index}`);
    const candidates = ids.map((id) => candidate(id, true));
    const { listed, others } = await foundFlows(catalogueOf(...ids.slice(12)), [space], candidates);
    expect([listed.length, others.length]).toEqual([18, 2]);
    const many = await foundFlows(catalogueOf(...ids), [space], candidates);
    expect([many.listed.length, many.others.length]).toEqual([20, 0]);
  });
});
