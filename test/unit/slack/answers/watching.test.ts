import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { FlowVersion } from '../../../../src/flows/fetch/flow-versions.ts';
import type { Watch } from '../../../../src/notify/records.ts';
import { DeliveryError } from '../../../../src/slack/delivery/delivery-error.ts';
import { toWatchValue } from '../../../../src/slack/payloads/watch-value.ts';
import { StoreError } from '../../../../src/store/store-error.ts';
import { messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { CHANNEL, TEAM, USER } from '../fixtures/people.ts';
import { setUpApp } from '../support/bolt.ts';
import { shownIn } from '../support/texts.ts';

const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const OTHER_ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b19';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MESSAGE_TS = '1700000000.000100';
const flow = { flowId: ID, account: 'default', custSpaceId: undefined };
const inChannel = { teamId: TEAM.id, channelId: CHANNEL.id };

const versionOf = (version: number, title: string, ref: FlowVersion['flow'] = flow): FlowVersion => ({
  flow: ref,
  version,
  contentHash: `${version}`.repeat(64),
  file: { sha256: `${version}`.repeat(64), bytes: 70 },
  json: JSON.stringify({ version: '7.0', screens: [{ id: 'START', title }] }, null, 2),
  name: 'Sign-up',
  status: 'PUBLISHED',
  firstSeenAt: 1_700_000_000_000,
  firstSeenBy: undefined,
});

/** The app, in which these versions are known. */
function setUp(...known: FlowVersion[]) {
  const app = setUpApp();
  const of = (ref: FlowVersion['flow']) =>
    known.filter((one) => one.flow.flowId === ref.flowId && one.flow.custSpaceId === ref.custSpaceId).reverse();
  app.versions.latest.mockImplementation(async (ref) => of(ref)[0]);
  app.versions.get.mockImplementation(async (ref, version) => of(ref).find((one) => one.version === version));
  app.versions.list.mockImplementation(async (ref, limit) => of(ref).slice(0, limit));
  /** Sends what Slack would, and gives what the person is told privately, at once or later. */
  async function ask(body: object): Promise<string> {
    const acks = await app.send(body);
    const told = () => [...acks.filter((ack) => ack !== undefined), ...app.posts.map((post) => post.body)];
    await vi.waitFor(() => expect(told().length).toBeGreaterThan(0));
    for (const one of told()) expect(one).toMatchObject({ response_type: 'ephemeral' });
    return told()
      .map((one) => shownIn(one))
      .join('\n');
  }
  /** Sends what Slack would, and gives what the channel reads of it, once and for all to see. */
  async function tellChannel(body: object, channelId: string = CHANNEL.id): Promise<string> {
    expect(await app.send(body)).toEqual([undefined]);
    await vi.waitFor(() => expect(app.client.postMessage).toHaveBeenCalled());
    expect(app.posts).toEqual([]);
    const [[message] = [], ...others] = app.client.postMessage.mock.calls;
    expect(others).toEqual([]);
    expect(message?.channel).toBe(channelId);
    return shownIn(message);
  }
  return { ...app, ask, tellChannel };
}

const refused = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });

const watchOf = (facts: Partial<Watch> = {}): Watch => ({
  ...inChannel,
  flow,
  everyMs: 10 * MINUTE,
  createdBy: USER.id,
  createdAt: 0,
  pausedUntil: undefined,
  pausedWhy: undefined,
  ...facts,
});

