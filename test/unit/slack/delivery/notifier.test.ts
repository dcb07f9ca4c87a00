import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { ChangeNotice, DigestNotice, OpsNotice } from '../../../../src/notify/notice.ts';
import { DeliveryError } from '../../../../src/slack/delivery/delivery-error.ts';
import { createNotifier, type NotifierParts } from '../../../../src/slack/delivery/notifier.ts';
import type { Drawn } from '../../../../src/slack/delivery/pictures/draw-pictures.ts';
import { type LatePlan, NO_PLAN, type PlanLate } from '../../../../src/slack/delivery/pictures/late-plan.ts';
import type { ShareFiles } from '../../../../src/slack/delivery/share-files.ts';
import { readWatchValue } from '../../../../src/slack/payloads/watch-value.ts';
import { checkAtOnce } from '../../support/check-at-once.ts';
import { compareAtOnce } from '../../support/compare-at-once.ts';
import { silentLog } from '../../support/fakes.ts';
import { guardAtOnce } from '../support/guard.ts';
import { buttonsIn, english, shownIn } from '../support/texts.ts';
import { version } from '../support/versions.ts';

const before = version(3, { json: '{\n  "version": "6.3",\n  "screens": []\n}\n' });
const after = version(4, { json: '{\n  "version": "7.1",\n  "screens": []\n}\n' });
const place = { teamId: 'T1', channelId: 'C1' };
const change: ChangeNotice = {
  type: 'change',
  id: 'n1',
  isAgain: false,
  postedTs: undefined,
  filesIn: 'message',
  ...place,
  flow: after.flow,
  before,
  after,
  changes: 1,
  isFlapping: false,
  threadTs: undefined,
  broadcast: false,
};
const digest: DigestNotice = {
  type: 'digest',
  id: 'n2',
  isAgain: false,
  postedTs: undefined,
  filesIn: 'message',
  ...place,
  period: 'day',
  entries: [{ flow: after.flow, before, after, changes: 1 }],
};
const ops: OpsNotice = {
  type: 'ops',
  problem: 'permission-lost',
  isOver: false,
  account: 'default',
  code: 'Ram.PermissionDeny',
  requestId: 'R-1',
  detail: 'no <permission>',
};

function setUp(given: Partial<NotifierParts> = {}) {
  const client = new webApi.WebClient('xoxb-1');
  const post = vi.spyOn(client.chat, 'postMessage').mockResolvedValue({ ok: true, ts: '9.9' });
  const share = vi.fn<ShareFiles['share']>(async (_target, _files, _message, begin) => {
    await begin(['F1']);
    return { fileIds: ['F1'], permalink: undefined };
  });
  const find = vi.fn(async (_name: string, _channelId: string): Promise<string | undefined> => undefined);
  const clientFor = vi.fn(async (_teamId: string) => client);
  const notifier = createNotifier({
    clientFor,
    shareFilesBy: () => ({ share }),
    notifiedFilesBy: () => ({ tsOf: async () => '1.2', find }),
    textsFor: async () => english,
    compare: compareAtOnce,
    checkJson: checkAtOnce,
    guard: guardAtOnce(),
    heldQuestions: { keep: async () => 'question-1' },
    watches: { ofChannel: async () => [], countOf: async () => 0 },
    opsChannels: { all: async () => [] },
    opsChannel: undefined,
    maySee: async () => true,
    spaceOf: () => undefined,
    drawChangePictures: async () => ({ files: [], missing: [], drawing: [], orders: [] }),
    shareLater: { add: () => {} },
    planLate: () => NO_PLAN,
    log: silentLog,
    ...given,
  });
  return { notifier, post, share, find, clientFor };
}

const picture = {
  filename: '17b6aa11-v1-v2.png',
  title: 'Before and after',
  altText: 'A',
  content: Buffer.from('png'),
};

const posted = async () => {};

