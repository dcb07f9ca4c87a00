import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAcceptedForms } from '../../../../src/slack/delivery/accepted-forms.ts';
import { createShareFiles } from '../../../../src/slack/delivery/share-files.ts';
import { toDeliveryError } from '../../../../src/slack/delivery/slack-error.ts';
import { fakeClock, instantClock } from '../../support/fakes.ts';

const CHANNEL = 'C000000001';
const target = { channelId: CHANNEL };
const file = { filename: '1.json', title: 'Flow 1', content: '{}' };
const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'as asked' } };
const buttons = {
  type: 'actions' as const,
  elements: [{ type: 'button' as const, action_id: 'again', text: { type: 'plain_text' as const, text: 'Again' } }],
};
const message = { text: 'as asked', blocks: [section, buttons] };
const platformError = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });
const lostAnswer = () => new webApi.WebAPIRequestError(new Error('socket hang up'));

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const ticket = vi.spyOn(client.files, 'getUploadURLExternal').mockImplementation(async () => ({
    ok: true,
    upload_url: 'https://files.slack.com/upload',
    file_id: `F${ticket.mock.calls.length}`,
  }));
  const complete = vi
    .spyOn(client.files, 'completeUploadExternal')
    .mockResolvedValue({ ok: true, files: [{ id: 'F1', permalink: 'https://slack/F1' }] });
  /** What is in the channel. */
  const info = vi.spyOn(client.files, 'info').mockResolvedValue({ ok: true, file: { channels: [CHANNEL] } });
  const remove = vi.spyOn(client.files, 'delete').mockResolvedValue({ ok: true });
  const fetch = vi.fn(async (_url: string | URL | Request, _init?: RequestInit) => new Response('OK'));
  const begin = vi.fn(async (_fileIds: string[]) => {});
  const forms = createAcceptedForms(fakeClock);
  const parts = { client, forms, clock: instantClock, fetch };
  const completed = () => complete.mock.calls.map(([given]) => given);
  return { ...createShareFiles(parts), begin, ticket, complete, completed, info, remove, fetch };
}

