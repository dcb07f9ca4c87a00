import { describe, expect, it } from 'vitest';
import { findingsValueOf, parseFindingsValue } from '../../../../src/slack/payloads/findings-value.ts';

const value = {
  flow: { flowId: '1'.repeat(64), account: 'a'.repeat(64), custSpaceId: 'cams-1234' },
  contentHash: 'a'.repeat(64),
  sha256: 'b'.repeat(64),
};

describe('the value of "All findings"', () => {
  it('is read as it was written, and fits into a button', () => {
    expect(parseFindingsValue(findingsValueOf(value))).toEqual(value);
    expect(findingsValueOf(value).length).toBeLessThan(2000);
  });

  it.each([
    ['no JSON', 'x'],
    ['another button', JSON.stringify({ f: ['17b6aa11'], a: 'default' })],
    ['no flow ID', findingsValueOf({ ...value, flow: { ...value.flow, flowId: '../x' } })],
    ['no hash', findingsValueOf({ ...value, contentHash: 'x' })],
  ])('is none where it is %s', (_what, given) => {
    expect(parseFindingsValue(given)).toBeUndefined();
  });
});
