import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createDeliver, type RefusalReason } from '../../../src/slack/deliver.ts';
import { DeliveryError } from '../../../src/slack/delivery-error.ts';
import type { FileToShare } from '../../../src/slack/share-file.ts';

const DIRECT_MESSAGE = 'D000000001';
const to = { channelId: 'C000000001', userId: 'U000000001' };
const file = {
  filename: '1.json',
  title: 'Flow 1',
  text: '{}',
  comment: (refusal: RefusalReason | undefined) => refusal ?? 'as asked',
};

/** Slack as it answers a share in the channel: an error each, then success. */
function setUp(channelErrors: string[], joinError?: string) {
  const client = new webApi.WebClient('xoxb-1');
  const join = vi.spyOn(client.conversations, 'join').mockImplementation(async () => {
    if (joinError !== undefined) throw new webApi.WebAPIPlatformError({ ok: false, error: joinError });
    return { ok: true };
  });
  vi.spyOn(client.conversations, 'open').mockResolvedValue({ ok: true, channel: { id: DIRECT_MESSAGE } });
  const errors = [...channelErrors];
  const shares: [string, string][] = [];
  const deliver = createDeliver(client, async (channelId: string, { comment }: FileToShare) => {
    const error = channelId === to.channelId ? errors.shift() : undefined;
    if (error !== undefined) throw new DeliveryError('slack-refused', error);
    shares.push([channelId, comment]);
    return { fileId: 'F1', permalink: 'https://files/F1' };
  });
  return { deliver, shares, join };
}

describe('createDeliver', () => {
  it('shares in the conversation', async () => {
    const { deliver, shares } = setUp([]);
    expect(await deliver(to, file)).toMatchObject({ to: 'conversation', file: { fileId: 'F1' } });
    expect(shares).toEqual([[to.channelId, 'as asked']]);
  });

  it('joins a public channel, and shares then', async () => {
    const { deliver, shares, join } = setUp(['not_in_channel']);
    expect(await deliver(to, file)).toMatchObject({ to: 'conversation' });
    expect(join).toHaveBeenCalledWith({ channel: to.channelId });
    expect(shares).toEqual([[to.channelId, 'as asked']]);
  });

  it('goes to the direct message where it may not join', async () => {
    const { deliver, shares } = setUp(['not_in_channel'], 'method_not_supported_for_channel_type');
    expect(await deliver(to, file)).toMatchObject({ to: 'direct-message', reason: 'cannot-join' });
    expect(shares).toEqual([[DIRECT_MESSAGE, 'cannot-join']]);
  });

  it.each([
    ['channel_not_found', 'private'],
    ['is_archived', 'archived'],
    ['restricted_action', 'restricted'],
  ])('goes to the direct message after %s', async (error, reason) => {
    const { deliver, shares, join } = setUp([error]);
    expect(await deliver(to, file)).toMatchObject({ to: 'direct-message', reason });
    expect(shares).toEqual([[DIRECT_MESSAGE, reason]]);
    expect(join).not.toHaveBeenCalled();
  });

  it('does not hide any other error behind a direct message', async () => {
    const { deliver, shares } = setUp(['invalid_auth']);
    await expect(deliver(to, file)).rejects.toMatchObject({ code: 'invalid_auth' });
    expect(shares).toEqual([]);
  });
});