describe('createShareFiles', () => {
  it('uploads the text, and shares it as a snippet', async () => {
    const { share, begin, ticket, complete, fetch } = setUp();
    expect(await share(target, [{ ...file, content: '{"ä":1}' }], message, begin)).toEqual({
      fileIds: ['F1'],
      permalink: 'https://slack/F1',
    });
    expect(ticket).toHaveBeenCalledWith({ filename: '1.json', length: 8, snippet_type: 'json' });
    expect(String(fetch.mock.calls[0]?.[1]?.body)).toBe('{"ä":1}');
    // The address is Slack's: what it holds goes nowhere else.
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      redirect: 'error',
      signal: expect.any(AbortSignal),
    });
    expect(complete).toHaveBeenCalledWith({
      files: [{ id: 'F1', title: 'Flow 1' }],
      channel_id: CHANNEL,
      blocks: message.blocks,
    });
  });

  it('shares several at once, in their order, in a thread', async () => {
    const { share, begin, complete } = setUp();
    const files = [file, { ...file, title: 'Flow 2' }, { ...file, title: 'Flow 3' }];
    expect(await share({ ...target, threadTs: '1.2' }, files, message, begin)).toMatchObject({
      fileIds: ['F1', 'F2', 'F3'],
    });
    expect(complete).toHaveBeenCalledTimes(1);
    expect(complete).toHaveBeenCalledWith({
      files: [
        { id: 'F1', title: 'Flow 1' },
        { id: 'F2', title: 'Flow 2' },
        { id: 'F3', title: 'Flow 3' },
      ],
      channel_id: CHANNEL,
      thread_ts: '1.2',
      blocks: message.blocks,
    });
  });

  it.each([
    [1024 * 1024, { snippet_type: 'json' }],
    [1024 * 1024 + 1, {}],
  ])('shares %i bytes of text as %j', async (length, type) => {
    const { share, begin, ticket } = setUp();
    await share(target, [{ ...file, content: ' '.repeat(length) }], message, begin);
    expect(ticket).toHaveBeenCalledWith({ filename: '1.json', length, ...type });
  });

  it.each([12, 1024 * 1024 + 1])(
    'shares %i bytes that are no text as what they are, never as a snippet',
    async (length) => {
      const { share, begin, ticket } = setUp();
      await share(target, [{ filename: '1.png', title: 'Flow 1', content: new Uint8Array(length) }], message, begin);
      expect(ticket).toHaveBeenCalledWith({ filename: '1.png', length });
    },
  );

  it('cuts an alt text that is longer than Slack takes', async () => {
    const { share, begin, ticket } = setUp();
    const picture = { filename: '1.png', title: 'Flow 1', content: new Uint8Array(12) };
    for (const length of [1000, 1001])
      await share(target, [{ ...picture, altText: 'x'.repeat(length) }], message, begin);
    expect(ticket.mock.calls.map(([given]) => given)).toMatchObject([
      { alt_txt: 'x'.repeat(1000) },
      { alt_txt: `${'x'.repeat(999)}…` },
    ]);
  });

  it.each([
    ['invalid_auth', 'slack-token'],
    ['missing_scope', 'slack-scope'],
    ['team_access_not_granted', 'slack-no-access'],
    ['enterprise_is_restricted', 'slack-no-access'],
    ['ekm_access_denied', 'slack-suspended'],
    ['messages_tab_disabled', 'slack-messages-off'],
    ['message_limit_exceeded', 'slack-rate-limited'],
    ['storage_limit_reached', 'slack-files-refused'],
    ['something_new', 'slack-refused'],
  ])('passes %s on as %s', async (code, kind) => {
    const { share, begin, complete, info } = setUp();
    complete.mockRejectedValue(platformError(code));
    await expect(share(target, [file], message, begin)).rejects.toMatchObject({ name: 'DeliveryError', kind, code });
    expect(info).not.toHaveBeenCalled();
    expect(complete).toHaveBeenCalledTimes(1);
  });

  it('takes a workspace that is being moved for a Slack that is away', () => {
    expect(toDeliveryError(platformError('team_added_to_org')).kind).toBe('slack-unavailable');
  });

  it('shares nothing when an upload fails', async () => {
    const { share, begin, complete, fetch } = setUp();
    const failed = () => new Response('no', { status: 500 });
    fetch.mockResolvedValueOnce(new Response('OK')).mockResolvedValueOnce(failed()).mockResolvedValueOnce(failed());
    await expect(share(target, [file, file], message, begin)).rejects.toMatchObject({ kind: 'slack-unavailable' });
    expect(complete).not.toHaveBeenCalled();
    expect(begin).not.toHaveBeenCalled();
  });

  it.each([
    ['it failed', async () => new Response('no', { status: 503 }), true],
    ['there was no answer', async () => Promise.reject(new TypeError('fetch failed')), true],
    ['it is refused', async () => new Response('no', { status: 413 }), false],
  ])('has a second try at an upload, or none, where %s', async (_name, first, isMadeAgain) => {
    const { share, begin, complete, fetch } = setUp();
    fetch.mockImplementationOnce(first);
    const shared = share(target, [file], message, begin).then(
      () => true,
      () => false,
    );
    expect(await shared).toBe(isMadeAgain);
    expect(complete).toHaveBeenCalledTimes(isMadeAgain ? 1 : 0);
    expect(fetch).toHaveBeenCalledTimes(isMadeAgain ? 2 : 1);
  });

  it('begins with all the files once they are uploaded, before anybody can see them', async () => {
    const { share, begin, complete, fetch } = setUp();
    begin.mockImplementation(async () => {
      expect(fetch).toHaveBeenCalledTimes(2);
      expect(complete).not.toHaveBeenCalled();
    });
    await share(target, [file, file], message, begin);
    expect(begin.mock.calls).toEqual([[['F1', 'F2']]]);
    expect(complete).toHaveBeenCalledTimes(1);
  });

  it('shares nothing where it may not begin, and says why', async () => {
    const { share, begin, complete } = setUp();
    const why = new Error('of another process');
    begin.mockRejectedValue(why);
    await expect(share(target, [file], message, begin)).rejects.toBe(why);
    expect(complete).not.toHaveBeenCalled();
  });
});

