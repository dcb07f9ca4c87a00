import { describe, expect, it } from 'vitest';
import { parseRequestValue, type RequestValue, requestValueOf } from '../../../../src/slack/payloads/request-value.ts';

const value: RequestValue = {
  flowIds: ['17b6aa11', '1706123412341234'],
  account: 'default',
  custSpaceId: 'cams-12',
  threadTs: '1700000000.000100',
  onlyMe: true,
  display: 'picture' as const,
  name: 'Sign-up',
};

describe('requestValueOf', () => {
  it.each([
    [value],
    [{ ...value, custSpaceId: undefined, threadTs: undefined, onlyMe: undefined, display: undefined, name: undefined }],
  ])('comes back as it was', (given) => {
    expect(parseRequestValue(requestValueOf(given))).toEqual(given);
  });

  it("fits into a button's 2,000 characters with 20 of the longest IDs", () => {
    const flowIds = Array.from({ length: 20 }, (_, index) => `${'1'.repeat(62)}${10 + index}`);
    expect(requestValueOf({ ...value, flowIds, custSpaceId: 'c'.repeat(64) }).length).toBeLessThan(2000);
  });
});

describe('parseRequestValue', () => {
  it.each([
    undefined,
    7,
    '',
    'no JSON',
    'null',
    '{}',
    '{"f":[],"a":"default"}',
    '{"f":["<!channel>"],"a":"default"}',
    '{"f":["17b6aa11"],"a":"default","s":"a b"}',
    `{"f":[${Array(21).fill('"17b6aa11"').join(',')}],"a":"default"}`,
  ])('lets through nothing that is none of ours: %j', (given) => {
    expect(parseRequestValue(given)).toBeUndefined();
  });
});