describe('the picture of a change', () => {
  it('stands before the files', async () => {
    const drawChangePictures = vi.fn<NotifierParts['drawChangePictures']>(async () => ({
      files: [picture],
      missing: [],
      drawing: [],
      orders: [],
    }));
    const { notifier, share } = setUp({ drawChangePictures });
    await notifier.deliver(change, posted);
    expect(share.mock.calls[0]?.[1].map(({ filename }) => filename)).toEqual([
      '17b6aa11-v1-v2.png',
      ...(await filesWithout()),
    ]);
    expect(drawChangePictures.mock.calls[0]?.[1]).toMatchObject({ teamId: change.teamId, channelId: change.channelId });
  });

  it('that does not come costs one line, and no file', async () => {
    const { notifier, share } = setUp({
      drawChangePictures: async () => ({
        files: [],
        missing: [{ flow: { flowId: '17b6aa11', space: undefined }, why: 'busy' }],
        drawing: [],
        orders: [],
      }),
    });
    await notifier.deliver(change, posted);
    const [, files, message] = share.mock.calls[0] ?? [];
    expect(files?.map(({ filename }) => filename)).toEqual(await filesWithout());
    expect(shownIn(message)).toContain('No picture: too many flows are being drawn at the moment.');
  });

  it.each(['thread', 'message'] as const)('that is not there soon follows, below files in the %s', async (filesIn) => {
    const drawing = [
      Promise.resolve({ flow: { flowId: '17b6aa11', space: undefined }, is: 'drawn', files: [picture] }),
    ];
    const add = vi.fn<NotifierParts['shareLater']['add']>();
    const order = {
      kind: 'change',
      flow: { flowId: '17b6aa11', space: undefined },
      title: '',
      name: 'n',
      before: '{',
      after: '}',
    } as const;
    const plan = { ...NO_PLAN, begin: vi.fn<LatePlan['begin']>(async () => {}) };
    const planLate = vi.fn<PlanLate>(() => plan);
    const { notifier } = setUp({
      drawChangePictures: async (_t, _reader, _step, patienceMs) => {
        // The lease of a notification is 120 s, and 2 s where the sandbox has sixty times the pace.
        expect(patienceMs).toBeLessThan(2000);
        return { files: [], missing: [], drawing: drawing as Promise<Drawn>[], orders: [order] };
      },
      shareLater: { add },
      planLate,
    });
    await notifier.deliver({ ...change, filesIn }, posted);
    const ts = filesIn === 'thread' ? '9.9' : '1.2';
    expect(add).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ at: { channelId: change.channelId, threadTs: ts }, drawing, plan }),
    );
    // Before anybody sees the files that it belongs to.
    expect(planLate.mock.calls[0]?.[2]).toEqual([order]);
    const threadTs = filesIn === 'thread' ? '9.9' : undefined;
    expect(plan.begin).toHaveBeenCalledExactlyOnceWith({ channelId: change.channelId, threadTs }, 'F1');
  });

  it('is neither drawn nor shared where the files are held back', async () => {
    const secret = ['ghp', '_', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzAbC'].join('');
    const drawChangePictures = vi.fn<NotifierParts['drawChangePictures']>();
    const { notifier, share } = setUp({ drawChangePictures, spaceOf: () => 'eu-shop' });
    const held = { ...after, json: JSON.stringify({ version: '7.1', screens: [], token: secret }) };
    await notifier.deliver({ ...change, after: held }, posted);
    expect(share.mock.calls[0]?.[1].map(({ filename }) => filename)).toEqual([expect.stringMatching(/-held\.txt$/)]);
    expect(share.mock.calls[0]?.[2].text).toContain(`/flow-json ${after.flow.flowId} space:eu-shop only-me`);
    expect(drawChangePictures).not.toHaveBeenCalled();
  });

  it('is not what a notification is found by: it may have been missing the first time', async () => {
    const { notifier, find } = setUp({
      drawChangePictures: async () => ({ files: [picture], missing: [], drawing: [], orders: [] }),
    });
    await notifier.deliver({ ...change, isAgain: true }, posted);
    expect(find.mock.calls[0]?.[0]).not.toMatch(/png$/);
  });

  const filesWithout = async () => {
    const { notifier, share } = setUp();
    await notifier.deliver(change, posted);
    return share.mock.calls[0]?.[1].map(({ filename }) => filename) ?? [];
  };
});

describe('a version that is at fault where the one before was not', () => {
  const sound = { ...before, json: '{\n  "version": "7.3",\n  "screens": {}\n}\n' };
  const faulty = { ...after, json: '{\n  "version": "7.3",\n  "screens": [],\n  "routing_model": 1\n}\n' };
  const textOf = async (notice: ChangeNotice | DigestNotice, given: Partial<NotifierParts> = {}) => {
    const { notifier, share } = setUp(given);
    await notifier.deliver(notice, async () => {});
    const message = share.mock.calls[0]?.[2];
    return { text: message?.text ?? '', first: shownIn(message?.blocks[0]) };
  };

  it('is told of first, also in the digest', async () => {
    const { text, first } = await textOf({ ...change, before: sound, after: faulty });
    expect(first).toMatch(/^:warning: \*New in this version:\* 2 that Meta refuses\n• Line 3: /);
    expect(text).toMatch(/^:warning: New in this version: 2 that Meta refuses\n/);
    const entries = [{ flow: faulty.flow, before: sound, after: faulty, changes: 1 }];
    expect((await textOf({ ...digest, entries })).first).toMatch(/^:warning: \*New in Sign-up:\* 2 that Meta refuses/);
  });

  it('is not told of where nothing is new, or where the check fails', async () => {
    const same = await textOf({ ...change, before: faulty, after: { ...faulty, contentHash: 'b'.repeat(64) } });
    expect(same.text).not.toContain(':warning:');
    const failed = await textOf(
      { ...change, before: sound, after: faulty },
      { checkJson: () => Promise.reject(new Error('timed-out')) },
    );
    expect(failed.text).not.toContain(':warning:');
    expect(failed.text).toContain('changed');
  });
});

