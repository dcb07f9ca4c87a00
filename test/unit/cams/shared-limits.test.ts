import { describe, expect, it, vi } from 'vitest';
import type { AccountCallSlots } from '../../../src/cams/call-slots.ts';
import { createSharedLimits } from '../../../src/cams/shared-limits.ts';

const slotsFor = vi.fn(
  (_name: string, _calls: number): AccountCallSlots => ({
    of: () => {
      throw new Error('not asked for here');
    },
    shareOneBudget: async () => {},
    pause: async () => {},
    isCommon: false,
  }),
);
const key = (id: string) => ({ id, secret: 'secret', securityToken: undefined });
const account = (name: string, id: string | undefined, more: { host?: string; callsPerSecond?: number } = {}) => ({
  name,
  endpoint: { host: more.host ?? 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' as const },
  accessKey: id === undefined ? undefined : key(id),
  callsPerSecond: more.callsPerSecond ?? 5,
});

describe('createSharedLimits', () => {
  it('has one limit for what has the same key at the same endpoint, the lowest that is said of it', () => {
    const [one, twin] = [account('one', 'LTAI1', { callsPerSecond: 20 }), account('twin', 'LTAI1')];
    const [other, elsewhere] = [account('other', 'LTAI2'), account('elsewhere', 'LTAI1', { host: 'cams.elsewhere' })];
    const limitOf = createSharedLimits([one, other, twin, elsewhere], slotsFor);
    expect(limitOf(one)).toBe(limitOf(twin));
    expect(limitOf(one)).toMatchObject({ callsPerSecond: 5, sharers: 2 });
    expect(limitOf(other)).toMatchObject({ callsPerSecond: 5, sharers: 1 });
    expect(slotsFor.mock.calls).toEqual([
      ['one', 5],
      ['other', 5],
      ['elsewhere', 5],
    ]);
  });

  it('has one limit for all without a key, which have the same one from the default chain', () => {
    const [one, twin] = [account('one', undefined), account('twin', undefined)];
    const limitOf = createSharedLimits([one, twin], slotsFor);
    expect(limitOf(one)).toBe(limitOf(twin));
    expect(() => limitOf(account('strange', 'LTAI9'))).toThrow('strange');
  });
});
