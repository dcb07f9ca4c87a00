import { describe, expect, it, vi } from 'vitest';
import { checkGivenText } from '../../../../src/flows/work/check-given.ts';
import { messageShortcut } from '../fixtures/shortcuts.ts';
import { setUpApp } from '../support/bolt.ts';

const click = (index: number) => ({
  ...messageShortcut({ text: '{"version":"7.1","screens":[]}' }),
  callback_id: 'check_flow_json',
  trigger_id: `1.2.${index}`,
});

describe('Check flow JSON', () => {
  it('checks three messages of one person at a time, and says so to them alone', async () => {
    const gate = Promise.withResolvers<void>();
    const three = Promise.withResolvers<void>();
    const checkGiven = vi.fn(async (given: Parameters<typeof checkGivenText>[0]) => {
      if (checkGiven.mock.calls.length === 3) three.resolve();
      await gate.promise;
      return checkGivenText(given);
    });
    const { send, notified, share, posts, recorded, lines } = setUpApp({ checkGiven });
    const running = [1, 2, 3].map((index) => send(click(index)));
    await three.promise;

    await send(click(4));
    expect(checkGiven).toHaveBeenCalledTimes(3);
    expect(share).not.toHaveBeenCalled();
    expect(posts.map(({ body }) => body.response_type)).toEqual(['ephemeral']);
    expect(notified()).toContain('one person can have 3 messages checked at a time');
    expect(recorded.at(-1)).toMatchObject({ event: 'failed', flows: [{ outcome: 'too-many-checks' }] });
    expect(lines).toContain('info: A check was one too many');

    gate.resolve();
    await Promise.all(running);
    expect(share).toHaveBeenCalledTimes(3);
    await send(click(5));
    expect(share).toHaveBeenCalledTimes(4);
  });
});