/** The file is elsewhere, or nowhere. */
const absent = { ok: true, file: { channels: ['C000000002'] } };
const there = { ok: true, file: { channels: [CHANNEL], permalink: 'https://slack/F1' } };

describe('an answer to the share', () => {
  it.each([
    ['lost', lostAnswer()],
    ['a 500', new webApi.WebAPIHTTPError(500, 'Oops', {}, '')],
    ['that there is no such file, as after a call that was done before', platformError('file_not_found')],
    ['that something went wrong', platformError('fatal_error')],
  ])('%s is no failure where the file is in the channel', async (_name, error) => {
    const { share, begin, complete, info, remove } = setUp();
    complete.mockRejectedValue(error);
    info.mockResolvedValueOnce(absent).mockRejectedValueOnce(lostAnswer()).mockResolvedValueOnce(there);
    const shared = await share(target, [file], { ...message, blocks: [section] }, begin);
    expect(shared).toEqual({ fileIds: ['F1'], permalink: 'https://slack/F1' });
    expect(complete).toHaveBeenCalledTimes(1);
    expect(remove).not.toHaveBeenCalled();
  });

  it('that is ok is believed once the file is in the channel, which takes its time', async () => {
    const { share, begin, complete, info } = setUp();
    info.mockReset();
    for (let look = 1; look <= 7; look += 1) info.mockResolvedValueOnce(absent);
    info.mockResolvedValueOnce(there);
    expect(await share(target, [file], message, begin)).toMatchObject({ fileIds: ['F1'] });
    expect(info).toHaveBeenCalledTimes(8);
    expect(complete).toHaveBeenCalledTimes(1);
  });

  it('that is ok is all there is where Slack can not be asked', async () => {
    const { share, begin, info, remove } = setUp();
    info.mockRejectedValue(platformError('missing_scope'));
    const shared = await share(target, [file], message, begin);
    expect(shared).toEqual({ fileIds: ['F1'], permalink: 'https://slack/F1' });
    expect(info).toHaveBeenCalledOnce();
    expect(remove).not.toHaveBeenCalled();
    info.mockRejectedValue(lostAnswer());
    expect(await share(target, [file], message, begin)).toMatchObject({ permalink: 'https://slack/F1' });
    expect(info).toHaveBeenCalledTimes(1 + 8);
  });

  it.each([
    ['ok', undefined],
    ['lost', lostAnswer()],
  ])('that is %s, and no file comes: it is deleted, then uploaded and shared as a new one', async (_name, error) => {
    const { share, begin, complete, completed, info, remove, fetch } = setUp();
    if (error !== undefined) complete.mockRejectedValueOnce(error);
    info.mockImplementation(async ({ file: id } = { file: '' }) => (id === 'F1' ? absent : there));
    remove.mockImplementation(async () => {
      // What has gone for good before the second try can't come beside it.
      expect(complete).toHaveBeenCalledTimes(1);
      return { ok: true };
    });
    expect(await share(target, [file], message, begin)).toMatchObject({ fileIds: ['F2'] });
    expect(begin.mock.calls).toEqual([[['F1']], [['F2']]]);
    expect(remove.mock.calls).toEqual([[{ file: 'F1' }]]);
    expect(completed().map(({ files }) => files[0].id)).toEqual(['F1', 'F2']);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('counts a file as gone that Slack does not know any more', async () => {
    const { share, begin, info, remove } = setUp();
    info.mockImplementation(async ({ file: id } = { file: '' }) => (id === 'F1' ? absent : there));
    remove.mockRejectedValue(platformError('file_not_found'));
    expect(await share(target, [file], message, begin)).toMatchObject({ fileIds: ['F2'] });
  });

  it.each([
    ['ok', undefined, 'slack-not-landed'],
    ['lost', lostAnswer(), 'slack-unavailable'],
  ])('that is %s twice, and no file comes, is a failure, and none can come any more', async (_name, error, kind) => {
    const { share, begin, complete, info, remove } = setUp();
    if (error !== undefined) complete.mockRejectedValue(error);
    info.mockResolvedValue(absent);
    await expect(share(target, [file, file], message, begin)).rejects.toMatchObject({ name: 'DeliveryError', kind });
    expect(complete).toHaveBeenCalledTimes(2);
    expect(remove.mock.calls.map(([given]) => given?.file)).toEqual(['F1', 'F2', 'F3', 'F4']);
  });

  it('that leaves a file which may still come is not answered by a second one, and said so', async () => {
    const { share, begin, complete, info, remove } = setUp();
    info.mockResolvedValue(absent);
    remove.mockRejectedValue(platformError('cant_delete_file'));
    await expect(share(target, [file], message, begin)).rejects.toMatchObject({ kind: 'slack-share-unknown' });
    expect(complete).toHaveBeenCalledTimes(1);
  });

  it('that is lost says nothing where Slack can not be asked either', async () => {
    const { share, begin, complete, info, remove } = setUp();
    complete.mockRejectedValue(lostAnswer());
    info.mockRejectedValue(lostAnswer());
    await expect(share(target, [file], message, begin)).rejects.toMatchObject({ kind: 'slack-share-unknown' });
    expect(complete).toHaveBeenCalledTimes(1);
    expect(remove).not.toHaveBeenCalled();
  });

  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  it.each([
    ['there was no connection', new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: refused }))],
    ['Slack had nobody to give the call to', new webApi.WebAPIHTTPError(503, 'Unavailable', {}, '')],
  ])('did not get lost where %s: nothing was shared', async (_name, error) => {
    const { share, begin, complete, info } = setUp();
    complete.mockRejectedValue(error);
    await expect(share(target, [file], message, begin)).rejects.toMatchObject({ kind: 'slack-unavailable' });
    expect(info).not.toHaveBeenCalled();
  });

  it('that Slack limits the bot is passed on, with for how long', async () => {
    const { share, begin, complete } = setUp();
    complete.mockRejectedValue(new webApi.WebAPIRateLimitedError(60));
    const fault = { kind: 'slack-rate-limited', limitedForMs: 60_000 };
    await expect(share(target, [file], message, begin)).rejects.toMatchObject(fault);
    expect(complete).toHaveBeenCalledTimes(1);
  });
});