describe('deliver', () => {
  it('notifies of a change by one message with its files, in no thread', async () => {
    const { notifier, share, post, find, clientFor } = setUp();
    expect(await notifier.deliver(change, async () => {})).toEqual({ type: 'delivered', ts: '1.2' });
    expect(clientFor).toHaveBeenCalledWith('T1');
    const [target, files, message] = share.mock.calls[0] ?? [];
    expect(target).toEqual({ channelId: 'C1', threadTs: undefined });
    expect(files?.map(({ filename }) => filename)).toEqual([
      '17b6aa11-v3-v4.diff',
      '17b6aa11-v3.json',
      '17b6aa11-v4.json',
    ]);
    expect(message?.text).toMatch(/^Sign-up changed: /);
    expect(share).toHaveBeenCalledOnce();
    expect(post).not.toHaveBeenCalled();
    expect(find).not.toHaveBeenCalled();
  });

  it('has buttons that know the flow and both versions', async () => {
    const { notifier, share } = setUp();
    await notifier.deliver(change, async () => {});
    const buttons = buttonsIn(share.mock.calls[0]?.[2].blocks ?? []);
    expect(buttons.map(({ action_id }) => action_id)).toEqual(['show_diff', 'restore_file', 'mute_watch', 'unwatch']);
    for (const { value } of buttons) {
      expect(readWatchValue(value ?? '')).toEqual({ flow: after.flow, before: 3, after: 4 });
    }
  });

  it('goes into the thread, and to the channel as well where that was asked for', async () => {
    const { notifier, share, post } = setUp();
    await notifier.deliver({ ...change, threadTs: '5.6', broadcast: true }, async () => {});
    expect(share.mock.calls[0]?.[0]).toEqual({ channelId: 'C1', threadTs: '5.6' });
    expect(post).toHaveBeenCalledExactlyOnceWith({
      channel: 'C1',
      thread_ts: '5.6',
      reply_broadcast: true,
      text: share.mock.calls[0]?.[2].text,
    });
  });

  describe("in a workspace that doesn't show buttons next to a file", () => {
    const setUpWithout = () => {
      const parts = setUp();
      parts.share.mockResolvedValue({ fileIds: ['F1'], permalink: undefined, buttonsLeftOut: true });
      return parts;
    };

    it.each([undefined, '5.6'])('posts them in the thread of the notification: %s', async (threadTs) => {
      const { notifier, post } = setUpWithout();
      await notifier.deliver({ ...change, threadTs }, async () => {});
      const [[posted] = []] = post.mock.calls;
      expect(posted).toMatchObject({ channel: 'C1', thread_ts: threadTs ?? '1.2' });
      expect(JSON.stringify(posted)).toContain("doesn't show buttons next to a file");
      expect(JSON.stringify(posted)).toContain('"action_id":"unwatch"');
    });

    it('has been delivered all the same where they can not be posted', async () => {
      const { notifier, post, share } = setUpWithout();
      post.mockRejectedValue(new Error('no answer'));
      expect(await notifier.deliver(change, async () => {})).toEqual({ type: 'delivered', ts: '1.2' });
      expect(share).toHaveBeenCalledOnce();
    });

    it('posts nothing of a digest, which has none', async () => {
      const { notifier, post } = setUpWithout();
      await notifier.deliver(digest, async () => {});
      expect(post).not.toHaveBeenCalled();
    });
  });

  it('has been delivered where its message can not be found', async () => {
    const tsOf = () => {
      throw new Error('no answer');
    };
    const { notifier } = setUp({ notifiedFilesBy: () => ({ tsOf, find: async () => undefined }) });
    expect(await notifier.deliver(change, async () => {})).toEqual({ type: 'delivered', ts: undefined });
  });

  it('does not send again what was sent before a crash', async () => {
    const { notifier, share, find } = setUp();
    find.mockResolvedValueOnce('7.8');
    expect(await notifier.deliver({ ...change, isAgain: true }, async () => {})).toEqual({
      type: 'delivered',
      ts: '7.8',
    });
    expect(find).toHaveBeenCalledWith('17b6aa11-v3-v4.diff', 'C1');
    expect(share).not.toHaveBeenCalled();
  });

  it('sends it where the crash came before', async () => {
    const { notifier, share } = setUp();
    expect(await notifier.deliver({ ...change, isAgain: true }, async () => {})).toEqual({
      type: 'delivered',
      ts: '1.2',
    });
    expect(share).toHaveBeenCalledOnce();
  });

  it('sends a digest with all diffs in one file', async () => {
    const { notifier, share } = setUp();
    await notifier.deliver(digest, async () => {});
    const [, files, message] = share.mock.calls[0] ?? [];
    expect(files?.map(({ filename }) => filename)).toEqual(['changes-n2.diff']);
    expect(files?.[0]?.content).toContain('+  "version": "7.1"');
    expect(message?.text).toContain('Sign-up');
  });

  it('gives the file of a digest a name that Slack takes, and that is another one each time', async () => {
    const { notifier, share, find } = setUp();
    await notifier.deliver({ ...digest, id: 'digest/T1/C1/1764061200000', isAgain: true }, async () => {});
    expect(find).toHaveBeenCalledExactlyOnceWith('changes-1764061200000.diff', 'C1');
    expect(share.mock.calls[0]?.[1].map(({ filename }) => filename)).toEqual(['changes-1764061200000.diff']);
  });

  it('never shares an empty file', async () => {
    const { notifier, share } = setUp();
    const renamed = version(4, { json: before.json, name: 'Join' });
    await notifier.deliver(
      { ...digest, entries: [{ flow: after.flow, before, after: renamed, changes: 1 }] },
      async () => {},
    );
    expect(share.mock.calls[0]?.[1][0]?.content).toContain('Join');
  });

  it.each([
    ['is_archived', 'archived'],
    ['channel_not_found', 'removed'],
    ['not_in_channel', 'removed'],
    ['invalid_channel', 'removed'],
    ['user_disabled', 'removed'],
    ['restricted_action', 'restricted'],
    ['restricted_action_read_only_channel', 'restricted'],
    ['posting_to_general_channel_denied', 'restricted'],
    ['user_is_restricted', 'restricted'],
    ['restricted_action_thread_only_channel', 'threads-only'],
  ])('says of %s that the channel is gone: %s', async (code, gone) => {
    const { notifier, share } = setUp();
    share.mockRejectedValue(new DeliveryError('slack-refused', code));
    expect(await notifier.deliver(change, async () => {})).toEqual({ type: 'gone', why: gone });
  });

  it.each(['slack-unavailable', 'slack-no-access', 'slack-suspended'] as const)(
    'rejects for what may pass, so that it is tried again: %s',
    async (kind) => {
      const { notifier, share, post } = setUp();
      share.mockRejectedValue(new DeliveryError(kind));
      await expect(notifier.deliver(change, async () => {})).rejects.toThrow(DeliveryError);
      expect(post).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['file_uploads_disabled', 'slack-files-refused'],
    ['slack_connect_file_upload_sharing_blocked', 'slack-refused'],
    ['something_new', 'slack-refused'],
  ] as const)('has its words alone where its files are refused for good: %s', async (code, kind) => {
    const { notifier, share, post } = setUp();
    share.mockRejectedValue(new DeliveryError(kind, code));
    const seen = vi.fn(async (_ts: string) => {});
    expect(await notifier.deliver(change, seen)).toEqual({ type: 'delivered', ts: '9.9' });
    expect(seen).toHaveBeenCalledExactlyOnceWith('9.9');
    expect(post.mock.calls.map(([message]) => message)).toMatchObject([
      { text: expect.stringMatching(/^Sign-up changed: /) },
      { text: expect.stringMatching(/^I couldn't share the files of this change here: /) },
    ]);
    // After a crash right behind it no second message is posted.
    await notifier.deliver({ ...change, isAgain: true, postedTs: '9.9' }, seen);
    expect(seen).toHaveBeenCalledOnce();
  });
});

describe('deliver, with the files in the thread', () => {
  const inThread = { ...change, filesIn: 'thread' as const };
  const posting = () => vi.fn(async (_ts: string) => {});
  const client = new webApi.WebClient('xoxb-2');
  const post2 = vi.spyOn(client.chat, 'postMessage');
  const history = vi.spyOn(client.conversations, 'history');
  const replies = vi.spyOn(client.conversations, 'replies');
  const setUpPosted = () => ({ ...setUp(), posted: posting() });

  /** A first attempt whose answer is lost, and a second one. */
  async function afterLostAnswer(notice: ChangeNotice, isThere: boolean) {
    const { notifier, share } = setUp({ clientFor: async () => client });
    const posted = posting();
    post2.mockReset().mockRejectedValueOnce(new webApi.WebAPIRequestError(new Error('socket hang up')));
    post2.mockResolvedValue({ ok: true, ts: '9.9' });
    await expect(notifier.deliver(notice, posted)).rejects.toThrow(DeliveryError);
    const sent = post2.mock.calls[0]?.[0];
    const others = [
      { ts: '3.3', text: 'Lunch?' },
      { ts: '4.4', blocks: [{ type: 'section', block_id: 'x' }] },
    ];
    const lost = { ts: '7.8', blocks: sent !== undefined && 'blocks' in sent ? sent.blocks : [] };
    const answer = { ok: true, messages: [...others, ...(isThere ? [lost] : [])] };
    history.mockReset().mockResolvedValue(answer as webApi.ConversationsHistoryResponse);
    replies.mockReset().mockResolvedValue({ ok: true, messages: [] });
    const again = () => notifier.deliver({ ...notice, isAgain: true }, posted);
    return { again, share, posted };
  }

  it('whose answer was lost is looked for, and its files go below it: it is not posted twice', async () => {
    const { again, share, posted } = await afterLostAnswer(inThread, true);
    expect(await again()).toEqual({ type: 'delivered', ts: '7.8' });
    expect(post2).toHaveBeenCalledOnce();
    expect(posted).toHaveBeenCalledExactlyOnceWith('7.8');
    expect(share.mock.calls.map(([target]) => target)).toEqual([{ channelId: 'C1', threadTs: '7.8' }]);
    expect(replies).not.toHaveBeenCalled();
  });

  it('whose answer was lost is posted where it is not there, neither in the thread nor in the channel', async () => {
    const { again } = await afterLostAnswer({ ...inThread, threadTs: '5.6' }, false);
    expect(await again()).toEqual({ type: 'delivered', ts: '9.9' });
    expect(post2).toHaveBeenCalledTimes(2);
    expect([replies.mock.calls[0]?.[0], history.mock.calls[0]?.[0]]).toMatchObject([
      { channel: 'C1', ts: '5.6' },
      { channel: 'C1' },
    ]);
  });

  it('whose answer was lost is not posted again where nobody may look for it: its files tell of the change', async () => {
    const { again, share, posted } = await afterLostAnswer(inThread, true);
    history.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'missing_scope' }));
    expect(await again()).toEqual({ type: 'delivered', ts: undefined });
    expect(post2).toHaveBeenCalledOnce();
    expect(posted).not.toHaveBeenCalled();
    expect(share.mock.calls.map(([target]) => target)).toEqual([{ channelId: 'C1', threadTs: undefined }]);
  });

  it('whose answer was lost is tried again later where Slack can not be asked now', async () => {
    const { again, share } = await afterLostAnswer(inThread, true);
    history.mockRejectedValue(new webApi.WebAPIRequestError(new Error('socket hang up')));
    await expect(again()).rejects.toMatchObject({ kind: 'slack-unavailable' });
    expect([post2.mock.calls.length, share.mock.calls.length]).toEqual([1, 0]);
  });

  it('posts a short message with its buttons, and the files below it', async () => {
    const { notifier, post, share, posted } = setUpPosted();
    expect(await notifier.deliver(inThread, posted)).toEqual({ type: 'delivered', ts: '9.9' });
    const [[message] = [], ...others] = post.mock.calls;
    expect(others).toEqual([]);
    expect(message).toMatchObject({ channel: 'C1', text: expect.stringMatching(/^Sign-up changed: /) });
    expect(message).not.toHaveProperty('thread_ts');
    expect(JSON.stringify(message)).toContain('"action_id":"restore_file"');
    expect(posted).toHaveBeenCalledExactlyOnceWith('9.9');
    const [target, files, words] = share.mock.calls[0] ?? [];
    expect(target).toEqual({ channelId: 'C1', threadTs: '9.9' });
    expect(files).toHaveLength(3);
    expect(words?.text).toBe('The files of this change:');
  });

  it('puts both into the thread of the flow, and the message into the channel as well', async () => {
    const { notifier, post, share, posted } = setUpPosted();
    await notifier.deliver({ ...inThread, threadTs: '5.6', broadcast: true }, posted);
    expect(post.mock.calls[0]?.[0]).toMatchObject({ thread_ts: '5.6', reply_broadcast: true });
    expect(post).toHaveBeenCalledOnce();
    expect(share.mock.calls[0]?.[0]).toEqual({ channelId: 'C1', threadTs: '5.6' });
  });

  it('posts no second message after a crash, and shares the files where they are not there', async () => {
    const { notifier, post, share, find, posted } = setUpPosted();
    const again = { ...inThread, isAgain: true, postedTs: '7.8' };
    expect(await notifier.deliver(again, posted)).toEqual({ type: 'delivered', ts: '7.8' });
    expect(share.mock.calls[0]?.[0]).toEqual({ channelId: 'C1', threadTs: '7.8' });
    find.mockResolvedValueOnce('7.8');
    expect(await notifier.deliver(again, posted)).toEqual({ type: 'delivered', ts: '7.8' });
    expect(share).toHaveBeenCalledOnce();
    expect(post).not.toHaveBeenCalled();
    expect(posted).not.toHaveBeenCalled();
  });

  it('is tried again where Slack was away for the files, the message being there', async () => {
    const { notifier, share, posted } = setUpPosted();
    share.mockRejectedValue(new DeliveryError('slack-unavailable'));
    await expect(notifier.deliver(inThread, posted)).rejects.toThrow(DeliveryError);
    expect(posted).toHaveBeenCalledOnce();
  });

  it('says in the thread why there are no files where Slack refuses them, and counts', async () => {
    const { notifier, post, share, posted } = setUpPosted();
    share.mockRejectedValue(new DeliveryError('slack-files-refused', 'file_uploads_disabled'));
    expect(await notifier.deliver(inThread, posted)).toEqual({ type: 'delivered', ts: '9.9' });
    expect(post.mock.calls[1]?.[0]).toMatchObject({
      thread_ts: '9.9',
      text: expect.stringMatching(/^I couldn't share the files of this change here: /),
    });
  });

  it.each(['restricted_action_non_threadable_channel', 'restricted_action_thread_locked'])(
    'goes into the channel where no thread takes replies: %s',
    async (error) => {
      const { notifier, post, share, posted } = setUpPosted();
      post.mockRejectedValueOnce(new webApi.WebAPIPlatformError({ ok: false, error }));
      share.mockRejectedValueOnce(new DeliveryError('slack-refused', error));
      expect(await notifier.deliver({ ...inThread, threadTs: '5.6' }, posted)).toEqual({
        type: 'delivered',
        ts: '9.9',
      });
      expect(post.mock.calls.map(([message]) => message?.thread_ts)).toEqual(['5.6', undefined]);
      expect(share.mock.calls.map(([target]) => target.threadTs)).toEqual(['9.9', undefined]);
    },
  );

  it('posts the words alone where Slack does not take the blocks', async () => {
    const { notifier, post, posted } = setUpPosted();
    post.mockRejectedValueOnce(new webApi.WebAPIPlatformError({ ok: false, error: 'msg_blocks_too_long' }));
    expect(await notifier.deliver(inThread, posted)).toEqual({ type: 'delivered', ts: '9.9' });
    expect(post.mock.calls[1]?.[0]).not.toHaveProperty('blocks');
  });

  it('says that the channel is gone', async () => {
    const { notifier, post, posted } = setUpPosted();
    post.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'is_archived' }));
    expect(await notifier.deliver(inThread, posted)).toEqual({ type: 'gone', why: 'archived' });
    expect(posted).not.toHaveBeenCalled();
  });

  it('has the diffs of a digest below it', async () => {
    const { notifier, share, posted } = setUpPosted();
    await notifier.deliver({ ...digest, filesIn: 'thread' }, posted);
    const [target, files] = share.mock.calls[0] ?? [];
    expect(target).toEqual({ channelId: 'C1', threadTs: '9.9' });
    expect(files?.map(({ filename }) => filename)).toEqual(['changes-n2.diff']);
  });
});

