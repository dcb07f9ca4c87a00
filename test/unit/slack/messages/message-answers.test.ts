import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import { membersOnlyMessage } from '../../../../src/slack/messages/members-only.ts';
import { threadFlowsMessage } from '../../../../src/slack/messages/thread-flows.ts';
import { windowMessage } from '../../../../src/slack/messages/window.ts';
import { parseRequestValue, requestValueOf } from '../../../../src/slack/payloads/request-value.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const MANY = Array.from({ length: 20 }, (_, index) => `${'9'.repeat(62)}${10 + index}`);
const valueFor = (flowIds: readonly string[]) =>
  requestValueOf({ flowIds: [...flowIds], account: 'default', custSpaceId: 'cams-eu', threadTs: '1.2', onlyMe: true });

describe.each(LANGUAGES)('an answer to a message, in %s', (language) => {
  const t = translateTo(language);

  it.each([
    ['a window', windowMessage(t, '{}')],
    ['one flow of the thread', threadFlowsMessage(t, { flowIds: [ID], valueFor })],
    ['20 flows of the thread', threadFlowsMessage(t, { flowIds: MANY, valueFor })],
    ['members only', membersOnlyMessage(t, 'Harbour <!channel> & Co')],
  ])('is within limits, and has no hole: %s', (_name, message) => {
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(message));
    expectReadable(message.text);
    expect(shown(message) + message.text).not.toContain('<!channel>');
  });
});

describe('the flows of a thread', () => {
  it('have a button each, and one for all of them', () => {
    const [first, second = ''] = MANY;
    const message = threadFlowsMessage(english, { flowIds: [first ?? '', second], valueFor });
    expect(shown(message)).toContain('*This thread names 2 flows.*');
    expect(buttonsIn(message.blocks).map(({ value }) => parseRequestValue(value)?.flowIds)).toEqual([
      [first],
      [second],
      [first, second],
    ]);
  });

  it('have one button where there is one', () => {
    const message = threadFlowsMessage(english, { flowIds: [ID], valueFor });
    expect(buttonsIn(message.blocks)).toHaveLength(1);
    expect(message.text).toContain(ID);
  });
});