/** What stood beside the files: the types of the blocks, or the words alone. */
const besideOf = (given: { blocks?: unknown; initial_comment?: unknown }) =>
  Array.isArray(given.blocks) ? given.blocks.map(({ type }) => type) : given.initial_comment;

describe('the message beside the files', () => {
  const WITH = ['section', 'actions'];
  const WITHOUT = ['section'];
  const WORDS = 'as asked';

  /** A workspace that takes no more than that. */
  function takes(forms: readonly unknown[], code = 'invalid_blocks') {
    const parts = setUp();
    parts.complete.mockImplementation(async (given) => {
      if (!forms.some((form) => String(form) === String(besideOf(given ?? {})))) throw platformError(code);
      return { ok: true, files: [{ id: 'F1' }] };
    });
    parts.info.mockImplementation(async () =>
      parts.complete.mock.settledResults.at(-1)?.type === 'fulfilled' ? there : absent,
    );
    const send = (given = message) => parts.share(target, [file], given, parts.begin);
    const sent = () => parts.completed().map((given) => besideOf(given ?? {}));
    return { ...parts, send, sent };
  }

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('has its buttons where Slack takes them', async () => {
    const { send, sent } = takes([WITH]);
    expect(await send()).toEqual({ fileIds: ['F1'], permalink: 'https://slack/F1' });
    expect(sent()).toEqual([WITH]);
  });

  it.each([
    ['invalid_blocks', WITHOUT, [WITH, WITHOUT]],
    ['invalid_blocks_format', WORDS, [WITH, WITHOUT, WORDS]],
    ['msg_blocks_too_long', WORDS, [WITH, WITHOUT, WORDS]],
  ])('steps down where Slack refuses it as %s, and says that the buttons are left out', async (code, form, tried) => {
    const { send, sent, complete } = takes([form], code);
    // A message that was denied access for shared by nobody: nothing is looked for.
    expect(await send()).toMatchObject({ fileIds: ['F1'], buttonsLeftOut: true });
    expect(sent()).toEqual(tried);
    expect(complete.mock.calls.map(([given]) => given?.files[0].id)).toEqual(tried.map(() => 'F1'));
  });

  it('looks before it steps down from an internal_error, which may come after all is done', async () => {
    const { send, sent, complete, info } = takes([WITHOUT], 'internal_error');
    await send();
    expect(sent()).toEqual([WITH, WITHOUT]);
    complete.mockRejectedValue(platformError('internal_error'));
    info.mockReset().mockResolvedValue(there);
    expect(await send()).toMatchObject({ fileIds: ['F2'] });
    expect(sent()).toHaveLength(3);
  });

  it('begins for a day with what was taken last, then with all of it again', async () => {
    const { send, sent } = takes([WITHOUT]);
    await send();
    vi.advanceTimersByTime(24 * 60 * 60 * 1000 - 1);
    expect(await send()).toMatchObject({ buttonsLeftOut: true });
    expect(sent()).toEqual([WITH, WITHOUT, WITHOUT]);
    vi.advanceTimersByTime(2);
    await send();
    expect(sent().slice(3)).toEqual([WITH, WITHOUT]);
  });

  it.each(['msg_blocks_too_long', 'internal_error'])(
    'does not take %s for what the workspace is like',
    async (code) => {
      const { send, sent } = takes([WITHOUT], code);
      await send();
      vi.advanceTimersByTime(11 * 60 * 1000);
      await send();
      expect(sent()).toEqual([WITH, WITHOUT, WITH, WITHOUT]);
    },
  );

  it('that has no buttons is not tried twice as it is, and misses none', async () => {
    const { send, sent } = takes([WORDS]);
    expect(await send({ ...message, blocks: [section] })).toEqual({ fileIds: ['F1'], permalink: 'https://slack/F1' });
    expect(sent()).toEqual([WITHOUT, WORDS]);
    const other = takes([WITHOUT]);
    await other.send();
    await other.send({ ...message, blocks: [section] });
    expect(other.sent()).toEqual([WITH, WITHOUT, WITHOUT]);
  });

  it('that Slack takes in no form is a failure', async () => {
    const { send } = takes([]);
    await expect(send()).rejects.toMatchObject({ kind: 'slack-refused', code: 'invalid_blocks' });
  });
});

