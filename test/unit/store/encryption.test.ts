import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEncryption } from '../../../src/store/encryption.ts';

const KEY = randomBytes(32);
const OLD_KEY = randomBytes(32);

/** What an attacker who can write the database might do to each byte. */
function* tampered(data: string): Iterable<string> {
  const bytes = Buffer.from(data, 'base64');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    yield changed.toString('base64');
  }
}

describe('createEncryption', () => {
  it('gives the text back', () => {
    const { seal, open } = createEncryption(KEY);
    for (const text of ['', 'xoxb-1', '你好', 'x'.repeat(5000)]) expect(open(seal(text, 'T1'), 'T1')).toEqual({ text });
  });

  it('names its key by the first digits of the hash', () => {
    expect(createEncryption(KEY).seal('x', 'T1').keyId).toBe(
      createHash('sha256').update(KEY).digest('hex').slice(0, 8),
    );
  });

  it('never seals the same text to the same data', () => {
    const { seal } = createEncryption(KEY);
    expect(new Set(Array.from({ length: 50 }, () => seal('x', 'T1').data)).size).toBe(50);
  });

  it("doesn't open what belongs to another", () => {
    const { seal, open } = createEncryption(KEY);
    expect(open(seal('xoxb-1', 'T1'), 'T2')).toBe('damaged');
  });

  it("doesn't open what was changed or cut, wherever", () => {
    const { seal, open } = createEncryption(KEY);
    const { keyId, data } = seal('xoxb-1', 'T1');
    for (const other of tampered(data)) expect(open({ keyId, data: other }, 'T1')).toBe('damaged');
    for (let length = 0; length < data.length; length += 4) {
      expect(open({ keyId, data: data.slice(0, length) }, 'T1')).toBe('damaged');
    }
  });

  it('opens with an old key, and seals with the first', () => {
    const old = createEncryption(OLD_KEY).seal('xoxb-1', 'T1');
    const { seal, open, keyId } = createEncryption(KEY, [OLD_KEY]);
    expect(open(old, 'T1')).toEqual({ text: 'xoxb-1' });
    expect(seal('xoxb-1', 'T1').keyId).toBe(keyId);
    expect(createEncryption(KEY).open(old, 'T1')).toBe('unknown-key');
  });
});