describe('notifyOps', () => {
  const opsChannel = { teamId: '', channelId: 'C9' };

  it('notifies every channel of the operators, each once', async () => {
    const all = async () => [
      { teamId: 'T1', channelId: 'C9' },
      { teamId: 'T2', channelId: 'C8' },
    ];
    const { notifier, post, clientFor } = setUp({ opsChannel, opsChannels: { all } });
    expect(await notifier.notifyOps(ops)).toBe(true);
    expect(post.mock.calls.map(([message]) => message?.channel).sort()).toEqual(['C8', 'C9']);
    expect(clientFor.mock.calls.map(([teamId]) => teamId)).toEqual(['T1', 'T2']);
  });

  it('says what happened, why, and the next step', async () => {
    const { notifier, post } = setUp({ opsChannel });
    await notifier.notifyOps(ops);
    const text = JSON.stringify(post.mock.calls[0]?.[0]);
    for (const part of ['no &lt;permission&gt;', 'cams:GetFlowJSONAssest', 'Ram.PermissionDeny', 'R-1']) {
      expect(text).toContain(part);
    }
  });

  it('notifies nobody where no channel was chosen', async () => {
    const { notifier, post } = setUp();
    expect(await notifier.notifyOps(ops)).toBe(false);
    expect(post).not.toHaveBeenCalled();
  });

  it('rejects where no channel could be notified, so that it is tried again', async () => {
    const { notifier, post } = setUp({ opsChannel });
    post.mockRejectedValue(new Error('down'));
    await expect(notifier.notifyOps(ops)).rejects.toThrow('down');
  });
});

