import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../../src/cams/errors.ts';
import { FlowJsonError } from '../../../../src/flows/json/flow-json.ts';
import { homeWatchValueOf } from '../../../../src/slack/payloads/home-watch-value.ts';
import { requestValueOf } from '../../../../src/slack/payloads/request-value.ts';
import { toWatchValue } from '../../../../src/slack/payloads/watch-value.ts';
import { StoreError } from '../../../../src/store/store-error.ts';
import { homeButton, messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { homeOpened } from '../fixtures/events.ts';
import { CHANNEL, RESPONSE_URL, TEAM, TRIGGER_ID, USER } from '../fixtures/people.ts';
import { globalShortcut, MESSAGE_TS, messageShortcut } from '../fixtures/shortcuts.ts';
import {
  chosen,
  chosenConversation,
  chosenFlows,
  type Filled,
  selected,
  submission,
  suggestion,
  ticked,
  typed,
} from '../fixtures/views.ts';
import { setUpApp } from '../support/bolt.ts';
import { catalogued } from '../support/flows.ts';
import { problemsOfView } from '../support/limits.ts';
import { english, shownIn } from '../support/texts.ts';

const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const OTHER_ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b19';
const flow = (flowId: string, custSpaceId?: string) => ({ flowId, account: 'default', custSpaceId });
const ORIGIN = { channelId: CHANNEL.id, responseUrl: RESPONSE_URL };
const BUTTON_VALUE = requestValueOf({ flowIds: [ID], account: 'default', custSpaceId: undefined });

/** The view that a spy was called with, within Slack's limits. */
function openedView({ mock }: { mock: { calls: unknown[][] } }): webApi.ViewsOpenArguments['view'] {
  expect(mock.calls).toHaveLength(1);
  const [[{ view, trigger_id: triggerId }]] = mock.calls as [[webApi.ViewsOpenArguments & { trigger_id: string }]];
  expect(triggerId).toBe(TRIGGER_ID);
  expect(problemsOfView(view)).toEqual([]);
  return view;
}

const tooLate = () => new webApi.WebAPIPlatformError({ ok: false, error: 'expired_trigger_id' });

describe('/flow-json', () => {
  it('starts a request, and acks with its first line', async () => {
    const { send, started } = setUpApp();
    expect(await send(slashCommand(ID))).toMatchObject([
      { response_type: 'ephemeral', text: `Fetching the JSON of flow ${ID}…` },
    ]);
    expect(started).toMatchObject([
      {
        flows: [flow(ID)],
        conversation: { channelId: CHANNEL.id, threadTs: undefined },
        userId: USER.id,
        teamId: TEAM.id,
        botUserId: 'U000000009',
      },
    ]);
  });

  it('tells what follows by the response_url', async () => {
    const { send, posts, onStart } = setUpApp();
    onStart((tell) => void tell({ text: 'outcome', blocks: [] }));
    await send(slashCommand(ID));
    await vi.waitFor(() => expect(posts).toHaveLength(1));
    expect(posts[0]).toEqual({
      url: RESPONSE_URL,
      body: { text: 'outcome', blocks: [], response_type: 'ephemeral', replace_original: false },
    });
  });

  it('takes several flows of a space', async () => {
    const { send, started } = setUpApp();
    await send(slashCommand(`${ID} ${OTHER_ID} space:eu-shop`));
    expect(started).toMatchObject([{ flows: [flow(ID, 'cams-eu'), flow(OTHER_ID, 'cams-eu')] }]);
  });

  it('looks in the space of the channel where none is named', async () => {
    const { send, started, preferences } = setUpApp();
    preferences.space.mockResolvedValue('us-shop');
    await send(slashCommand(ID));
    expect(preferences.space).toHaveBeenCalledWith(TEAM.id, CHANNEL.id);
    expect(started).toMatchObject([{ flows: [flow(ID, 'cams-us')] }]);
  });

  it.each([
    ['only-me', 'conversation', undefined],
    ['here', 'only-me', { channelId: CHANNEL.id }],
    ['', 'only-me', undefined],
    ['', 'conversation', { channelId: CHANNEL.id }],
  ] as const)('goes where %j says, where %s is usual', async (word, usual, conversation) => {
    const { send, started, preferences } = setUpApp();
    preferences.destination.mockResolvedValue(usual);
    await send(slashCommand(`${ID} ${word}`));
    expect(started).toHaveLength(1);
    if (conversation === undefined) expect(started[0]?.conversation).toBeUndefined();
    else expect(started[0]?.conversation).toMatchObject(conversation);
  });

  it('lists flows', async () => {
    const { send, find, notified } = setUpApp();
    // Acked before the database is asked, which may be far away.
    expect(await send(slashCommand('list sign space:eu-shop'))).toEqual([undefined]);
    expect(find).toHaveBeenCalledWith({ account: 'default', custSpaceId: 'cams-eu' }, 'sign', {
      offset: 0,
      limit: 10,
    });
    expect(notified()).toContain('*Sign-up*');
  });

  it('says so where the database fails, and acks all the same', async () => {
    const { send, started, preferences, posts } = setUpApp();
    preferences.space.mockRejectedValue(new Error('disk I/O error'));
    const acks = await send(slashCommand(ID));
    expect(acks).toMatchObject([
      {
        response_type: 'ephemeral',
        text: expect.stringContaining('That did not work: something unexpected went wrong in the bot.'),
      },
    ]);
    expect(started).toEqual([]);
    expect(posts).toEqual([]);
    expect(JSON.stringify(acks)).not.toContain('disk I/O');
  });

  it('says by the response_url what fails once it has acked', async () => {
    const { send, posts, watches } = setUpApp();
    watches.add.mockRejectedValue(new StoreError('store-failed', 'disk I/O error'));
    expect(await send(slashCommand(`watch ${ID}`))).toEqual([undefined]);
    expect(posts).toMatchObject([
      { url: RESPONSE_URL, body: { text: expect.stringContaining("the bot can't reach its database") } },
    ]);
  });

  describe('with a name', () => {
    const clinic = catalogued({ flowId: ID, name: 'Clinic appointment' });
    const other = catalogued({ flowId: OTHER_ID, name: 'Clinic survey' });

    it('fetches the one flow that has it, and says which that is', async () => {
      const { send, find, started } = setUpApp();
      find.mockResolvedValue({ flows: [clinic], total: 1, isComplete: true });
      const [ack] = await send(slashCommand('clinic space:eu-shop only-me'));
      expect(find).toHaveBeenCalledWith({ account: 'default', custSpaceId: 'cams-eu' }, 'clinic', expect.anything());
      expect(started).toMatchObject([{ flows: [flow(ID, 'cams-eu')], conversation: undefined }]);
      expect(shownIn(ack)).toMatch(
        /One flow matches `clinic`: Clinic appointment \(`17b6.*`\)\.\nFetching the JSON of flow/,
      );
    });

    it('takes the one that is called so for it where others are of such a category', async () => {
      const { send, find, started } = setUpApp();
      const shop = catalogued({ flowId: OTHER_ID, name: 'Shop', categories: ['CLINIC'] });
      find.mockResolvedValue({ flows: [clinic, shop], total: 2, isComplete: true });
      await send(slashCommand('clinic'));
      expect(started).toMatchObject([{ flows: [flow(ID)] }]);
    });

    it('opens the picker with the name in it where several flows have it', async () => {
      const { send, find, started, client } = setUpApp();
      find.mockResolvedValue({ flows: [clinic, other], total: 2, isComplete: true });
      expect(await send(slashCommand('clinic only-me'))).toEqual([undefined]);
      const view = openedView(client.openView);
      expect(shownIn(view)).toContain('Several flows match `clinic`.');
      expect(view).toMatchObject({ private_metadata: JSON.stringify({ ...ORIGIN, name: 'clinic' }) });
      expect(started).toEqual([]);
    });

    it('says that no flow has it, and offers the list', async () => {
      const { send, find, started } = setUpApp();
      find.mockResolvedValue({ flows: [], total: 0, isComplete: true });
      const [ack] = await send(slashCommand('clinic space:eu-shop'));
      expect(shownIn(ack)).toContain("No flow's name, ID or category matches `clinic`.");
      expect(JSON.stringify(ack)).toContain(
        JSON.stringify(JSON.stringify({ name: '', page: 1, account: 'default', custSpaceId: 'cams-eu' })),
      );
      expect(started).toEqual([]);
    });

    it('says so where names cannot be looked up', async () => {
      const { send, find } = setUpApp();
      find.mockResolvedValue({ flows: [], total: 0, isComplete: false, error: new CamsError('permission-denied') });
      const [ack] = await send(slashCommand('clinic'));
      expect(shownIn(ack)).toContain("`clinic` isn't a flow ID, and I can't search for it by name");
    });

    it('holds for other subcommands too', async () => {
      const { send, find, watches, notified } = setUpApp();
      find.mockResolvedValue({ flows: [clinic], total: 1, isComplete: true });
      await send(slashCommand('watch clinic every 1h'));
      expect(watches.add.mock.calls).toMatchObject([[{ flow: flow(ID), everyMs: 3_600_000 }, {}]]);
      find.mockResolvedValue({ flows: [clinic, other], total: 2, isComplete: true });
      await send(slashCommand('history clinic'));
      expect(notified()).toContain('2 flows match `clinic`, such as Clinic appointment');
    });
  });

  it('watches no flow that Alibaba Cloud does not know', async () => {
    const { send, checkFlow, watches, notified } = setUpApp();
    checkFlow.mockResolvedValueOnce({ is: 'not-there', error: new CamsError('not-owner', { requestId: 'R1' }) });
    await send(slashCommand('watch 99999999'));
    expect(checkFlow).toHaveBeenCalledWith(flow('99999999'));
    expect(notified()).toContain("I can't watch flow `99999999`:* the flow belongs to another Alibaba Cloud account");
    expect(watches.add).not.toHaveBeenCalled();
    checkFlow.mockResolvedValueOnce({ is: 'not-known', error: new CamsError('timeout') });
    await send(slashCommand('watch 99999999'));
    expect(watches.add).toHaveBeenCalledTimes(1);
  });

  it('opens the settings', async () => {
    const { send, client } = setUpApp();
    expect(await send(slashCommand('settings'))).toEqual([undefined]);
    expect(openedView(client.openView)).toMatchObject({
      callback_id: 'settings',
      private_metadata: JSON.stringify(ORIGIN),
    });
  });

  it('logs what is wrong with a flow as no fault of the bot', async () => {
    const { send, lookAtFlow, lines } = setUpApp();
    lookAtFlow.mockRejectedValue(new FlowJsonError('too-deep'));
    await send(slashCommand('check 17b6aa11'));
    expect(lines).toEqual(['warn: A flow that somebody asked about could not be fetched']);
  });

  it('opens the picker where no flow is named', async () => {
    const { send, client } = setUpApp();
    expect(await send(slashCommand('space:us-shop only-me'))).toEqual([undefined]);
    const view = openedView(client.openView);
    expect(view).toMatchObject({ callback_id: 'picker', private_metadata: JSON.stringify(ORIGIN) });
    const initial = JSON.stringify(view.blocks);
    expect(initial).toContain('"initial_option":{"text":{"type":"plain_text","text":"us-shop"},"value":"us-shop"}');
    expect(initial).toContain('"initial_option":{"text":{"type":"plain_text","text":"Only me"},"value":"only-me"}');
  });

  it.each([
    [
      'a lost answer',
      new webApi.WebAPIRequestError(new Error('socket hang up')),
      "didn't confirm that the window opened",
    ],
    ['a limit', new webApi.WebAPIRateLimitedError(30), 'Slack is limiting how fast'],
    ['no connection', new Error('down'), "couldn't reach Slack"],
    [
      'a refusal',
      new webApi.WebAPIPlatformError({ ok: false, error: 'view_too_large' }),
      'refused to open the window: view_too_large',
    ],
  ])('says what is so of a modal that Slack did not confirm: %s', async (_name, error, says) => {
    const { send, client, posts } = setUpApp();
    client.openView.mockRejectedValue(error);
    expect(await send(slashCommand(''))).toEqual([undefined]);
    expect(posts).toMatchObject([{ body: { text: expect.stringContaining(says) } }]);
  });

  it('says that a modal came too late', async () => {
    const { send, client, posts } = setUpApp();
    client.openView.mockRejectedValue(tooLate());
    expect(await send(slashCommand(''))).toEqual([undefined]);
    expect(posts).toMatchObject([{ body: { text: expect.stringContaining('window took too long to open') } }]);
  });

  it.each([
    ['help', '*Usage:*'],
    [`${ID} space:nowhere.com`, "isn't a space"],
    ['hlep', "No flow's name, ID or category matches `hlep`. Did you mean `/flow-json help`?"],
    ['status', "`status` isn't a command. Did you mean `/flow-json &lt;flowId&gt; …`?"],
    [`wacth ${ID}`, 'Did you mean `/flow-json watch &lt;flowId&gt; [every 1h]`?'],
    ['watch', '*Usage:* `/flow-json watch &lt;flowId&gt; [every 1h]`'],
    [`history ${ID} ${OTHER_ID}`, '*Usage:* `/flow-json history &lt;flowId&gt;`'],
    ['watch hlep', "No flow's name, ID or category matches `hlep`"],
  ])('answers %j at once', async (text, answer) => {
    const { send, started, find, notified } = setUpApp();
    find.mockResolvedValue({ flows: [], total: 0, isComplete: true });
    await send(slashCommand(text));
    expect(notified()).toContain(answer);
    expect(started).toEqual([]);
  });

  it('says that a space is unknown which the channel still has', async () => {
    const { send, preferences } = setUpApp();
    preferences.space.mockResolvedValue('no such space');
    const [ack] = await send(slashCommand(ID));
    expect(shownIn(ack)).toContain(
      "I don't know a space `no such space`. I know these spaces by name: `eu-shop`, `us-shop`.",
    );
  });
});

describe('the shortcut of a message', () => {
  it('starts a request for the one flow, in the thread of the message', async () => {
    const { send, started, posts } = setUpApp();
    await send(messageShortcut({ text: `flow ID: ${ID}` }));
    expect(started).toMatchObject([
      {
        flows: [flow(ID)],
        conversation: { channelId: CHANNEL.id, threadTs: MESSAGE_TS },
        about: `https://team.slack.com/archives/${CHANNEL.id}/p1700000000000100`,
      },
    ]);
    expect(posts).toMatchObject([{ url: RESPONSE_URL, body: { text: 'started' } }]);
  });

  it('goes to the thread that the message is in', async () => {
    const { send, started } = setUpApp();
    await send(messageShortcut({ text: `flow ID: ${ID}`, thread_ts: '1600000000.000100' }));
    expect(started).toMatchObject([
      {
        conversation: { threadTs: '1600000000.000100' },
        about: `https://team.slack.com/archives/${CHANNEL.id}/p1700000000000100?thread_ts=1600000000.000100&cid=${CHANNEL.id}`,
      },
    ]);
  });

  it('goes to the requester alone where that is usual', async () => {
    const { send, started, preferences } = setUpApp();
    preferences.destination.mockResolvedValue('only-me');
    await send(messageShortcut({ text: `flow ID: ${ID}` }));
    expect(started).toHaveLength(1);
    expect(started[0]?.conversation).toBeUndefined();
  });

  it("does without the channel's space where it has left the settings", async () => {
    const { send, started, preferences } = setUpApp();
    preferences.space.mockResolvedValue('no such space');
    await send(messageShortcut({ text: `flow ID: ${ID}` }));
    expect(started).toMatchObject([{ flows: [flow(ID)] }]);
  });

  it('looks in the space of the channel first, and fetches from where the flow lies', async () => {
    const { send, started, lookUp, preferences } = setUpApp();
    preferences.space.mockResolvedValue('us-shop');
    lookUp.mockResolvedValue({ listed: [catalogued({ flowId: ID, custSpaceId: 'cams-eu' })], isListKnown: true });
    await send(messageShortcut({ text: `it is ${ID}` }));
    expect(lookUp.mock.calls[0]?.[0].map(({ custSpaceId }) => custSpaceId)).toEqual([
      'cams-us',
      undefined,
      'cams-eu',
      'cams-us',
    ]);
    expect(started).toMatchObject([{ flows: [flow(ID, 'cams-eu')] }]);
  });

  it.each([true, false])('asks where no list has the one that is pointed to (lists known: %j)', async (isListKnown) => {
    const { send, started, client, lookUp } = setUpApp();
    lookUp.mockResolvedValue({ listed: [], isListKnown });
    await send(messageShortcut({ text: `flow ID: ${ID}, order ${OTHER_ID}` }));
    expect(started).toEqual([]);
    const view = openedView(client.openView);
    expect(view).toMatchObject({ callback_id: 'found_flows' });
    expect(shownIn(view)).not.toContain(OTHER_ID);
    expect(JSON.stringify(view).includes('initial_options')).toBe(!isListKnown);
  });

  it('offers several', async () => {
    const { send, started, client } = setUpApp();
    await send(messageShortcut({ text: `flow ID: ${ID}, flow ID: ${OTHER_ID}` }));
    expect(started).toEqual([]);
    const view = openedView(client.openView);
    expect(view).toMatchObject({ callback_id: 'found_flows' });
    expect(shownIn(view)).toContain(ID);
    expect(shownIn(view)).toContain(OTHER_ID);
    expect(JSON.parse(String('private_metadata' in view && view.private_metadata))).toEqual({
      ...ORIGIN,
      threadTs: MESSAGE_TS,
      about: `https://team.slack.com/archives/${CHANNEL.id}/p1700000000000100`,
    });
  });

  it('opens the picker where the message holds none, and says so', async () => {
    const { send, client, lookUp } = setUpApp();
    await send(messageShortcut({ text: 'Good morning' }));
    const view = openedView(client.openView);
    expect(lookUp).not.toHaveBeenCalled();
    expect(view).toMatchObject({ callback_id: 'picker' });
    expect(shownIn(view)).toContain('I found no flow ID in that message.');
    expect(shownIn(view)).toContain("The message's thread");
  });

  it('says that a modal came too late', async () => {
    const { send, client, posts } = setUpApp();
    client.openView.mockRejectedValue(tooLate());
    await send(messageShortcut({ text: 'Good morning' }));
    expect(posts).toMatchObject([{ body: { text: expect.stringContaining('window took too long to open') } }]);
  });
});

describe('the global shortcut', () => {
  it('opens the picker, which asks for the conversation', async () => {
    const { send, client } = setUpApp();
    expect(await send(globalShortcut())).toEqual([undefined]);
    const view = openedView(client.openView);
    expect(view).toMatchObject({ callback_id: 'picker', private_metadata: '{}' });
    expect(JSON.stringify(view.blocks)).toContain('conversations_select');
  });
});

describe('the picker', () => {
  const filled: Filled = {
    flows: chosenFlows(ID, OTHER_ID),
    space: selected(undefined),
    destination: chosen('conversation'),
  };

  it('starts a request for what was chosen', async () => {
    const { send, started, posts } = setUpApp();
    expect(await send(submission('picker', { ...filled, space: selected('eu-shop') }, ORIGIN))).toEqual([undefined]);
    expect(started).toMatchObject([
      {
        flows: [flow(ID, 'cams-eu'), flow(OTHER_ID, 'cams-eu')],
        conversation: { channelId: CHANNEL.id, threadTs: undefined },
        userId: USER.id,
        teamId: TEAM.id,
        botUserId: 'U000000009',
      },
    ]);
    expect(posts).toMatchObject([{ url: RESPONSE_URL, body: { text: 'started', replace_original: false } }]);
  });

  it('goes to the requester alone', async () => {
    const { send, started } = setUpApp();
    await send(submission('picker', { ...filled, destination: chosen('only-me') }, ORIGIN));
    expect(started).toHaveLength(1);
    expect(started[0]?.conversation).toBeUndefined();
  });

  it('goes to the thread that it was opened from', async () => {
    const { send, started } = setUpApp();
    const about = 'https://team.slack.com/archives/C1/p1';
    const origin = { ...ORIGIN, threadTs: MESSAGE_TS, about };
    await send(submission('picker', { ...filled, destination: chosen('thread') }, origin));
    await send(submission('picker', { ...filled, destination: chosen('conversation') }, origin));
    expect(started).toMatchObject([
      { conversation: { channelId: CHANNEL.id, threadTs: MESSAGE_TS }, about },
      { conversation: { channelId: CHANNEL.id, threadTs: undefined }, about },
    ]);
  });

  it('goes to the conversation that was chosen, with a line there that only the requester sees', async () => {
    const { send, started, client, posts } = setUpApp();
    await send(submission('picker', { ...filled, conversation: chosenConversation('C000000002') }));
    expect(started).toMatchObject([{ conversation: { channelId: 'C000000002' } }]);
    expect(posts).toEqual([]);
    expect(client.postEphemeral).toHaveBeenCalledWith(
      expect.objectContaining({ channel: 'C000000002', user: USER.id, text: 'started' }),
    );
  });

  it('goes to the direct message where no conversation was chosen', async () => {
    const { send, started, client } = setUpApp();
    await send(submission('picker', { ...filled, conversation: chosenConversation(null) }));
    expect(started).toHaveLength(1);
    expect(started[0]?.conversation).toBeUndefined();
    expect(client.postMessage).toHaveBeenCalledWith(
      expect.objectContaining({ channel: 'D000000001', text: 'started' }),
    );
  });

  it.each([
    ['nothing', []],
    ['a remark', ['remark:none']],
    ['a remark beside a flow', [ID, 'remark:more']],
  ])('refuses %s', async (_name, values) => {
    const { send, started } = setUpApp();
    expect(await send(submission('picker', { ...filled, flows: chosenFlows(...values) }, ORIGIN))).toEqual([
      { response_action: 'errors', errors: { flows: 'Choose a flow from the list.' } },
    ]);
    expect(started).toEqual([]);
  });

  it('refuses a space that nobody knows', async () => {
    const { send, started } = setUpApp();
    expect(await send(submission('picker', { ...filled, space: typed(' <eu> ') }, ORIGIN))).toEqual([
      {
        response_action: 'errors',
        errors: { space: "I don't know a space <eu>. I know these spaces by name: eu-shop, us-shop." },
      },
    ]);
    expect(started).toEqual([]);
  });
});

describe('the modal of found flows', () => {
  it('starts a request for those that stayed ticked', async () => {
    const { send, started } = setUpApp();
    const filled = {
      found_flows: ticked(ID, OTHER_ID),
      space: selected(undefined),
      destination: chosen('thread'),
    };
    await send(submission('found_flows', filled, { ...ORIGIN, threadTs: MESSAGE_TS }));
    expect(started).toMatchObject([
      { flows: [flow(ID), flow(OTHER_ID)], conversation: { channelId: CHANNEL.id, threadTs: MESSAGE_TS } },
    ]);
  });

  it('fetches each from where it lies, by a request for each space', async () => {
    const { send, started, onceKeys, acks } = setUpApp();
    const filled = {
      found_flows: ticked(`${ID}@default/cams-eu`, OTHER_ID, `${OTHER_ID.slice(0, -1)}0@default/cams-eu`),
      space: selected('us-shop'),
      destination: chosen('conversation'),
    };
    await send(submission('found_flows', filled, ORIGIN));
    expect(started).toMatchObject([
      { flows: [flow(ID, 'cams-eu'), flow(`${OTHER_ID.slice(0, -1)}0`, 'cams-eu')] },
      { flows: [flow(OTHER_ID, 'cams-us')] },
    ]);
    expect(new Set(onceKeys.flat().map(({ key }) => key)).size).toBe(2);
    expect(acks).toEqual([undefined]);
  });

  it('refuses none', async () => {
    const { send, started } = setUpApp();
    expect(
      await send(submission('found_flows', { found_flows: ticked(), destination: chosen('thread') }, ORIGIN)),
    ).toEqual([{ response_action: 'errors', errors: { found_flows: 'Choose at least one flow.' } }]);
    expect(started).toEqual([]);
  });
});

describe('the settings', () => {
  it("sets the channel's space and the workspace's destination, and says so", async () => {
    const { send, preferences, posts } = setUpApp();
    await send(submission('settings', { space: selected('eu-shop'), destination: chosen('only-me') }, ORIGIN));
    expect(preferences.setSpace).toHaveBeenCalledWith(TEAM.id, CHANNEL.id, 'eu-shop');
    expect(preferences.setDestination).toHaveBeenCalledWith(TEAM.id, 'only-me');
    expect(posts).toMatchObject([{ url: RESPONSE_URL, body: { text: 'Settings saved.' } }]);
  });

  it.each([
    ['the usual one was chosen', selected('(usual)')],
    ['the field was emptied', typed(null)],
  ])("takes the channel's space away where %s", async (_name, space) => {
    const { send, preferences } = setUpApp();
    await send(submission('settings', { space, destination: chosen('conversation') }, ORIGIN));
    expect(preferences.setSpace).toHaveBeenCalledWith(TEAM.id, CHANNEL.id, undefined);
    expect(preferences.setDestination).toHaveBeenCalledWith(TEAM.id, 'conversation');
  });

  it('closes the modal once they are stored', async () => {
    const { send, preferences, steps } = setUpApp();
    preferences.setDestination.mockImplementation(async () => void steps.push('accept'));
    await send(submission('settings', { destination: chosen('only-me') }, ORIGIN));
    expect(steps).toEqual(['accept', 'ack', 'post']);
  });

  const MODE = { notify_mode: chosen('weekly') };
  const SPACE = { space: selected('(usual)'), destination: chosen('conversation') };

  it.each([
    [ticked(), false, false, 'thread'],
    [ticked('thread'), true, false, 'thread'],
    [ticked('broadcast'), false, true, 'thread'],
    [ticked('files'), false, false, 'message'],
    [ticked('thread', 'broadcast', 'files'), true, true, 'message'],
  ])('sets how the channel is told of changes', async (boxes, useThread, broadcast, filesIn) => {
    const { send, notifyPreferences, client } = setUpApp();
    await send(submission('settings', { ...SPACE, ...MODE, notify_follow_ups: boxes }, ORIGIN));
    const [[told] = []] = client.postMessage.mock.calls;
    expect(told?.channel).toBe(CHANNEL.id);
    expect(shownIn(told)).toContain(`<@${USER.id}> changed how I notify this channel`);
    expect(shownIn(told)).toContain('In a weekly digest');
    expect(notifyPreferences.set.mock.calls).toEqual([
      [TEAM.id, CHANNEL.id, { mode: 'weekly', useThread, broadcast, filesIn }],
    ]);
  });

  it('leaves it as it is where the channel can not be told, saves the rest, and says why', async () => {
    const { send, notifyPreferences, preferences, client, notified } = setUpApp();
    client.postMessage.mockRejectedValueOnce(new webApi.WebAPIPlatformError({ ok: false, error: 'channel_not_found' }));
    await send(submission('settings', { ...SPACE, ...MODE }, ORIGIN));
    expect(notifyPreferences.set).not.toHaveBeenCalled();
    expect(preferences.setDestination).toHaveBeenCalledOnce();
    expect(notified()).toContain('Settings saved, except for how I notify this channel.');
    expect(notified()).toContain("I'm not in this conversation");
  });

  it('tells the channel nothing where it is notified as before', async () => {
    const { send, notifyPreferences, client } = setUpApp();
    notifyPreferences.get.mockResolvedValue({ mode: 'weekly', useThread: false, broadcast: false, filesIn: 'thread' });
    await send(submission('settings', { ...SPACE, ...MODE }, ORIGIN));
    expect(client.postMessage).not.toHaveBeenCalled();
  });

  it.each([
    ['the modal did not ask for it', SPACE, ORIGIN],
    ['the answer is none of ours', { ...SPACE, notify_mode: chosen('hourly') }, ORIGIN],
    ['there is no channel', { ...SPACE, ...MODE }, {}],
  ])('leaves how a channel is told as it is where %s', async (_name, filled, origin) => {
    const { send, preferences, notifyPreferences } = setUpApp();
    await send(submission('settings', filled, origin));
    expect(preferences.setDestination).toHaveBeenCalled();
    expect(notifyPreferences.set).not.toHaveBeenCalled();
  });

  const DISPLAYED = { channel_display: selected('picture'), workspace_display: selected('json') };

  it('sets what the channel and the workspace get of a flow', async () => {
    const { send, displays } = setUpApp();
    await send(submission('settings', { ...SPACE, ...DISPLAYED }, ORIGIN));
    expect(displays.setChannel.mock.calls).toEqual([[TEAM.id, CHANNEL.id, 'picture']]);
    expect(displays.setWorkspace.mock.calls).toEqual([[TEAM.id, 'json']]);
  });

  it('takes from the channel what it got of its own', async () => {
    const { send, displays } = setUpApp();
    await send(submission('settings', { ...SPACE, channel_display: selected('as-workspace') }, ORIGIN));
    expect(displays.setChannel.mock.calls).toEqual([[TEAM.id, CHANNEL.id, undefined]]);
    expect(displays.setWorkspace).not.toHaveBeenCalled();
  });

  it.each([
    ['the modal did not ask for it', SPACE, ORIGIN],
    ['the answer is none of ours', { ...SPACE, channel_display: selected('film') }, ORIGIN],
    ['there is no channel', { ...SPACE, channel_display: selected('json') }, {}],
  ])('leaves what a channel gets of a flow as it is where %s', async (_name, filled, origin) => {
    const { send, displays } = setUpApp();
    await send(submission('settings', filled, origin));
    expect(displays.setChannel).not.toHaveBeenCalled();
  });

  it('leaves every space as it is where there is no channel', async () => {
    const { send, preferences, client } = setUpApp();
    await send(submission('settings', { destination: chosen('only-me') }));
    expect(preferences.setSpace).not.toHaveBeenCalled();
    expect(preferences.setDestination).toHaveBeenCalledWith(TEAM.id, 'only-me');
    expect(client.postMessage).toHaveBeenCalledWith(expect.objectContaining({ channel: 'D000000001' }));
  });

  it('refuses a space that nobody knows', async () => {
    const { send, preferences } = setUpApp();
    expect(
      await send(submission('settings', { space: typed('a b'), destination: chosen('only-me') }, ORIGIN)),
    ).toMatchObject([
      { response_action: 'errors', errors: { space: expect.stringContaining("I don't know a space a b.") } },
    ]);
    expect(preferences.setSpace).not.toHaveBeenCalled();
    expect(preferences.setDestination).not.toHaveBeenCalled();
  });
});

describe('the type-ahead', () => {
  it('offers the flows that match', async () => {
    const { send, find } = setUpApp();
    expect(await send(suggestion(' sign '))).toMatchObject([
      { options: [{ text: { text: 'Sign-up · 17b6aa11' }, value: '17b6aa11' }] },
    ]);
    expect(find).toHaveBeenCalledWith({ account: 'default', custSpaceId: undefined }, 'sign', {
      offset: 0,
      limit: 95,
    });
  });

  it('looks in the space that is chosen, else in that of the channel', async () => {
    const { send, find, preferences } = setUpApp();
    preferences.space.mockResolvedValue('us-shop');
    await send(suggestion('', { space: selected('eu-shop') }, ORIGIN));
    await send(suggestion('', {}, ORIGIN));
    expect(find.mock.calls.map(([space]) => space.custSpaceId)).toEqual(['cams-eu', 'cams-us']);
  });

  it('offers a typed ID that no list has', async () => {
    const { send, find } = setUpApp();
    find.mockResolvedValue({ flows: [], total: 0, isComplete: true });
    expect(await send(suggestion(`#${ID}.json`))).toMatchObject([{ options: [{ value: ID }] }]);
  });

  it('takes the space out of a pasted link', async () => {
    const { send, find } = setUpApp();
    const link = `https://chatapp.console.aliyun.com/flow?flowId=${ID}&custSpaceId=cams-eu`;
    expect(await send(suggestion(link))).toMatchObject([{ options: [{ value: '17b6aa11@default/' }] }]);
    expect(find).toHaveBeenCalledWith({ account: 'default', custSpaceId: 'cams-eu' }, ID, { offset: 0, limit: 95 });
    find.mockResolvedValue({ flows: [], total: 0, isComplete: true });
    expect(await send(suggestion(link))).toMatchObject([{ options: [{ value: `${ID}@default/cams-eu` }] }]);
  });

  it('begins with the name that the modal was opened with', async () => {
    const { send, find } = setUpApp();
    await send(suggestion('', {}, { ...ORIGIN, name: 'clinic' }));
    await send(suggestion('shop', {}, { ...ORIGIN, name: 'clinic' }));
    expect(find.mock.calls.map(([, query]) => query)).toEqual(['clinic', 'shop']);
  });

  it('says what the list lacks', async () => {
    const { send, find } = setUpApp();
    find.mockResolvedValueOnce({ flows: [], total: 0, isComplete: false, error: new CamsError('timeout') });
    expect(await send(suggestion('x'))).toMatchObject([{ options: [{ value: 'remark:failed' }] }]);
    find.mockResolvedValueOnce({ flows: [], total: 0, isComplete: true });
    expect(await send(suggestion('x'))).toMatchObject([{ options: [{ value: 'remark:none' }] }]);
  });

  it('answers for a space that nobody knows', async () => {
    const { send, find } = setUpApp();
    expect(await send(suggestion('x', { space: typed('a b') }))).toMatchObject([
      { options: [{ value: 'remark:failed' }] },
    ]);
    expect(find).not.toHaveBeenCalled();
  });
});

describe('the buttons that ask for flows', () => {
  const value = requestValueOf({
    flowIds: [ID, OTHER_ID],
    account: 'default',
    custSpaceId: 'cams-eu',
    threadTs: MESSAGE_TS,
  });
  const asked = {
    flows: [flow(ID, 'cams-eu'), flow(OTHER_ID, 'cams-eu')],
    conversation: { channelId: CHANNEL.id, threadTs: MESSAGE_TS },
    userId: USER.id,
    teamId: TEAM.id,
  };

  it.each([
    ['try_again', true, false],
    ['get_again', false, true],
    ['get_flow', false, false],
  ])(
    '%s asks for the same; takes the place of its message: %s, wants a fresh file: %s',
    async (actionId, replaces, isFresh) => {
      const { send, started, posts } = setUpApp();
      expect(await send(messageButton(actionId, value))).toEqual([undefined]);
      expect(started).toMatchObject([{ ...asked, isFresh }]);
      expect(posts).toMatchObject([{ url: RESPONSE_URL, body: { text: 'started', replace_original: replaces } }]);
    },
  );

  it('stay with the requester alone', async () => {
    const { send, started } = setUpApp();
    const onlyMe = requestValueOf({ flowIds: [ID], account: 'default', custSpaceId: undefined, onlyMe: true });
    await send(messageButton('get_again', onlyMe));
    expect(started).toHaveLength(1);
    expect(started[0]?.conversation).toBeUndefined();
  });

  it('go to the direct message from the Home tab', async () => {
    const { send, started, client, posts } = setUpApp();
    await send(homeButton('get_flow', value));
    expect(started).toHaveLength(1);
    expect(started[0]?.conversation).toBeUndefined();
    expect(posts).toEqual([]);
    expect(client.postMessage).toHaveBeenCalledWith(
      expect.objectContaining({ channel: 'D000000001', text: 'started' }),
    );
  });

  it('show in the Home tab that something happens', async () => {
    const { send, client, favourites } = setUpApp();
    favourites.list.mockResolvedValue([{ ...flow(ID), name: 'Sign-up', at: 0 }]);
    const value = requestValueOf({ flowIds: [ID], account: 'default', custSpaceId: undefined, name: 'Sign-up' });
    await send(homeButton('get_flow', value));
    const [[{ view }]] = client.publishView.mock.calls as unknown as [[webApi.ViewsPublishArguments]];
    expect(shownIn(view)).toContain('Requested. The answer comes to the *Messages* tab.');
    await send(messageButton('get_flow', value));
    expect(client.publishView).toHaveBeenCalledOnce();
  });

  it.each(['', 'null', '{}', '{"f":["<!channel>"],"a":"default"}'])(
    'answer a value that is none of ours, and log it: %j',
    async (given) => {
      const { send, started, lines, notified } = setUpApp();
      expect(await send(messageButton('try_again', given))).toEqual([undefined]);
      expect(started).toEqual([]);
      expect(lines).toEqual(['warn: A button could not be read']);
      expect(notified()).toContain("I couldn't read that button.");
    },
  );
});

describe('the favourites', () => {
  const value = requestValueOf({ flowIds: [ID], account: 'default', custSpaceId: 'cams-eu', name: 'Sign-up' });

  it('are added with their name', async () => {
    const { send, favourites, posts } = setUpApp();
    expect(await send(messageButton('add_favourite', value))).toEqual([undefined]);
    expect(favourites.add).toHaveBeenCalledWith({
      teamId: TEAM.id,
      userId: USER.id,
      ...flow(ID, 'cams-eu'),
      name: 'Sign-up',
      at: 1_700_000_000_000,
    });
    expect(posts).toMatchObject([
      { body: { text: `Added flow ${ID} in space eu-shop to your favourites. You'll find it in my Home tab.` } },
    ]);
  });

  it('are full at some time', async () => {
    const { send, favourites, posts } = setUpApp();
    favourites.add.mockResolvedValue('full');
    await send(messageButton('add_favourite', value));
    expect(posts).toMatchObject([{ body: { text: expect.stringContaining('Your favourites are full') } }]);
  });

  it('are removed, and the Home tab shows it', async () => {
    const { send, favourites, client } = setUpApp();
    expect(await send(homeButton('remove_favourite', value))).toEqual([undefined]);
    expect(favourites.remove).toHaveBeenCalledWith({ teamId: TEAM.id, userId: USER.id, ...flow(ID, 'cams-eu') });
    expect(client.publishView).toHaveBeenCalledWith(expect.objectContaining({ user_id: USER.id }));
  });

  it.each(['add_favourite', 'remove_favourite'])(
    '%s answers a value that is none of ours, and logs it',
    async (actionId) => {
      const { send, favourites, lines, notified } = setUpApp();
      expect(await send(messageButton(actionId, 'null'))).toEqual([undefined]);
      expect(favourites.add).not.toHaveBeenCalled();
      expect(favourites.remove).not.toHaveBeenCalled();
      expect(lines).toEqual(['warn: A button could not be read']);
      expect(notified()).toContain("I couldn't read that button.");
    },
  );
});

describe('"Watch"', () => {
  const value = requestValueOf({ flowIds: [ID], account: 'default', custSpaceId: 'cams-eu', name: 'Sign-up' });
  const watch = { teamId: TEAM.id, flow: flow(ID, 'cams-eu'), everyMs: 600_000, createdBy: USER.id };
  const facts = {
    flow: watch.flow,
    version: 7,
    contentHash: 'ab',
    file: { sha256: 'cd', bytes: 2 },
    name: 'Sign-up',
    status: undefined,
    firstSeenAt: 0,
    firstSeenBy: USER.id,
  };

  it('makes the channel of the result watch it, from the version that is known, and tells who clicked', async () => {
    const { send, watches, versions, client, posts } = setUpApp();
    versions.latest.mockResolvedValue(facts);
    expect(await send(messageButton('watch_flow', value))).toEqual([undefined]);
    expect(client.joinConversation).toHaveBeenCalledWith({ channel: CHANNEL.id });
    expect(versions.latest).toHaveBeenCalledWith(watch.flow);
    const soon = { sinceVersion: 7, firstPollInMs: expect.any(Number) };
    expect(watches.add.mock.calls).toEqual([[{ ...watch, channelId: CHANNEL.id }, soon]]);
    // The channel reads it, and so does who clicked.
    expect(posts).toEqual([]);
    expect(client.postMessage).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        channel: CHANNEL.id,
        text: expect.stringContaining(`<@${USER.id}> set up a watch. I'll notify this channel when flow ${ID}`),
      }),
    );
    expect(client.publishView).not.toHaveBeenCalled();
  });

  it('compares with what the next poll finds where no version is known', async () => {
    const { send, watches } = setUpApp();
    await send(messageButton('watch_flow', value));
    expect(watches.add.mock.calls).toMatchObject([[{}, { sinceVersion: undefined }]]);
  });

  it('sets up nothing where the bot can not post', async () => {
    const { send, watches, client, posts } = setUpApp();
    client.postMessage.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'channel_not_found' }));
    await send(messageButton('watch_flow', value));
    expect(watches.add).not.toHaveBeenCalled();
    expect(posts).toMatchObject([
      { body: { text: expect.stringContaining("I couldn't set that up: I'm not in this conversation") } },
    ]);
  });

  it('is set up once where it is clicked twice', async () => {
    const { send, watches, client } = setUpApp();
    await Promise.all([send(messageButton('watch_flow', value)), send(messageButton('watch_flow', value))]);
    expect(watches.add).toHaveBeenCalledOnce();
    expect(client.postMessage).toHaveBeenCalledOnce();
  });

  it('means the direct message with the bot in the Home tab, which shows the watch then', async () => {
    const { send, watches, client } = setUpApp();
    expect(await send(homeButton('watch_flow', value))).toEqual([undefined]);
    expect(client.openConversation).toHaveBeenCalledWith({ users: USER.id });
    expect(client.joinConversation).not.toHaveBeenCalled();
    expect(watches.add.mock.calls).toMatchObject([[{ ...watch, channelId: 'D000000001' }, {}]]);
    expect(client.postMessage).toHaveBeenCalledWith(expect.objectContaining({ channel: 'D000000001' }));
    expect(client.publishView).toHaveBeenCalledWith(expect.objectContaining({ user_id: USER.id }));
  });

  it('says so where the database fails', async () => {
    const { send, watches, client, posts, lines } = setUpApp();
    watches.add.mockRejectedValue(new StoreError('store-failed', 'disk I/O error'));
    expect(await send(messageButton('watch_flow', value))).toEqual([undefined]);
    expect(client.deleteMessage).toHaveBeenCalledExactlyOnceWith({ channel: CHANNEL.id, ts: '1700000002.000200' });
    expect(posts).toMatchObject([{ body: { text: expect.stringContaining("the bot can't reach its database") } }]);
    expect(lines).toEqual(['error: A listener failed']);
  });

  it('answers a value that is none of ours, and logs it', async () => {
    const { send, watches, lines, notified } = setUpApp();
    expect(await send(messageButton('watch_flow', 'null'))).toEqual([undefined]);
    expect(watches.add).not.toHaveBeenCalled();
    expect(lines).toEqual(['warn: A button could not be read']);
    expect(notified()).toContain("I couldn't read that button.");
  });
});