describe('/flow-json watch', () => {
  it('says in the channel who set it up and how to end it, and watches from the latest version then', async () => {
    const { tellChannel, watches, client } = setUp(versionOf(1, 'a'), versionOf(2, 'b'));
    const text = await tellChannel(slashCommand(`watch ${ID}`));
    expect(text).toContain(`<@${USER.id}> set up a watch. I'll notify this channel when flow \`${ID}\` changes.`);
    expect(text).toContain('I look for changes every 10 minutes.');
    expect(text).toContain(`To end this, type \`/flow-json unwatch ${ID}\`.`);
    expect(client.join).toHaveBeenCalledWith({ channel: CHANNEL.id });
    expect(watches.add).toHaveBeenCalledExactlyOnceWith(
      { ...inChannel, flow, everyMs: 10 * MINUTE, createdBy: USER.id },
      { sinceVersion: 2, firstPollInMs: expect.any(Number) },
    );
    const [[, { firstPollInMs } = { firstPollInMs: -1 }] = []] = watches.add.mock.calls;
    expect(firstPollInMs).toBeGreaterThanOrEqual(0);
    expect(firstPollInMs).toBeLessThan(10_000);
  });

  it('does not look at two flows at once', async () => {
    const { send, watches } = setUp();
    await send(slashCommand(`watch ${ID}`));
    await send(slashCommand(`watch ${OTHER_ID}`));
    const [first, second] = watches.add.mock.calls.map(([, { firstPollInMs }]) => firstPollInMs);
    expect(first).not.toBe(second);
  });

  it('says openly that flows are looked at less often', async () => {
    const { tellChannel, watcher } = setUp();
    watcher.interval.mockReturnValue({ everyMs: 16 * MINUTE, isStretched: true, flows: 1000 });
    expect(await tellChannel(slashCommand(`watch ${ID}`))).toContain(
      '1,000 flows are watched, so I currently look for changes every 16 minutes.',
    );
  });

  it('says nothing of it where the channel wants no more', async () => {
    const { tellChannel, watcher } = setUp();
    watcher.interval.mockReturnValue({ everyMs: 16 * MINUTE, isStretched: true, flows: 1000 });
    expect(await tellChannel(slashCommand(`watch ${ID} every 1h`))).not.toContain('1,000');
  });

  it.each([
    ['channel_not_found', 'Add me with `/invite` <@U000000009> and try again, or use our direct message.'],
    ['not_in_channel', 'Add me with `/invite` <@U000000009>'],
    ['is_archived', 'this channel is archived.'],
    ['restricted_action', 'only some people can post in this channel.'],
    ['something_odd', 'Slack refused my message in this channel: `something_odd`.'],
  ])('sets nothing up where it can not say so in the channel, and says why: %s', async (error, words) => {
    const { ask, watches, client } = setUp();
    client.postMessage.mockRejectedValue(refused(error));
    const text = await ask(slashCommand(`watch ${ID}`));
    expect(text).toContain("*I couldn't set that up:*");
    expect(text).toContain(words);
    expect(watches.add).not.toHaveBeenCalled();
  });

  it('says that nobody can be added to a conversation of two', async () => {
    const { ask, watches, client } = setUp();
    client.postMessage.mockRejectedValue(refused('channel_not_found'));
    const text = await ask({ ...slashCommand(`watch ${ID}`), channel_id: 'D000000007' });
    expect(text).toContain('a conversation between two people');
    expect(text).not.toContain('/invite');
    expect(watches.add).not.toHaveBeenCalled();
  });

  it('does not count a message of which nobody knows whether it arrived', async () => {
    const { ask, watches, client } = setUp();
    client.postMessage.mockRejectedValue(new webApi.WebAPIRequestError(new Error('socket hang up')));
    expect(await ask(slashCommand(`watch ${ID}`))).toContain('If you see it, ignore it. Try again.');
    expect(watches.add).not.toHaveBeenCalled();
  });

  it('watches in a private channel that it is a member of, and in a direct message', async () => {
    const { tellChannel, watches, client } = setUp();
    client.join.mockRejectedValue(refused('method_not_supported_for_channel_type'));
    await tellChannel(slashCommand(`watch ${ID} space:eu-shop`));
    expect(watches.add.mock.calls[0]?.[0].flow.custSpaceId).toBe('cams-eu');
  });

  it('takes back what it said where it can not be stored', async () => {
    const { ask, watches, client } = setUp();
    watches.add.mockRejectedValue(new StoreError('store-failed', 'disk I/O error'));
    expect(await ask(slashCommand(`watch ${ID}`))).toContain("the bot can't reach its database");
    expect(client.deleteMessage).toHaveBeenCalledExactlyOnceWith({ channel: CHANNEL.id, ts: '1700000002.000200' });
    expect(client.updateMessage).not.toHaveBeenCalled();
  });

  it('says in its place that it does not hold where it can not be deleted', async () => {
    const { ask, watches, client } = setUp();
    watches.add.mockRejectedValue(new StoreError('store-failed', 'disk I/O error'));
    client.deleteMessage.mockRejectedValue(refused('cant_delete_message'));
    expect(await ask(slashCommand(`watch ${ID}`))).toContain('*That did not work:*');
    expect(shownIn(client.updateMessage.mock.calls)).toContain('Nothing has changed');
  });

  it('says so where it stands there all the same', async () => {
    const { ask, watches, client, lines } = setUp();
    watches.add.mockRejectedValue(new StoreError('store-failed', 'disk I/O error'));
    client.deleteMessage.mockRejectedValue(refused('cant_delete_message'));
    client.updateMessage.mockRejectedValue(refused('cant_update_message'));
    expect(await ask(slashCommand(`watch ${ID}`))).toContain('My message in the channel says otherwise');
    expect(lines).toEqual(['error: A listener failed']);
  });

  it('says in the channel nothing of a watch that there can be no more of, before or after', async () => {
    const before = setUp();
    before.watches.fullFor.mockResolvedValue({ full: 'channel', limit: 200 });
    expect(await before.ask(slashCommand(`watch ${ID}`))).toContain('This channel already watches 200 flows');
    expect(before.client.postMessage).not.toHaveBeenCalled();

    const meanwhile = setUp();
    meanwhile.watches.add.mockResolvedValue({ full: 'person', limit: 200 });
    expect(await meanwhile.ask(slashCommand(`watch ${ID}`))).toContain('You already watch 200 flows');
    expect(meanwhile.client.deleteMessage).toHaveBeenCalledOnce();
  });

  it('says privately that nothing would be different', async () => {
    const { ask, watches, client } = setUp();
    watches.find.mockResolvedValue(watchOf());
    expect(await ask(slashCommand(`watch ${ID}`))).toContain("I'm already watching");
    expect(client.postMessage).not.toHaveBeenCalled();
    expect(watches.add).not.toHaveBeenCalled();
  });

  it.each([
    [watchOf({ everyMs: 60 * MINUTE }), "changed the watch. I'll keep notifying this channel"],
    [watchOf({ pausedWhy: 'muted', pausedUntil: 1 }), 'turned the watch on again'],
    [watchOf({ pausedWhy: 'flow-gone' }), 'turned the watch on again'],
  ])('says in the channel what is different: %#', async (known, words) => {
    const { tellChannel, watches } = setUp();
    watches.find.mockResolvedValue(known);
    expect(await tellChannel(slashCommand(`watch ${ID}`))).toContain(words);
    expect(watches.add).toHaveBeenCalledOnce();
  });

  it.each([
    [`watch ${ID} every 1m`, "`every 1m` isn't an interval that I can use"],
    [`watch ${ID} space:no.where`, "isn't a space"],
    ['ops', 'Type `/flow-json ops here`'],
  ])('answers %s', async (text, answer) => {
    expect(await setUp().ask(slashCommand(text))).toContain(answer);
  });
});

