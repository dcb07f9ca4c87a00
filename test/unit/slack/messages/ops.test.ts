import { describe, expect, it } from 'vitest';
import type { OpsNotice } from '../../../../src/notify/notice.ts';
import { opsMessage } from '../../../../src/slack/messages/ops.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { chinese, english, expectReadable, shown } from '../support/texts.ts';

const notice: OpsNotice = {
  type: 'ops',
  problem: 'limit-hit',
  isOver: false,
  account: 'default',
  code: 'System.LimitControl',
  requestId: 'R1',
  detail: 'The system is under flow control.',
};

describe('opsMessage of a limit', () => {
  it('says what the bot keeps to, and what it does for an hour', () => {
    const limit = { perOperation: 5, common: 5, isRaised: false };
    const text = shown(opsMessage(english, { ...notice, limit }));
    expect(text).toContain('it received more than it allows.* Alibaba Cloud says: The system is under flow control.');
    expect(text).toContain('I make at most 5 calls a second for each operation');
    expect(text).toContain('For an hour I make at most 5 calls a second in total.');
    expect(text).toContain('Code: `System.LimitControl` · RequestId: `R1`');
    expect(shown(opsMessage(english, notice))).toContain('I make at most 5 calls a second for each operation');
  });

  it('says that the setting is too high where it is above what everybody has', () => {
    const limit = { perOperation: 50, common: 5, isRaised: true };
    const text = shown(opsMessage(english, { ...notice, limit }));
    expect(text).toContain('*`CAMS_CALLS_PER_SECOND` is too high for the account `default`');
    expect(text).toContain(
      'I make at most 50 calls a second for each operation. For an hour I make at most 5 calls a second',
    );
    expect(shown(opsMessage(chinese, { ...notice, limit }))).toContain('`CAMS_CALLS_PER_SECOND` 过高');
  });

  it('says when it is over', () => {
    const text = shown(opsMessage(english, { ...notice, isOver: true }));
    expect(text).toContain('*The account `default` works again.* Solved: the calls above the limit.');
  });
});

describe('opsMessage of a permission', () => {
  const denied: OpsNotice = {
    ...notice,
    problem: 'permission-lost',
    code: 'Ram.PermissionDeny',
    accessDenied: {
      action: 'cams:GetFlowJSONAssest',
      principal: 'acs:ram::1:user/flow-bot',
      policyType: 'AccountLevelIdentityBasedPolicy',
      noPermissionType: 'ImplicitDeny',
    },
  };

  it('names who was refused, the action, the policy to attach and how many watches are blind', () => {
    const text = shown(opsMessage(english, denied, 12));
    expect(text).toContain('This affects 12 watches');
    expect(text).toContain('"cams:GetFlowJSONAssest"');
    expect(text).toContain(
      'Denied for: `acs:ram::1:user/flow-bot` · Action: `cams:GetFlowJSONAssest` · ' +
        'Reason: `ImplicitDeny` `AccountLevelIdentityBasedPolicy` · Code: `Ram.PermissionDeny` · RequestId: `R1`',
    );
    expect(shown(opsMessage(chinese, denied, 1))).toContain('受影响的关注有 1 个');
  });

  it('says nothing of watches where there are none, where files still come, or when it is over', () => {
    expect(shown(opsMessage(english, denied))).not.toContain('blind');
    expect(shown(opsMessage(english, { ...denied, problem: 'list-permission-lost' }, 12))).not.toContain('blind');
    const over = shown(opsMessage(english, { ...denied, isOver: true }, 12));
    expect(over).not.toContain('blind');
    expect(over).not.toContain('"Statement"');
  });

  it.each(['details-permission-lost', 'list-permission-lost', 'clock-wrong'] as const)(
    'is within limits: %s',
    (problem) => {
      for (const t of [english, chinese]) {
        const message = opsMessage(t, { ...denied, problem }, 3);
        expect(problemsOfMessage(message)).toEqual([]);
        expectReadable(shown(message));
      }
    },
  );
});