describe('"Unwatch" in the Home tab', () => {
  it("ends the channel's watch, and the tab shows it", async () => {
    const { send, watches, client } = setUpApp();
    const watch = { channelId: 'C000000002', flow: flow(ID, 'cams-eu') };
    const made = { ...watch, teamId: TEAM.id, everyMs: 600_000, createdBy: USER.id, createdAt: 0 };
    watches.find.mockResolvedValue({ ...made, pausedUntil: undefined, pausedWhy: undefined });
    expect(await send(homeButton('home_unwatch', homeWatchValueOf(watch)))).toEqual([undefined]);
    expect(client.postMessage).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ channel: watch.channelId, text: expect.stringContaining('ended the watch') }),
    );
    expect(watches.remove.mock.calls).toEqual([[{ teamId: TEAM.id, ...watch }]]);
    expect(client.publishView).toHaveBeenCalledWith(expect.objectContaining({ user_id: USER.id }));
  });

  it('answers a value that is none of ours, and logs it', async () => {
    const { send, watches, lines, notified } = setUpApp();
    expect(await send(homeButton('home_unwatch', '{"f":"x"}'))).toEqual([undefined]);
    expect(watches.remove).not.toHaveBeenCalled();
    expect(lines).toEqual(['warn: A button could not be read']);
    expect(notified()).toContain("I couldn't read that button.");
  });
});

