import { describe, expect, it } from 'vitest';
import { readWatchValue, toWatchValue } from '../../../../src/slack/payloads/watch-value.ts';

/** Slack's limit for a button's value, in characters. */
const MAX_VALUE = 2000;
const flow = { flowId: '17b6aa11', account: 'default', custSpaceId: undefined };

describe('the value of a button about a watch', () => {
  it.each([
    [flow, undefined, undefined],
    [{ ...flow, custSpaceId: 'cams-eu' }, 1, 2],
  ])('comes back as it was: %j', (ref, before, after) => {
    expect(readWatchValue(toWatchValue(ref, before, after))).toEqual({ flow: ref, before, after });
  });

  it('fits into a button', () => {
    const longest = { flowId: '1'.repeat(64), account: 'a'.repeat(64), custSpaceId: 's'.repeat(64) };
    const value = toWatchValue(longest, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    expect(value.length).toBeLessThan(MAX_VALUE);
    expect(readWatchValue(value)?.flow).toEqual(longest);
  });

  it.each([
    undefined,
    '',
    '{',
    '{}',
    '{"f":"17b6aa11"}',
    '{"f":"../..","a":"default"}',
    '{"f":"17b6aa11","a":"default","s":"a/b"}',
    '{"f":"17b6aa11","a":"default","b":0}',
    '{"f":"17b6aa11","a":"default","n":"2"}',
  ])('is none of ours: %j', (value) => {
    expect(readWatchValue(value)).toBeUndefined();
  });
});
