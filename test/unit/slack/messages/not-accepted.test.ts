import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../../src/slack/delivery/fault.ts';
import { notAcceptedMessage } from '../../../../src/slack/messages/not-accepted.ts';
import { FAULTS, KINDS } from '../support/faults.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, chinese, english, expectReadable, shown } from '../support/texts.ts';

const messageOf = (t: typeof english, kind: FaultKind) => notAcceptedMessage(t, { kind, ...FAULTS[kind] });

describe('notAcceptedMessage', () => {
  it.each(KINDS)('says what happened and what to do, within limits: %s', (kind) => {
    for (const t of [english, chinese]) {
      const message = messageOf(t, kind);
      expect(problemsOfMessage(message)).toEqual([]);
      expectReadable(shown(message));
      expectReadable(message.text);
    }
    expect(shown(messageOf(english, kind))).toContain('What to do:');
  });

  it('blames the database where that is gone, and offers no button: nothing was kept that it could repeat', () => {
    const message = messageOf(english, 'store');
    expect(message.text).toContain("That did not work: the bot can't reach its database.");
    expect(shown(message)).toContain('Try again in a minute.');
    expect(buttonsIn(message.blocks)).toEqual([]);
  });
});