describe('the pages of a list', () => {
  it.each(['list_previous', 'list_next'])('%s takes the place of the page before', async (actionId) => {
    const { send, find, posts } = setUpApp();
    find.mockResolvedValue({ flows: [catalogued({ flowId: '17b6aa20' })], total: 12, isComplete: true });
    const value = JSON.stringify({ name: 'x', page: 2, account: 'default', custSpaceId: 'cams-eu' });
    expect(await send(messageButton(actionId, value))).toEqual([undefined]);
    expect(find).toHaveBeenCalledWith({ account: 'default', custSpaceId: 'cams-eu' }, 'x', { offset: 10, limit: 10 });
    expect(posts).toMatchObject([{ url: RESPONSE_URL, body: { replace_original: true, response_type: 'ephemeral' } }]);
    expect(shownIn(posts[0]?.body.blocks)).toContain('17b6aa20');
  });

  it('answer a value that is none of ours, and log it', async () => {
    const { send, lines, notified } = setUpApp();
    await send(messageButton('list_next', '{"page":0}'));
    expect(lines).toEqual(['warn: A button could not be read']);
    expect(notified()).toContain("I couldn't read that button.");
  });
});

describe('a button that takes a while', () => {
  it.each([
    ['add_favourite', BUTTON_VALUE],
    ['watch_flow', BUTTON_VALUE],
    ['unwatch', toWatchValue(flow(ID))],
    ['list_next', JSON.stringify({ name: '', page: 2, account: 'default' })],
  ])('%s is acked first', async (actionId, value) => {
    const textsFor = vi.fn(async () => english);
    const { send, acks, steps } = setUpApp({ textsFor });
    textsFor.mockImplementation(async () => {
      expect(acks).toHaveLength(1);
      return english;
    });
    await send(messageButton(actionId, value));
    expect(textsFor).toHaveBeenCalledOnce();
    // What sets something up is said in the channel, and not by the `response_url`.
    expect(steps).toEqual(actionId === 'watch_flow' ? ['ack'] : ['ack', 'post']);
  });
});

