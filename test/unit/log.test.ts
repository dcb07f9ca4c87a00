import { describe, expect, it } from 'vitest';
import { createLog, redact } from '../../src/log.ts';

describe('redact', () => {
  it.each([
    ['a known secret', 'key=p4ssw0rd', 'key=[redacted]'],
    ['a bot token', 'Bearer xoxb-12-34-AbCdEf', 'Bearer [redacted]'],
    ['a rotated token', 'xoxe.xoxb-1-MTIzNDU2', '[redacted]'],
    ['an app-level token', 'xapp-1-A0-123456-abc', '[redacted]'],
    ['an access key ID', 'LTAI5tAbCdEfGhIjKl', '[redacted]'],
    ['a temporary key ID', 'STS.NTabcdefgh123', '[redacted]'],
    ['a response_url', 'https://hooks.slack.com/commands/T0/1/abc', 'https://hooks.slack.com/[redacted]'],
    ['an upload address', 'https://files.slack.com/upload/v1/CwABAA', 'https://files.slack.com/upload/[redacted]'],
    [
      'a signed address',
      'GET https://b.aliyuncs.com/1.json?Expires=1&Signature=x',
      'GET https://b.aliyuncs.com/1.json?[redacted]',
    ],
  ])('hides %s', (_name, line, expected) => {
    expect(redact(line, ['p4ssw0rd'])).toBe(expected);
  });

  it('leaves all else as it is', () => {
    const line = '{"flowId":"17b6","host":"cams.ap-southeast-1.aliyuncs.com","url":"https://slack.com/api/files.info"}';
    expect(redact(line, ['p4ssw0rd'])).toBe(line);
  });
});

describe('createLog', () => {
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
