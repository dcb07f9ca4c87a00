import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPeople } from '../../../../src/slack/workspaces/facts/people.ts';
import { createLanguages } from '../../../../src/slack/workspaces/languages.ts';
import { fakeClock } from '../../support/fakes.ts';
import { chinese, english } from '../support/texts.ts';

const MINUTE = 60_000;
const PARTS = { organisationOf: () => undefined, clock: fakeClock };

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const info = vi.spyOn(client.users, 'info').mockResolvedValue({ ok: true, user: { locale: 'zh-CN' } });
  const languages = createLanguages({
    people: createPeople({ clientFor: async () => client, ...PARTS }),
    clock: fakeClock,
  });
  return { textsFor: (userId: string) => languages({ teamId: 'T1', userId }), info };
}

describe('createLanguages', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks for the language of the person', async () => {
    const { textsFor, info } = setUp();
    expect(await textsFor('U1')).toBe(chinese);
    expect(info).toHaveBeenCalledWith({ user: 'U1', include_locale: true });
  });

  it('asks once an hour a person', async () => {
    const { textsFor, info } = setUp();
    await Promise.all([textsFor('U1'), textsFor('U1'), textsFor('U2')]);
    expect(info).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(60 * MINUTE - 1);
    await textsFor('U1');
    expect(info).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    info.mockResolvedValue({ ok: true, user: { locale: 'en-GB' } });
    expect(await textsFor('U1')).toBe(english);
    expect(info).toHaveBeenCalledTimes(3);
  });

  it('asks each workspace for its own people', async () => {
    const clients = new Map(['T1', 'T2'].map((teamId) => [teamId, new webApi.WebClient(teamId)]));
    for (const [teamId, { users }] of clients) {
      const locale = teamId === 'T1' ? 'zh-CN' : 'en-US';
      vi.spyOn(users, 'info').mockResolvedValue({ ok: true, user: { locale } });
    }
    const clientFor = async (teamId: string) => clients.get(teamId) ?? new webApi.WebClient();
    const textsFor = createLanguages({ people: createPeople({ clientFor, ...PARTS }), clock: fakeClock });
    expect(await textsFor({ teamId: 'T1', userId: 'U1' })).toBe(chinese);
    expect(await textsFor({ teamId: 'T2', userId: 'U1' })).toBe(english);
  });

  it.each([
    ['Slack refuses', () => Promise.reject(new webApi.WebAPIPlatformError({ ok: false, error: 'missing_scope' }))],
    ['the answer lacks it', () => Promise.resolve({ ok: true, user: {} })],
  ])('speaks English where %s, and asks again a minute later', async (_name, answer) => {
    const { textsFor, info } = setUp();
    info.mockImplementationOnce(answer);
    expect(await textsFor('U1')).toBe(english);
    expect(await textsFor('U1')).toBe(english);
    expect(info).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await textsFor('U1')).toBe(chinese);
  });

  it('speaks English rather than late, and knows the language the next time', async () => {
    const { textsFor, info } = setUp();
    info.mockImplementationOnce(async () => {
      await fakeClock.wait(1000);
      return { ok: true, user: { locale: 'zh-TW' } };
    });
    const first = textsFor('U1');
    await vi.advanceTimersByTimeAsync(400);
    expect(await first).toBe(english);
    await vi.advanceTimersByTimeAsync(600);
    expect(await textsFor('U1')).toBe(chinese);
    expect(info).toHaveBeenCalledTimes(1);
  });

  it('forgets whom it has met the longest ago', async () => {
    const { textsFor, info } = setUp();
    for (let index = 0; index <= 10_000; index += 1) await textsFor(`U${index}`);
    info.mockClear();
    await textsFor('U10000');
    await textsFor('U1');
    expect(info).not.toHaveBeenCalled();
    await textsFor('U0');
    expect(info).toHaveBeenCalledTimes(1);
  });
  it('keeps whom it has asked for anew the last', async () => {
    const { textsFor, info } = setUp();
    await textsFor('U0');
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    for (let index = 1; index < 10_000; index += 1) await textsFor(`U${index}`);
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    await textsFor('U0');
    await textsFor('U10000');
    info.mockClear();
    await textsFor('U0');
    expect(info).not.toHaveBeenCalled();
    await textsFor('U1');
    expect(info).toHaveBeenCalledTimes(1);
  });
});