describe('"Open preview"', () => {
  it('is acked', async () => {
    expect(await setUpApp().send(messageButton('open_preview'))).toEqual([undefined]);
  });
});

describe('the Home tab', () => {
  it('is made anew when it is opened, with what the requester knows', async () => {
    const { send, client, history, favourites, watches } = setUpApp();
    history.recent.mockResolvedValue([{ ...flow(ID), name: 'Sign-up', at: 0, channelId: CHANNEL.id }]);
    favourites.list.mockResolvedValue([{ ...flow(OTHER_ID, 'cams-eu'), name: undefined, at: 0 }]);
    await send(homeOpened('home'));
    expect(history.recent).toHaveBeenCalledWith(TEAM.id, USER.id, 10);
    expect(favourites.list).toHaveBeenCalledWith(TEAM.id, USER.id);
    expect(watches.ofCreator).toHaveBeenCalledWith(TEAM.id, USER.id);
    const [[{ view }]] = client.publishView.mock.calls as unknown as [[webApi.ViewsPublishArguments]];
    expect(problemsOfView(view)).toEqual([]);
    expect(shownIn(view)).toContain(`*Sign-up* \`${ID}\``);
    expect(shownIn(view)).toContain(`\`${OTHER_ID}\` · \`eu-shop\``);
  });

  it('is left alone when the messages are opened', async () => {
    const { send, client } = setUpApp();
    await send(homeOpened('messages'));
    expect(client.publishView).not.toHaveBeenCalled();
  });

  it.each([
    ['home_choose', 'picker'],
    ['home_settings', 'settings'],
  ])('%s opens %s', async (actionId, callbackId) => {
    const { send, client } = setUpApp();
    expect(await send(homeButton(actionId))).toEqual([undefined]);
    expect(openedView(client.openView)).toMatchObject({ callback_id: callbackId, private_metadata: '{}' });
  });

  it('home_refresh makes it anew', async () => {
    const { send, client } = setUpApp();
    expect(await send(homeButton('home_refresh'))).toEqual([undefined]);
    expect(client.publishView).toHaveBeenCalledWith(expect.objectContaining({ user_id: USER.id }));
  });
});