describe('find', () => {
  it.each(['channels', 'groups', 'ims'])('finds the files by the first of them, among %s', async (kind) => {
    const { find, info } = setUp();
    info.mockResolvedValue({ ok: true, file: { id: 'F1', [kind]: ['C1', CHANNEL], permalink: 'https://slack/F1' } });
    expect(await find(CHANNEL, ['F1', 'F2'])).toEqual({ fileIds: ['F1', 'F2'], permalink: 'https://slack/F1' });
    expect(info.mock.calls).toEqual([[{ file: 'F1' }]]);
  });

  it('finds none that is elsewhere', async () => {
    const { find, info } = setUp();
    info.mockResolvedValue({ ok: true, file: { id: 'F1', channels: ['C000000002'] } });
    expect(await find(CHANNEL, ['F1'])).toBeUndefined();
  });

  it.each(['file_not_found', 'file_deleted'])('finds none where Slack says %s', async (code) => {
    const { find, info } = setUp();
    info.mockRejectedValue(platformError(code));
    expect(await find(CHANNEL, ['F1'])).toBeUndefined();
  });

  it('does not take no answer for an answer', async () => {
    const { find, info } = setUp();
    info.mockRejectedValue(lostAnswer());
    await expect(find(CHANNEL, ['F1'])).rejects.toMatchObject({ name: 'DeliveryError', kind: 'slack-unavailable' });
  });
});