describe('/flow-json unwatch, mute and unmute', () => {
  it.each([
    [USER.id, false],
    ['U000000077', true],
  ])(
    'ends a watch, and tells the channel who did; who had set it up, where that is another: %s',
    async (createdBy, isNamed) => {
      const { tellChannel, watches } = setUp();
      watches.find.mockResolvedValue(watchOf({ createdBy }));
      const text = await tellChannel(slashCommand(`unwatch ${ID}`));
      expect(text).toContain(`<@${USER.id}> ended the watch. I'll no longer notify this channel when flow \`${ID}\``);
      expect(text.includes('<@U000000077> set it up.')).toBe(isNamed);
      expect(text).toContain(`To watch it again, type \`/flow-json watch ${ID}\`.`);
      expect(watches.remove).toHaveBeenCalledExactlyOnceWith({ ...inChannel, flow });
    },
  );

  it('ends it where the channel can not be told, and says that', async () => {
    const { ask, watches, client } = setUp();
    watches.find.mockResolvedValue(watchOf());
    client.postMessage.mockRejectedValue(refused('is_archived'));
    expect(await ask(slashCommand(`unwatch ${ID}`))).toContain("Done, but I couldn't post in");
    expect(watches.remove).toHaveBeenCalledOnce();
  });

  it.each(['unwatch', 'mute', 'unmute'])('%s says privately that there is no such watch', async (word) => {
    const { ask, watches, client } = setUp();
    watches.remove.mockResolvedValue(undefined);
    watches.mute.mockResolvedValue(false);
    expect(await ask(slashCommand(`${word} ${ID}`))).toBe(`This channel doesn't watch flow \`${ID}\`.`);
    expect(client.postMessage).not.toHaveBeenCalled();
  });

  it('mutes for a day, and tells the channel until when and how to undo it', async () => {
    const { tellChannel, watches, client } = setUp();
    const text = await tellChannel(slashCommand(`mute ${ID}`));
    expect(text).toContain(`<@${USER.id}> muted flow \`${ID}\``);
    expect(text).toContain('<!date^1700086400^');
    expect(text).toContain(`\`/flow-json unmute ${ID}\``);
    expect(JSON.stringify(client.postMessage.mock.calls)).toContain('"action_id":"unmute_watch"');
    expect(watches.mute).toHaveBeenCalledExactlyOnceWith({ ...inChannel, flow }, DAY);
  });

  it('unmutes, and tells the channel', async () => {
    const { tellChannel, watches } = setUp();
    watches.find.mockResolvedValue(watchOf({ pausedWhy: 'muted', pausedUntil: 1 }));
    expect(await tellChannel(slashCommand(`unmute ${ID}`))).toContain("I'll notify this channel again");
    expect(watches.mute).toHaveBeenCalledExactlyOnceWith({ ...inChannel, flow }, undefined);
  });

  it.each([[watchOf()], [watchOf({ pausedWhy: 'flow-gone' })]])('has nothing to unmute: %#', async (known) => {
    const { ask, watches, client } = setUp();
    watches.find.mockResolvedValue(known);
    expect(await ask(slashCommand(`unmute ${ID}`))).toContain("isn't muted here.");
    expect(watches.mute).not.toHaveBeenCalled();
    expect(client.postMessage).not.toHaveBeenCalled();
  });
});