describe('notifyCreator', () => {
  it.each([
    ['archived', 'is archived'],
    ['removed', 'no longer in'],
    ['restricted', 'ask an administrator to let me post there'],
    ['threads-only', 'in another channel'],
    ['flow-gone', 'can no longer find'],
  ] as const)('notifies the one who made the watch: %s', async (why, words) => {
    const { notifier, post } = setUp();
    const watch = {
      ...place,
      flow: after.flow,
      everyMs: 1,
      createdBy: 'U1',
      createdAt: 1,
      pausedUntil: undefined,
      pausedWhy: undefined,
    };
    await notifier.notifyCreator(watch, why);
    expect(post).toHaveBeenCalledOnce();
    expect(post.mock.calls[0]?.[0]).toMatchObject({ channel: 'U1', text: expect.stringContaining(words) });
  });
});

describe('askFirst', () => {
  const others = [{ id: 'T2', name: 'Lighthouse' }];
  const watch = { ...place, flow: after.flow, createdBy: 'U1', everyMs: 600_000, consented: [] as string[] };

  it('asks who made a watch, alone, and names the organisation; the answer is found by what is kept', async () => {
    const keep = vi.fn<NotifierParts['heldQuestions']['keep']>(async () => 'question-1');
    const { notifier, post } = setUp({ guard: guardAtOnce({}, others), heldQuestions: { keep } });
    const consented = { ...watch, createdBy: 'U2', consented: ['T2'] };
    expect(await notifier.askFirst([watch, consented])).toEqual([watch]);
    expect(post.mock.calls).toMatchObject([[{ channel: 'U1' }]]);
    expect(shownIn(post.mock.calls)).toMatch(/is now shared with \*Lighthouse\*.*Watch anyway/s);
    expect(JSON.stringify(post.mock.calls)).toContain('question-1');
    const [[kept] = []] = keep.mock.calls;
    expect(kept).toMatchObject({ teamId: place.teamId, userId: 'U1', channelId: place.channelId });
    expect(JSON.parse(kept?.body ?? '')).toMatchObject({ watch: { everyMs: 600_000, organisations: ['T2'] } });
  });

  it('asks nobody where nobody else sees the channel, or the settings say so', async () => {
    const { notifier, post } = setUp();
    expect(await notifier.askFirst([watch])).toEqual([]);
    const shares = setUp({ guard: guardAtOnce({ sharedChannels: 'share' }, others) });
    expect(await shares.notifier.askFirst([watch])).toEqual([]);
    expect([...post.mock.calls, ...shares.post.mock.calls]).toEqual([]);
  });

  it('holds the change back also where its creator can not be asked', async () => {
    const { notifier, post } = setUp({ guard: guardAtOnce({}, others) });
    post.mockRejectedValue(new DeliveryError('slack-refused', 'user_not_found'));
    expect(await notifier.askFirst([watch])).toEqual([watch]);
  });
});

