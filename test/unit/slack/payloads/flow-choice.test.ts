import { describe, expect, it } from 'vitest';
import { parseFlowChoice, toFlowChoice } from '../../../../src/slack/payloads/flow-choice.ts';

const flowId = '17b6aa11';

describe('a flow as an option', () => {
  it.each([undefined, { account: 'default', custSpaceId: undefined }, { account: 'eu', custSpaceId: 'cams-eu_1' }])(
    'comes back as what it stands for: %j',
    (space) => {
      expect(parseFlowChoice(toFlowChoice({ flowId, space }))).toEqual({ flowId, space });
    },
  );

  it('leaves its space to the modal where Slack would not take all of it', () => {
    const long = { flowId: '1'.repeat(64), space: { account: 'a'.repeat(32), custSpaceId: 's'.repeat(64) } };
    expect(toFlowChoice(long)).toBe(long.flowId);
    expect(toFlowChoice({ ...long, space: { account: 'a', custSpaceId: 's'.repeat(64) } }).length).toBeLessThan(151);
  });

  it.each(['', 'remark:none', 'abc', '17b6aa11@default/a b', '@default/'])('is none of ours: %j', (value) => {
    expect(parseFlowChoice(value)).toBeUndefined();
  });
});