describe('/flow-json watches and ops', () => {
  it('lists what the channel watches', async () => {
    const { ask, watches, posts } = setUp(versionOf(1, 'a'));
    watches.ofChannel.mockResolvedValue([
      {
        ...inChannel,
        flow,
        everyMs: 60 * MINUTE,
        createdBy: USER.id,
        createdAt: 0,
        pausedUntil: undefined,
        pausedWhy: undefined,
      },
    ]);
    expect(await ask(slashCommand('watches'))).toContain(`*Sign-up*\n\`${ID}\` · every 1 hour`);
    expect(watches.ofChannel).toHaveBeenCalledWith(TEAM.id, CHANNEL.id);
    expect(JSON.stringify(posts)).toContain(JSON.stringify(toWatchValue(flow)));
  });

  it('makes the channel the one of the operators, and says there who did and how to end it', async () => {
    const { tellChannel, opsChannels } = setUp();
    const text = await tellChannel(slashCommand('ops here'));
    expect(text).toContain(`<@${USER.id}> set up operator notifications`);
    expect(text).toContain('`/flow-json ops off`');
    expect(opsChannels.set).toHaveBeenCalledExactlyOnceWith(TEAM.id, CHANNEL.id);
  });

  it('does not, where it could not tell them', async () => {
    const { ask, opsChannels, client } = setUp();
    client.postMessage.mockRejectedValue(refused('channel_not_found'));
    expect(await ask(slashCommand('ops here'))).toContain('Add me with');
    expect(opsChannels.set).not.toHaveBeenCalled();
  });

  it('tells the channel that it was until then where that is now', async () => {
    const { send, opsChannels, client } = setUp();
    opsChannels.of.mockResolvedValue('C000000044');
    opsChannels.set.mockResolvedValue('C000000044');
    await send(slashCommand('ops here'));
    await vi.waitFor(() => expect(client.postMessage).toHaveBeenCalledTimes(2));
    const [, [moved] = []] = client.postMessage.mock.calls;
    expect(moved?.channel).toBe('C000000044');
    expect(shownIn(moved)).toContain(`moved the operator notifications to <#${CHANNEL.id}>`);
  });

  it('has moved where the old channel can not be told', async () => {
    const { send, opsChannels, client, notified } = setUp();
    opsChannels.set.mockResolvedValue('C000000044');
    client.postMessage.mockImplementation(async (message) => {
      if (message?.channel === 'C000000044') throw refused('is_archived');
      return { ok: true };
    });
    await send(slashCommand('ops here'));
    expect(opsChannels.set).toHaveBeenCalledOnce();
    expect(notified()).not.toContain("couldn't");
  });

  it('says privately that it is that channel already', async () => {
    const { ask, opsChannels, client } = setUp();
    opsChannels.of.mockResolvedValue(CHANNEL.id);
    expect(await ask(slashCommand('ops here'))).toContain("I'm already sending operator notifications here");
    expect(client.postMessage).not.toHaveBeenCalled();
    expect(opsChannels.set).not.toHaveBeenCalled();
  });

  it('ends that, and tells the channel', async () => {
    const { tellChannel, opsChannels } = setUp();
    opsChannels.remove.mockResolvedValue(CHANNEL.id);
    expect(await tellChannel(slashCommand('ops off'))).toContain(`<@${USER.id}> ended the operator notifications`);
    expect(opsChannels.remove).toHaveBeenCalledExactlyOnceWith(TEAM.id);
  });

  it('ends it from another channel, with a reply there', async () => {
    const { ask, opsChannels, client } = setUp();
    opsChannels.remove.mockResolvedValue('C000000044');
    expect(await ask(slashCommand('ops off'))).toBe('Done. I posted it in <#C000000044>.');
    expect(client.postMessage.mock.calls.map(([message]) => message?.channel)).toEqual(['C000000044']);
  });

  it('says that there is none to end', async () => {
    expect(await setUp().ask(slashCommand('ops off'))).toContain('No channel gets operator notifications');
  });
});