describe('notifyUnreached', () => {
  it.each([
    [new DeliveryError('slack-refused', 'something_new'), 'Slack refused my message: `something_new`.'],
    [new DeliveryError('slack-unavailable'), "I couldn't reach Slack, or it had an error."],
    [new DeliveryError('slack-suspended', 'ekm_access_denied'), 'your Slack administrators have suspended posting.'],
  ])('tells the one who made the watch why, and what comes next: %s', async (error, why) => {
    const { notifier, post } = setUp();
    await notifier.notifyUnreached({ ...place, flow: after.flow, createdBy: 'U1' }, error);
    expect(post.mock.calls).toMatchObject([[{ channel: 'U1' }]]);
    expect(shownIn(post.mock.calls)).toContain(why);
    expect(shownIn(post.mock.calls)).toContain("I'll try again every 15 minutes.");
  });
});

describe('a message that nobody can look for', () => {
  const watch = {
    ...place,
    flow: after.flow,
    everyMs: 1,
    createdBy: 'U1',
    createdAt: 0,
    pausedWhy: undefined,
    pausedUntil: undefined,
  };
  const send = {
    'for the operators': (notifier: ReturnType<typeof createNotifier>) => notifier.notifyOps(ops),
    'for the creator of a watch': (notifier: ReturnType<typeof createNotifier>) =>
      notifier.notifyCreator(watch, 'archived'),
  };
  const cases = Object.entries(send);

  it.each(cases)('counts as posted where the answer was lost, so that it is not sent twice: %s', async (_name, to) => {
    const { notifier, post } = setUp({ opsChannels: { all: async () => [place] } });
    post.mockRejectedValue(new webApi.WebAPIRequestError(new Error('socket hang up')));
    expect(await to(notifier)).not.toBe(false);
    expect(post).toHaveBeenCalledOnce();
  });

  it.each([
    ['refused', new webApi.WebAPIPlatformError({ ok: false, error: 'is_archived' })],
    ['limited', new webApi.WebAPIRateLimitedError(90)],
    ['not taken', new webApi.WebAPIHTTPError(503, 'Unavailable', {}, '')],
    [
      'not sent',
      new webApi.WebAPIRequestError(
        new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) }),
      ),
    ],
  ])('has failed where it was %s, and is sent again', async (_name, error) => {
    for (const [, to] of cases) {
      const { notifier, post } = setUp({ opsChannels: { all: async () => [place] } });
      post.mockRejectedValue(error);
      await expect(to(notifier)).rejects.toBe(error);
    }
  });
});

