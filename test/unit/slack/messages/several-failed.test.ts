import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import type { FaultKind } from '../../../../src/slack/delivery/fault.ts';
import { canRetryAny, severalFailedMessage } from '../../../../src/slack/messages/several-failed.ts';
import { FAULTS, KINDS } from '../support/faults.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const failed = (flowId: string, kind: FaultKind) => ({
  flow: { flowId, space: undefined },
  fault: { kind, ...FAULTS[kind] },
});

describe('severalFailedMessage', () => {
  it('says which, why, the next step and the RequestId, and counts', () => {
    const message = severalFailedMessage(english, {
      failed: [failed('17b6aa11', 'timeout'), failed('17b6aa12', 'not-owner')],
      total: 5,
      retryValue: 'v',
    });
    for (const text of [shown(message), message.text]) {
      expect(text).toContain('I could not share 2 flows:');
      expect(text).toContain('Shared 3 of 5.');
      expect(text).toContain("didn't answer within 10 seconds. Try again.");
      expect(text).toContain("or doesn't exist. Check the ID in the console.");
      expect(text).toContain('RequestId ');
    }
    expect(buttonsIn(message.blocks)).toMatchObject([{ action_id: 'try_again', value: 'v' }]);
  });

  it('hands out the policy once', () => {
    const all = ['17b6aa11', '17b6aa12'].map((flowId) => failed(flowId, 'permission-denied'));
    const text = shown(severalFailedMessage(english, { failed: all, total: 2, retryValue: undefined }));
    expect(text.match(/"Statement"/g)).toHaveLength(1);
  });

  it('has no button where asking again is no use', () => {
    const given = { failed: [failed('17b6aa11', 'not-owner')], total: 2, retryValue: undefined };
    expect(buttonsIn(severalFailedMessage(english, given).blocks)).toEqual([]);
  });

  it.each(LANGUAGES.flatMap((language) => KINDS.map((kind) => [language, kind] as const)))(
    'in %s, 20 flows with %s are within limits, and leave no hole',
    (language, kind) => {
      const all = Array.from({ length: 20 }, (_, index) => failed(`${'1'.repeat(62)}${10 + index}`, kind));
      const message = severalFailedMessage(translateTo(language), { failed: all, total: 20, retryValue: 'v' });
      expect(problemsOfMessage(message)).toEqual([]);
      expectReadable(shown(message));
      for (const { flow } of all) expect(shown(message)).toContain(flow.flowId);
    },
  );
});

describe('canRetryAny', () => {
  it('is true where one of them may go well the next time', () => {
    expect(canRetryAny(english, [failed('17b6aa11', 'not-owner'), failed('17b6aa12', 'timeout')])).toBe(true);
    expect(canRetryAny(english, [failed('17b6aa11', 'not-owner')])).toBe(false);
  });
});