const FILLED: Filled = { flows: chosenFlows(ID), space: selected(undefined), destination: chosen('conversation') };
const TICKED: Filled = { found_flows: ticked(ID), space: selected(undefined), destination: chosen('thread') };
const CLICK = `${CHANNEL.id}:1700000000.000100:`;

/** Whatever asks for a flow; what it must not do twice, and whether its ack is its first line. */
const ASKING: readonly [string, object, string[]][] = [
  ['/flow-json', slashCommand(ID), [`trigger:${TRIGGER_ID}`]],
  ['the shortcut of a message', messageShortcut({ text: `flow ID: ${ID}` }), [`trigger:${TRIGGER_ID}`]],
  ['the picker', submission('picker', FILLED, ORIGIN), ['trigger:V000000001:1.abc']],
  ['the modal of found flows', submission('found_flows', TICKED, ORIGIN), ['trigger:V000000001:1.abc']],
  ...['try_again', 'get_again', 'get_flow'].map((actionId): [string, object, string[]] => [
    actionId,
    messageButton(actionId, BUTTON_VALUE),
    [`trigger:${TRIGGER_ID}`, `click:${USER.id}:${actionId}:${CLICK}:${BUTTON_VALUE}`],
  ]),
];
const acksWithFirstLine = (name: string) => name === '/flow-json';