describe('/flow-json history and diff', () => {
  const three = [versionOf(1, 'One'), versionOf(2, 'Two'), versionOf(3, 'Three')];

  it('lists at most 20 versions, the newest first', async () => {
    const { ask } = setUp(...Array.from({ length: 21 }, (_, index) => versionOf(index + 1, `${index}`)));
    const text = await ask(slashCommand(`history ${ID}`));
    expect(text.match(/^\*\d+\*/gm)).toHaveLength(20);
    expect(text).toContain('*21* ·');
    expect(text).toContain("Older versions aren't shown.");
  });

  it.each(['history', 'diff'])('says that none was seen: %s', async (word) => {
    expect(await setUp().ask(slashCommand(`${word} ${ID}`))).toContain(
      `I haven't seen a version of flow \`${ID}\` yet`,
    );
  });

  it.each([
    ['', 2, 3, 'Two', 'Three'],
    ['1', 1, 3, 'One', 'Three'],
    ['3', 2, 3, 'Two', 'Three'],
    ['1 2', 1, 2, 'One', 'Two'],
    ['3 1', 3, 1, 'Three', 'One'],
  ])('compares the versions %j', async (words, before, after, old, now) => {
    const { ask, share } = setUp(...three);
    const text = await ask(slashCommand(`diff ${ID} ${words}`));
    expect(text).toContain(`*START*: title “${old}” → “${now}”`);
    expect(text).toContain('The full diff is in <https://files.example/F1|your direct message with me>.');
    expect(share).toHaveBeenCalledOnce();
    const [[target, [file] = [], message] = []] = share.mock.calls;
    expect(target).toEqual({ channelId: 'D000000001' });
    expect(file).toMatchObject({ filename: `${ID}-v${before}-v${after}.diff`, snippetType: 'diff' });
    expect(file?.content).toContain(`-      "title": "${old}"\n+      "title": "${now}"`);
    expect(shownIn(message?.blocks)).toContain('*Sign-up* changed: 1 screen edited');
  });

  it.each([
    ['9', `I don't have version 9 of flow \`${ID}\`. The latest is 3.`],
    ['1 9', `I don't have version 9 of flow \`${ID}\`. The latest is 3.`],
    ['1 1', 'No differences:'],
  ])('shares nothing for %s', async (words, answer) => {
    const { ask, share } = setUp(...three);
    expect(await ask(slashCommand(`diff ${ID} ${words}`))).toContain(answer);
    expect(share).not.toHaveBeenCalled();
  });

  it('has nothing to compare a single version with', async () => {
    expect(await setUp(versionOf(1, 'a')).ask(slashCommand(`diff ${ID}`))).toContain('only one version');
  });

  it('compares two flows of two spaces as they are now', async () => {
    const staging = { ...flow, custSpaceId: 'cams-eu' };
    const production = { flowId: OTHER_ID, account: 'default', custSpaceId: 'cams-us' };
    const { ask, share, lookAtFlow } = setUp(versionOf(1, 'Old', staging));
    const now = [versionOf(2, 'One', staging), versionOf(7, 'Two', production)];
    lookAtFlow.mockImplementation(
      async ({ flowId }) => now.find((one) => one.flow.flowId === flowId) ?? versionOf(1, ''),
    );
    const text = await ask(slashCommand(`diff ${ID} space:eu-shop ${OTHER_ID} space:us-shop`));
    expect(text).toContain('title “One” → “Two”');
    expect(share.mock.calls[0]?.[1]).toMatchObject([{ filename: `${ID}-v2-${OTHER_ID}-v7.diff` }]);
    const person = { teamId: TEAM.id, userId: USER.id };
    expect(lookAtFlow.mock.calls).toEqual([
      [staging, person],
      [production, person],
    ]);
  });

  it('says why one of two flows did not come', async () => {
    const { ask, lookAtFlow, share } = setUp();
    lookAtFlow.mockRejectedValue(new CamsError('not-owner', { requestId: 'R-1' }));
    expect(await ask(slashCommand(`diff ${ID} ${OTHER_ID}`))).toContain('R-1');
    expect(share).not.toHaveBeenCalled();
  });

  it('says that Slack did not take the diff', async () => {
    const { ask, share } = setUp(...three);
    share.mockRejectedValue(new DeliveryError('slack-files-refused', 'file_uploads_disabled'));
    expect(await ask(slashCommand(`diff ${ID}`))).toContain('uploads are turned off');
  });
});

