import { describe, expect, it } from 'vitest';
import { flowOfRetryValue, retryValueOf } from '../../../src/slack/retry-value.ts';

describe('the value of the "Try again" button', () => {
  it.each([
    { flowId: '17b6aa11', custSpaceId: undefined },
    { flowId: '17b6aa11', custSpaceId: 'cams-12' },
  ])('carries %j there and back', (flow) => {
    expect(flowOfRetryValue(retryValueOf(flow))).toEqual(flow);
  });

  it.each([undefined, '', 'text', '{}', '{"flowId":"no/id"}', '{"flowId":"17b6aa11","custSpaceId":"a b"}', 7])(
    'is refused where it is none of ours: %j',
    (value) => {
      expect(flowOfRetryValue(value)).toBeUndefined();
    },
  );
});