describe('whatever asks for flows', () => {
  it.each(ASKING)('%s is acked once it is accepted, and told its first line then', async (name, payload) => {
    const { send, steps } = setUpApp();
    await send(payload);
    expect(steps).toEqual(acksWithFirstLine(name) ? ['accept', 'ack'] : ['accept', 'ack', 'post']);
  });

  it.each(ASKING)('%s is one interaction, however often Slack sends it', async (_name, payload, keys) => {
    const { send, onceKeys } = setUpApp();
    await send(payload);
    expect(onceKeys.map((once) => once.map(({ key }) => key))).toEqual([keys]);
    const [trigger, click] = onceKeys[0] ?? [];
    expect(trigger?.withinMs).toBe(60 * 60 * 1000);
    if (keys.length > 1) expect(click?.withinMs).toBe(3000);
  });

  it.each(ASKING)('%s, sent a second time, is acked with nothing, and nothing is told', async (_name, payload) => {
    const { send, accept, posts, client, lines } = setUpApp();
    accept.mockResolvedValue(undefined);
    expect(await send(payload)).toEqual([undefined]);
    expect(accept).toHaveBeenCalledTimes(1);
    expect(posts).toEqual([]);
    expect(client.postEphemeral).not.toHaveBeenCalled();
    expect(client.postMessage).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
  });

  it.each(ASKING)('%s is acked and told where it can not be written down', async (name, payload) => {
    const { send, accept, posts, lines } = setUpApp();
    accept.mockRejectedValue(new StoreError('store-unreachable', 'connect ECONNREFUSED 10.0.0.7'));
    const acks = await send(payload);
    expect(acks).toHaveLength(1);
    const happened = expect.stringContaining("That did not work: the bot can't reach its database");
    const isModal = 'view' in payload;
    const told = acksWithFirstLine(name) || isModal ? acks : posts.map(({ body }) => body);
    // A modal stays open, and says it there: what was chosen is not lost.
    const field = name === 'the picker' ? 'flows' : 'found_flows';
    if (isModal) expect(told).toMatchObject([{ response_action: 'errors', errors: { [field]: happened } }]);
    else expect(told).toMatchObject([{ response_type: 'ephemeral', text: happened }]);
    expect(JSON.stringify(told)).toContain('Try again in a minute.');
    expect(JSON.stringify(told)).not.toContain('10.0.0.7');
    if (isModal) expect(posts).toEqual([]);
    else if (!acksWithFirstLine(name))
      expect(posts).toMatchObject([{ url: RESPONSE_URL, body: { replace_original: false } }]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('error: ');
  });

  it.each(ASKING)('%s is not told to have failed where only its ack is lost: it runs', async (_name, payload) => {
    const { send, started, posts } = setUpApp();
    await send(payload, { isAckLost: true });
    expect(started).toHaveLength(1);
    expect(JSON.stringify(posts)).not.toContain('did not work');
  });

  it('keeps where its private line goes to', async () => {
    const { send, started } = setUpApp();
    for (const [, payload] of ASKING) await send(payload);
    await send(homeButton('get_flow', BUTTON_VALUE));
    const line = { url: RESPONSE_URL, channelId: CHANNEL.id, replaces: false };
    expect(started.map((request) => request.replyTo)).toEqual([
      ...Array(4).fill(line),
      { ...line, replaces: true },
      line,
      line,
      { url: undefined, channelId: undefined, replaces: false },
    ]);
  });

  it('is told in the direct message where it can not be written down and came from the Home tab', async () => {
    const { send, accept, client } = setUpApp();
    accept.mockRejectedValue(new StoreError('store-failed', 'disk I/O error'));
    expect(await send(homeButton('get_flow', BUTTON_VALUE))).toEqual([undefined]);
    expect(client.postMessage).toHaveBeenCalledWith(
      expect.objectContaining({ channel: 'D000000001', text: expect.stringContaining("can't reach its database") }),
    );
  });
});

const PAYLOADS: readonly [string, object][] = [
  ['slash command', slashCommand(ID)],
  ['slash command without a flow', slashCommand('')],
  ['list', slashCommand('list')],
  ['message shortcut', messageShortcut({ text: `flow ID: ${ID}` })],
  ['global shortcut', globalShortcut()],
  ['picker', submission('picker', { flows: chosenFlows(ID), destination: chosen('thread') }, ORIGIN)],
  ['found flows', submission('found_flows', { found_flows: ticked(ID), destination: chosen('thread') }, ORIGIN)],
  ['settings', submission('settings', { destination: chosen('only-me') }, ORIGIN)],
  ['type-ahead', suggestion('x')],
  ...[
    'try_again',
    'get_again',
    'get_flow',
    'add_favourite',
    'watch_flow',
    'list_next',
    'list_previous',
    'open_preview',
  ].map((actionId): [string, object] => [
    actionId,
    messageButton(actionId, requestValueOf({ flowIds: [ID], account: '', custSpaceId: undefined })),
  ]),
  ...['home_choose', 'home_settings', 'home_refresh', 'remove_favourite', 'home_unwatch'].map(
    (actionId): [string, object] => [actionId, homeButton(actionId)],
  ),
  ['Home tab', homeOpened('home')],
];

/** What Bolt itself needs to find the listener: without it there is none to be tested. */
const NEEDED_BY_BOLT = new Set(['command', 'type', 'callback_id', 'action_id', 'actions', 'event', 'view']);

type Json = { [key: string]: unknown };
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The payload once for each of its fields, with that field gone, null, or of another type. */
function* spoilt(payload: Json, path = ''): Generator<[string, Json]> {
  for (const [key, value] of Object.entries(payload)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (!NEEDED_BY_BOLT.has(key)) {
      const { [key]: _gone, ...rest } = payload;
      yield [`without ${at}`, rest];
      for (const other of [null, 7, [], {}]) yield [`${at}: ${JSON.stringify(other)}`, { ...payload, [key]: other }];
    }
    const first = Array.isArray(value) ? value[0] : value;
    if (!isJson(first)) continue;
    for (const [name, inner] of spoilt(first, at)) {
      yield [name, { ...payload, [key]: Array.isArray(value) ? [inner] : inner }];
    }
  }
}

describe('a payload that is not as Slack documents it', () => {
  it.each(PAYLOADS)('%s: nothing breaks, and it is acked or logged', async (_name, payload) => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { send, acks, lines } = setUpApp();
    const silent: string[] = [];
    let count = 0;
    for (const [name, body] of spoilt(payload as Json)) {
      count += 1;
      lines.length = 0;
      // Bolt's own code reads some fields before any listener: its receivers answer that with 500 and log it.
      const byBolt = await send(body).then(
        () => false,
        (error: unknown) => error instanceof TypeError,
      );
      if (!byBolt && acks.length === 0 && lines.length === 0) silent.push(name);
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(count).toBeGreaterThan(10);
    expect(silent).toEqual([]);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