describe('the buttons below a change', () => {
  const known = [versionOf(1, 'One'), versionOf(2, 'Two')];
  const value = toWatchValue(flow, 1, 2);
  const thread = { channelId: CHANNEL.id, threadTs: MESSAGE_TS };

  it('share the diff in the thread of the message', async () => {
    const { send, share, posts } = setUp(...known);
    await send(messageButton('show_diff', value));
    expect(share).toHaveBeenCalledOnce();
    const [[target, files, message] = []] = share.mock.calls;
    expect(target).toEqual(thread);
    expect(files).toMatchObject([{ filename: `${ID}-v1-v2.diff`, snippetType: 'diff' }]);
    expect(shownIn(message?.blocks)).toContain(`requested by <@${USER.id}>`);
    expect(posts).toEqual([]);
  });

  it('count their big files until all is shared: others wait before theirs are read', async () => {
    const { send, share, versions, heldMemory } = setUp(...known);
    versions.get.mockImplementation(async (_flow, number) => {
      await heldMemory.take(14 * 1024 * 1024);
      return known[number - 1];
    });
    const { promise: uploaded, resolve: upload } = Promise.withResolvers<void>();
    share.mockImplementationOnce(async () => {
      await uploaded;
      return { fileIds: ['F1'], permalink: undefined };
    });
    const first = send(messageButton('show_diff', value));
    await vi.waitFor(() => expect(share).toHaveBeenCalledOnce());
    const second = send(messageButton('show_diff', toWatchValue(flow, 2, 1)));
    await vi.waitFor(() => expect(versions.get).toHaveBeenCalledTimes(4));
    expect([share.mock.calls.length, heldMemory.taken]).toEqual([1, 42 * 1024 * 1024]);
    upload();
    await Promise.all([first, second]);
    expect([share.mock.calls.length, heldMemory.taken]).toEqual([2, 0]);
  });

  it('share the earlier file, laid out', async () => {
    const { send, share } = setUp(...known);
    await send(messageButton('restore_file', value));
    const [[target, [file] = []] = []] = share.mock.calls;
    expect(target).toEqual(thread);
    expect(file).toMatchObject({ filename: `${ID}-v1.json` });
    expect(file?.content).toContain('\n      "title": "One"\n');
  });

  it('share once where they are clicked twice, and again later', async () => {
    const { send, share } = setUp(...known);
    await Promise.all([send(messageButton('show_diff', value)), send(messageButton('show_diff', value))]);
    expect(share).toHaveBeenCalledOnce();
    await send(messageButton('show_diff', value));
    expect(share).toHaveBeenCalledTimes(2);
  });

  it('go to the thread that the message is in', async () => {
    const { send, share } = setUp(...known);
    const body = messageButton('restore_file', value);
    await send({ ...body, message: { ...body.message, thread_ts: '1600000000.000100' } });
    expect(share.mock.calls[0]?.[0]).toEqual({ ...thread, threadTs: '1600000000.000100' });
  });

  it('mute for a day', async () => {
    const { tellChannel, watches } = setUp();
    expect(await tellChannel(messageButton('mute_watch', value))).toContain('<!date^1700086400^');
    expect(watches.mute).toHaveBeenCalledExactlyOnceWith({ ...inChannel, flow }, DAY);
  });

  it('unmute', async () => {
    const { tellChannel, watches } = setUp();
    watches.find.mockResolvedValue(watchOf({ pausedWhy: 'muted', pausedUntil: 1 }));
    expect(await tellChannel(messageButton('unmute_watch', toWatchValue(flow)))).toContain('unmuted flow');
    expect(watches.mute).toHaveBeenCalledExactlyOnceWith({ ...inChannel, flow }, undefined);
  });

  it('say in the thread that the channel was told, where the message is in one', async () => {
    const { ask, watches, client } = setUp();
    watches.find.mockResolvedValue(watchOf());
    const body = messageButton('unwatch', value);
    const text = await ask({ ...body, message: { ...body.message, thread_ts: '1600000000.000100' } });
    expect(text).toBe(`Done. I posted it in <#${CHANNEL.id}>.`);
    expect(client.postMessage).toHaveBeenCalledOnce();
  });

  it('say that there is nothing to mute', async () => {
    const { ask, watches } = setUp();
    watches.mute.mockResolvedValue(false);
    expect(await ask(messageButton('mute_watch', value))).toContain("This channel doesn't watch");
  });

  it('end the watch', async () => {
    const { tellChannel, watches } = setUp();
    watches.find.mockResolvedValue(watchOf());
    expect(await tellChannel(messageButton('unwatch', value))).toContain('ended the watch');
    expect(watches.remove).toHaveBeenCalledExactlyOnceWith({ ...inChannel, flow });
  });

  it.each(['show_diff', 'restore_file'])('say that the version is gone: %s', async (actionId) => {
    const { ask, share } = setUp();
    expect(await ask(messageButton(actionId, value))).toContain('I no longer have that version');
    expect(share).not.toHaveBeenCalled();
  });

  it.each(['show_diff', 'restore_file', 'mute_watch', 'unwatch'])(
    'say that they are unreadable: %s',
    async (actionId) => {
      const { ask, lines } = setUp();
      expect(await ask(messageButton(actionId, '{"f":"../.."}'))).toContain("I couldn't read that button.");
      expect(lines).toEqual(['warn: A button could not be read']);
    },
  );

  it.each(['show_diff', 'restore_file'])('say why nothing was shared: %s', async (actionId) => {
    const { ask, share } = setUp(...known);
    share.mockRejectedValue(new DeliveryError('slack-rate-limited', 'ratelimited'));
    expect(await ask(messageButton(actionId, value))).toContain('Slack is limiting how fast I can post.');
  });

  it('say that the database is gone', async () => {
    const { ask, watches } = setUp();
    watches.remove.mockRejectedValue(new StoreError('store-failed', 'disk I/O error'));
    expect(await ask(messageButton('unwatch', value))).toContain("the bot can't reach its database");
  });
});
