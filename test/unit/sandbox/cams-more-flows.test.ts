import { describe, expect, it } from 'vitest';
import { MANY_FLOWS } from '../../../sandbox/cams/more-flows.ts';
import { createPermission } from '../../../sandbox/cams/permission.ts';
import { SAMPLE_FLOWS } from '../../../sandbox/cams/sample-flows.ts';

describe('the flows of the sandbox', () => {
  it('are 60, the hand-written ones first', () => {
    expect(MANY_FLOWS).toHaveLength(60);
    expect(MANY_FLOWS.slice(0, SAMPLE_FLOWS.length)).toEqual(SAMPLE_FLOWS);
  });

  it('have IDs and names of their own', () => {
    expect(new Set(MANY_FLOWS.map(({ flowId }) => flowId)).size).toBe(60);
    expect(new Set(MANY_FLOWS.map(({ name }) => name)).size).toBe(60);
    for (const { flowId } of MANY_FLOWS) expect(flowId).toMatch(/^(?:1706\d{11,}|17b6[0-9a-f]{28})$/);
  });
});

describe('the permission', () => {
  it('is there, taken away for all or for one operation, and given back', () => {
    const permission = createPermission();
    expect(permission.allows('ListFlow')).toBe(true);
    permission.set(false, 'ListFlow');
    expect([permission.allows('ListFlow'), permission.allows('GetFlow')]).toEqual([false, true]);
    permission.set(false);
    expect(permission.allows('GetFlow')).toBe(false);
    permission.set(true);
    expect([permission.allows('ListFlow'), permission.allows('GetFlow')]).toEqual([true, true]);
  });
});
