import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { DeliveredTo, ShareToBegin } from '../../../../src/requests/delivery.ts';
import type { Conversation } from '../../../../src/requests/request.ts';
import { createDeliver } from '../../../../src/slack/delivery/deliver.ts';
import { DeliveryError } from '../../../../src/slack/delivery/delivery-error.ts';
import type { ShareFiles } from '../../../../src/slack/delivery/share-files.ts';
import { paragraphs } from '../../../../src/slack/messages/message.ts';

const DIRECT_MESSAGE = 'D000000001';
const CHANNEL = 'C000000001';
const conversation: Conversation = { channelId: CHANNEL, threadTs: '1.2' };
const to = { conversation, userId: 'U000000001' };
const files = [
  { filename: '1.json', title: 'Flow 1', content: '{}' },
  { filename: '2.json', title: 'Flow 2', content: '{}' },
];
const shared = { fileIds: ['F1', 'F2'], permalink: 'https://files/F1' };

const messageFor = (to: DeliveredTo) =>
  paragraphs(to.kind === 'direct-message' ? (to.refusal ?? 'for the requester alone') : 'as asked');

/** Slack as it answers a share in the channel: an error each, then success. */
function setUp(channelErrors: string[], joinError?: string) {
  const client = new webApi.WebClient('xoxb-1');
  const join = vi.spyOn(client.conversations, 'join').mockImplementation(async () => {
    if (joinError !== undefined) throw new webApi.WebAPIPlatformError({ ok: false, error: joinError });
    return { ok: true };
  });
  const open = vi.spyOn(client.conversations, 'open').mockResolvedValue({ ok: true, channel: { id: DIRECT_MESSAGE } });
  const errors = [...channelErrors];
  const shares: [Conversation, string, number][] = [];
  const begun: ShareToBegin[] = [];
  const beginShare = vi.fn(async (share: ShareToBegin) => void begun.push(share));
  const shareFiles: ShareFiles = {
    async share(target, given, { text }, begin) {
      await begin(shared.fileIds);
      const error = target.channelId === CHANNEL ? errors.shift() : undefined;
      if (error !== undefined) throw new DeliveryError('slack-refused', error);
      shares.push([target, text, given.length]);
      return shared;
    },
    find: () => Promise.reject(new Error('not asked here')),
  };
  return {
    deliver: createDeliver(client, shareFiles),
    steps: { messageFor, beginShare },
    shares,
    begun,
    beginShare,
    join,
    open,
  };
}

describe('createDeliver', () => {
  it('shares in the conversation, and in its thread', async () => {
    const { deliver, steps, shares } = setUp([]);
    expect(await deliver(to, files, steps)).toEqual({ to: { kind: 'conversation' }, ...shared });
    expect(shares).toEqual([[conversation, 'as asked', 2]]);
  });

  it('begins each share before it is made, with where it goes and why', async () => {
    const { deliver, steps, begun } = setUp(['is_archived']);
    await deliver(to, files, steps);
    const { fileIds } = shared;
    expect(begun).toEqual([
      { to: { kind: 'conversation' }, channelId: CHANNEL, fileIds },
      { to: { kind: 'direct-message', refusal: 'archived' }, channelId: DIRECT_MESSAGE, fileIds },
    ]);
  });

  it('begins a share anew where it joined for it', async () => {
    const { deliver, steps, begun } = setUp(['not_in_channel']);
    await deliver(to, files, steps);
    expect(begun.map(({ channelId }) => channelId)).toEqual([CHANNEL, CHANNEL]);
  });

  it('shares nothing, there or elsewhere, where it may not begin', async () => {
    const { deliver, steps, beginShare, shares, open } = setUp([]);
    beginShare.mockRejectedValue(new Error('of another process'));
    await expect(deliver(to, files, steps)).rejects.toThrow('of another process');
    expect(beginShare).toHaveBeenCalledTimes(1);
    expect(shares).toEqual([]);
    expect(open).not.toHaveBeenCalled();
  });

  it('joins a public channel, and shares then', async () => {
    const { deliver, steps, shares, join } = setUp(['not_in_channel']);
    expect(await deliver(to, files, steps)).toMatchObject({ to: { kind: 'conversation' } });
    expect(join).toHaveBeenCalledWith({ channel: CHANNEL });
    expect(shares).toEqual([[conversation, 'as asked', 2]]);
  });

  it('goes to the direct message where it may not join', async () => {
    const { deliver, steps, shares } = setUp(['not_in_channel'], 'method_not_supported_for_channel_type');
    expect(await deliver(to, files, steps)).toMatchObject({
      to: { kind: 'direct-message', refusal: 'cannot-join' },
    });
    expect(shares).toEqual([[{ channelId: DIRECT_MESSAGE }, 'cannot-join', 2]]);
  });

  it.each([
    ['channel_not_found', 'private'],
    ['is_archived', 'archived'],
    ['restricted_action', 'restricted'],
    ['restricted_action_read_only_channel', 'restricted'],
    ['restricted_action_thread_only_channel', 'threads-only'],
    ['restricted_action_non_threadable_channel', 'no-replies'],
    ['restricted_action_thread_locked', 'no-replies'],
    ['ekm_access_denied', 'suspended'],
    ['posting_to_channel_denied', 'restricted'],
    ['user_is_restricted', 'restricted'],
    ['method_not_supported_for_channel_type', 'restricted'],
    ['posting_to_general_channel_denied', 'restricted'],
    ['slack_connect_file_upload_sharing_blocked', 'connect'],
    ['slack_connect_file_link_sharing_blocked', 'connect'],
    ['invalid_channel', 'not-found'],
  ])('goes to the direct message after %s', async (error, refusal) => {
    const { deliver, steps, shares, join } = setUp([error]);
    expect(await deliver(to, files, steps)).toMatchObject({ to: { kind: 'direct-message', refusal } });
    expect(shares).toEqual([[{ channelId: DIRECT_MESSAGE }, refusal, 2]]);
    expect(join).not.toHaveBeenCalled();
  });

  it('goes to the direct message alone where the requester wants it so', async () => {
    const { deliver, steps, shares, open } = setUp([]);
    expect(await deliver({ ...to, conversation: undefined }, files, steps)).toEqual({
      to: { kind: 'direct-message', refusal: undefined },
      ...shared,
    });
    expect(open).toHaveBeenCalledWith({ users: to.userId });
    expect(shares).toEqual([[{ channelId: DIRECT_MESSAGE }, 'for the requester alone', 2]]);
  });

  it('does not hide any other error behind a direct message', async () => {
    const { deliver, steps, shares } = setUp(['invalid_auth']);
    await expect(deliver(to, files, steps)).rejects.toMatchObject({ code: 'invalid_auth' });
    expect(shares).toEqual([]);
  });

  it('makes one of the list of what a direct message fails with', async () => {
    const { deliver, steps, open } = setUp(['is_archived']);
    open.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'missing_scope' }));
    await expect(deliver(to, files, steps)).rejects.toMatchObject({ name: 'DeliveryError', kind: 'slack-scope' });
  });
});