describe('notifySight', () => {
  const sight = {
    flow: after.flow,
    createdBy: 'U1',
    failure: { kind: 'not-json' },
    failingSince: 1,
    changedAt: 1,
    problem: undefined,
    hasSucceeded: false,
    toldScope: undefined,
    toldAt: undefined,
  };

  it('notifies the channel, and each creator of a watch directly, once', async () => {
    const { notifier, post } = setUp();
    const notice = { ...place, blind: [sight, { ...sight, createdBy: 'U2' }, sight], seen: [] };
    expect(await notifier.notifySight(notice)).toEqual({ type: 'delivered' });
    expect(post.mock.calls.map(([message]) => message?.channel)).toEqual(['C1', 'U1', 'U2']);
  });

  it('counts a message whose answer was lost as one that arrived: nobody can look for it', async () => {
    const { notifier, post } = setUp();
    post.mockRejectedValueOnce(new webApi.WebAPIRequestError(new Error('socket hang up')));
    expect(await notifier.notifySight({ ...place, blind: [sight], seen: [] })).toEqual({ type: 'delivered' });
    expect(post.mock.calls.map(([message]) => message?.channel)).toEqual(['C1', 'U1']);
  });

  it.each([
    [[], 'No channel is set for notifications'],
    [[{ teamId: 'T1', channelId: 'C9' }], 'operators are notified of this'],
  ])('says whether operators know of a fault of the account: %j', async (all, says) => {
    const { notifier, post } = setUp({ opsChannels: { all: async () => all } });
    const denied = { ...sight, problem: 'permission-lost', failure: { kind: 'permission-denied' } };
    await notifier.notifySight({ ...place, blind: [denied], seen: [] });
    expect(JSON.stringify(post.mock.calls[0]?.[0])).toContain(says);
  });

  it('tells who watches a flow in the direct message that it is gone without naming a channel', async () => {
    const { notifier, post } = setUp();
    const watch = { teamId: 'T1', channelId: 'D1', createdBy: 'U1', flow: after.flow, everyMs: 1, createdAt: 1 };
    await notifier.notifyCreator({ ...watch, pausedUntil: undefined, pausedWhy: 'flow-gone' }, 'flow-gone');
    const text = JSON.stringify(post.mock.calls[0]?.[0]);
    expect(text).toContain('so I paused your watch on it');
    expect(text).not.toContain('#D1');
  });

  it('notifies a direct message once, and says where a channel is gone', async () => {
    const { notifier, post } = setUp();
    await notifier.notifySight({ teamId: 'T1', channelId: 'D1', blind: [sight], seen: [] });
    expect(post).toHaveBeenCalledOnce();
    post.mockRejectedValueOnce(new webApi.WebAPIPlatformError({ ok: false, error: 'is_archived' }));
    const gone = await notifier.notifySight({ ...place, blind: [sight], seen: [] });
    expect(gone).toEqual({ type: 'gone', why: 'archived' });
  });
});

describe('the operators', () => {
  it('read which watched flow can not be read, why, and what to do', async () => {
    const { notifier, post } = setUp({ opsChannels: { all: async () => [{ teamId: 'T1', channelId: 'C1' }] } });
    const failure = { kind: 'asset-address-refused', host: 'x.example', why: 'host' };
    await notifier.notifyOps({ ...ops, problem: 'flows-out-of-sight', detail: '17b6aa11', failure });
    const text = JSON.stringify(post.mock.calls[0]?.[0]);
    expect(text).toContain("I can't read the watched flow `17b6aa11` of the account");
    expect(text).toContain("not allowed to download the flow's file on `x.example`");
    expect(text).toContain('add it to `FLOW_ASSET_HOSTS`');
  });

  it('of a workspace are told nothing of an account that does not serve it', async () => {
    const { notifier, post } = setUp({
      opsChannels: {
        all: async () => [
          { teamId: 'T1', channelId: 'C1' },
          { teamId: 'T2', channelId: 'C2' },
        ],
      },
      maySee: async (teamId) => teamId === 'T1',
    });
    await notifier.notifyOps(ops);
    expect(post.mock.calls.map(([message]) => message?.channel)).toEqual(['C1']);
  });
});
