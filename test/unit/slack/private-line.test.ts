import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createPrivateLine } from '../../../src/slack/private-line.ts';
import { silentLog } from '../support/fakes.ts';

const message = (text: string) => ({ text, blocks: [] });

function setUp(respond: (posted: { text: string }) => Promise<unknown>) {
  const client = new webApi.WebClient('xoxb-1');
  vi.spyOn(client.conversations, 'open').mockResolvedValue({ ok: true, channel: { id: 'D1' } });
  const postMessage = vi.spyOn(client.chat, 'postMessage').mockResolvedValue({ ok: true });
  const tell = createPrivateLine({ respond, client, userId: 'U1', replaces: true, log: silentLog });
  return { tell, postMessage };
}

describe('createPrivateLine', () => {
  it('keeps the order, also where the first post takes longer', async () => {
    const posted: string[] = [];
    const { tell } = setUp(async ({ text }) => {
      if (text === 'first') await new Promise((resolve) => setImmediate(resolve));
      posted.push(text);
    });
    await Promise.all([tell(message('first')), tell(message('second'))]);
    expect(posted).toEqual(['first', 'second']);
  });

  it('goes to the direct message where the response_url is dead', async () => {
    const { tell, postMessage } = setUp(() => Promise.reject(new Error('404')));
    await tell(message('outcome'));
    expect(postMessage).toHaveBeenCalledWith({ channel: 'D1', text: 'outcome', blocks: [] });
  });

  it('does not throw where nothing goes', async () => {
    const { tell, postMessage } = setUp(() => Promise.reject(new Error('404')));
    postMessage.mockRejectedValue(new Error('no network'));
    await expect(tell(message('outcome'))).resolves.toBeUndefined();
  });
});
