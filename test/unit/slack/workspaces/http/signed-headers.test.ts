import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BODY, parsePayload, refusalOf } from '../../../../../src/slack/workspaces/http/signed-headers.ts';

const NOW_MS = 1_700_000_000_000;
const FORM = 'application/x-www-form-urlencoded';
const signed = (aheadS: number) => ({
  'x-slack-signature': `v0=${'a'.repeat(64)}`,
  'x-slack-request-timestamp': String(NOW_MS / 1000 + aheadS),
});

describe('the headers of a request', () => {
  it('are taken within five minutes of the clock, behind or ahead, and at no other time', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (aheadS) => {
        expect(refusalOf(signed(aheadS), NOW_MS)?.status).toBe(Math.abs(aheadS) <= 300 ? undefined : 401);
      }),
    );
    for (const aheadS of [-301, -300, 300, 301]) {
      expect(refusalOf(signed(aheadS), NOW_MS)?.status).toBe(Math.abs(aheadS) <= 300 ? undefined : 401);
    }
  });

  it.each([
    ['no signature', { 'x-slack-signature': undefined }, 401],
    ['a signature of another version', { 'x-slack-signature': `v1=${'a'.repeat(64)}` }, 401],
    ['a signature that is cut', { 'x-slack-signature': 'v0=abc' }, 401],
    ['no timestamp', { 'x-slack-request-timestamp': undefined }, 401],
    ['a timestamp with a fraction', { 'x-slack-request-timestamp': '1700000000.5' }, 401],
    ['a timestamp in another notation', { 'x-slack-request-timestamp': '1.7e9' }, 401],
    ['a body of 1 MB', { 'content-length': String(MAX_BODY) }, undefined],
    ['a body of more', { 'content-length': String(MAX_BODY + 1) }, 413],
  ])('with %s', (_name, headers, status) => {
    expect(refusalOf({ ...signed(0), ...headers }, NOW_MS)?.status).toBe(status);
  });

  it('are refused or taken, whatever they are, and nothing is thrown', () => {
    const names = fc.constantFrom('x-slack-signature', 'x-slack-request-timestamp', 'content-length', 'content-type');
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), (headers) => {
        expect([undefined, 401, 413]).toContain(refusalOf(headers, NOW_MS)?.status);
      }),
    );
  });
});

describe('a body', () => {
  it('is an object, whatever came, or nothing', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `payload=${encodeURIComponent(json)}`),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('application/json', FORM, `${FORM}; charset=utf-8`, ''), (body, type) => {
        const payload = parsePayload({ 'content-type': type }, body);
        if (payload === undefined) return;
        expect(typeof payload).toBe('object');
        expect(Array.isArray(payload)).toBe(false);
        expect(Object.getPrototypeOf(payload)).toBe(Object.prototype);
      }),
    );
  });

  it('is read as Slack writes it', () => {
    expect(parsePayload({ 'content-type': FORM }, 'command=%2Fflow-json&text=a+b')).toEqual({
      command: '/flow-json',
      text: 'a b',
    });
    expect(parsePayload({ 'content-type': FORM }, 'payload=%7B%22type%22%3A%22x%22%7D')).toEqual({ type: 'x' });
    expect(parsePayload({ 'content-type': 'application/json' }, '{"type":"x"}')).toEqual({ type: 'x' });
  });
});
