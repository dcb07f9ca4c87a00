import { describe, expect, it } from 'vitest';
import { readAuditWords } from '../../../../src/slack/payloads/command/audit-words.ts';
import { cleanWords } from '../../../../src/slack/payloads/command/words.ts';

const read = (text: string) => readAuditWords(cleanWords(text));

describe('readAuditWords', () => {
  it.each([
    ['', {}],
    ['30', { days: 30 }],
    ['30d', { days: 30 }],
    ['30 days', { days: 30 }],
    ['U0123456789', { userId: 'U0123456789' }],
    ['<@U0123456789>', { userId: 'U0123456789' }],
    ['<@W0123456789|maya>', undefined],
    ['17b6a0c4e2f94d1b8c35e07f6a9d2b18', { flowId: '17b6a0c4e2f94d1b8c35e07f6a9d2b18' }],
    ['1706123456789012 90 U0123456789', { flowId: '1706123456789012', days: 90, userId: 'U0123456789' }],
    ['@maya', undefined],
    ['9999', undefined],
    ['0', undefined],
    ['yesterday', undefined],
  ])('%s', (text, meant) => {
    const parsed = read(text);
    const usual = { days: 7, userId: undefined, flowId: undefined };
    if (meant === undefined) expect(parsed).toMatchObject({ ok: false, error: { kind: 'audit-what' } });
    else expect(parsed).toEqual({ ok: true, value: { ...usual, ...meant } });
  });
});
