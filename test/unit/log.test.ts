import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, redact, secretTexts } from '../../src/log.ts';
import { readableLog } from './support/readable-log.ts';

describe('redact', () => {
  it.each([
    ['a known secret', 'key=p4ssw0rd', 'key=[redacted]'],
    ['a bot token', 'Bearer xoxb-12-34-AbCdEf', 'Bearer [redacted]'],
    ['a rotated token', 'xoxe.xoxb-1-MTIzNDU2', '[redacted]'],
    ['an app-level token', 'xapp-1-A0-123456-abc', '[redacted]'],
    ['an access key ID', 'LTAI5tAbCdEfGhIjKl', '[redacted]'],
    ['a temporary key ID', 'STS.NTabcdefgh123', '[redacted]'],
    ['a token after a line end, in JSON', 'the token:\\nxoxb-12-34-AbCdEf', 'the token:\\n[redacted]'],
    [
      'a ticket',
      'wss://wss-primary.slack.com/link/?ticket=1a-2b&app_id=3',
      'wss://wss-primary.slack.com/link/?[redacted]',
    ],
    [
      'an OAuth code',
      'GET /slack/oauth_redirect?code=1.2.ab&state=ey.J',
      'GET /slack/oauth_redirect?code=[redacted]&state=[redacted]',
    ],
    ['a response_url', 'https://hooks.slack.com/commands/T0/1/abc', 'https://hooks.slack.com/[redacted]'],
    ['one of GovSlack', 'https://hooks.slack-gov.com/commands/T0/1/abc', 'https://hooks.slack-gov.com/[redacted]'],
    ['one of a stand-in', 'http://hooks.slack.com/commands/T0/1/abc', 'http://hooks.slack.com/[redacted]'],
    [
      'a signed address without TLS',
      'GET http://127.0.0.1/1.json?Signature=x',
      'GET http://127.0.0.1/1.json?[redacted]',
    ],
    ['an upload address', 'https://files.slack.com/upload/v1/CwABAA', 'https://files.slack.com/upload/[redacted]'],
    [
      'a signed address',
      'GET https://b.aliyuncs.com/1.json?Expires=1&Signature=x',
      'GET https://b.aliyuncs.com/1.json?[redacted]',
    ],
  ])('hides %s', (_name, line, expected) => {
    expect(redact(line, secretTexts(['p4ssw0rd']))).toBe(expected);
  });

  it.each([
    'quote"in it',
    'back\\slash',
    'tab\tin it',
    'line\nend',
    'ümläut&more',
    'ending\\"',
    '\u0001control',
    'of words (and more)!',
  ])('hides a secret that JSON or an address writes otherwise: %j', (secret) => {
    const inJson = JSON.stringify({ secret });
    const inForm = new URLSearchParams({ client_secret: secret }).toString();
    const inAddress = `https://a/${encodeURIComponent(secret)}`;
    for (const line of [inJson, JSON.stringify({ msg: inJson }), inAddress, inForm]) {
      expect(redact(line, secretTexts([secret]))).toContain('[redacted]');
      expect(redact(line, secretTexts([secret]))).not.toContain(secret.slice(0, 4));
    }
  });

  it('leaves a line of JSON one, whatever the secret and wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 12 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'[redacted]'.includes(secret));
        const line = JSON.stringify({ msg: `${before} ${secret} ${after}` });
        const hidden = redact(line, secretTexts([secret]));
        expect(JSON.parse(hidden).msg).not.toContain(secret);
      }),
    );
  });

  it('leaves all else as it is', () => {
    const line = '{"flowId":"17b6","host":"cams.ap-southeast-1.aliyuncs.com","url":"https://slack.com/api/files.info"}';
    expect(redact(line, secretTexts(['p4ssw0rd']))).toBe(line);
  });
});

describe('createLog', () => {
  it('writes where an error comes from, and what it was caused by', () => {
    const { log, entries } = readableLog();
    log.error({ err: new Error('no answer', { cause: new TypeError('no such host') }) }, 'Could not fetch');
    const [{ err, msg } = {}] = entries();
    expect(msg).toBe('Could not fetch');
    expect(err).toMatchObject({ type: 'Error', message: expect.stringContaining('no answer') });
    expect(err).toHaveProperty('stack', expect.stringMatching(/at .*log\.test\.ts:\d+.*TypeError: no such host/s));
  });

  it('leaves out what is below its level', () => {
    const { log, entries } = readableLog({ level: 'warn' });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(entries().map(({ msg }) => msg)).toEqual(['c', 'd']);
  });

  it('hides no value that is shorter than any secret', () => {
    const { log, entries } = readableLog({ secrets: ['short', 'longer'] });
    log.info('shortly longer');
    expect(entries()).toMatchObject([{ msg: 'shortly [redacted]' }]);
  });

  it('hides a secret in the stack of an error, and in a field that nobody thought of', () => {
    const lines: string[] = [];
    const log = createLog({
      level: 'info',
      secrets: ['p4ssw0rd'],
      destination: { write: (line) => void lines.push(line) },
    });
    log.error({ err: new Error('the key p4ssw0rd is wrong'), deep: { down: ['p4ssw0rd'] } }, 'p4ssw0rd');
    expect(lines.join('')).not.toContain('p4ssw0rd');
    expect(lines.join('').match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(4);
    expect(() => JSON.parse(lines[0] ?? '')).not.toThrow();
  });
});
