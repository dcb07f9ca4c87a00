import { describe, expect, it } from 'vitest';
import { type HeldQuestion, heldShareOf } from '../../../../src/requests/held-questions.ts';
import { StoreError } from '../../../../src/store/store-error.ts';
import { messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { CHANNEL, TEAM, USER } from '../fixtures/people.ts';
import { HELD_ID, setUpApp } from '../support/bolt.ts';
import { request } from '../support/requests.ts';
import { ID } from '../support/ways.ts';

const FLOW = { flowId: ID, account: 'default' };
const share = { flows: [FLOW], threadTs: '1.1', hasSecrets: true, files: ['ab12'], organisations: ['T2'] };
const questionOf = (given: Partial<HeldQuestion> = {}, body: object = { share }): HeldQuestion => ({
  ...{ teamId: TEAM.id, userId: USER.id, channelId: CHANNEL.id, body: JSON.stringify(body) },
  ...given,
});

function setUp(question: HeldQuestion | undefined = questionOf()) {
  const app = setUpApp();
  app.heldQuestions.find.mockImplementation(async (id, teamId) =>
    id === HELD_ID && teamId === question?.teamId ? question : undefined,
  );
  const click = (actionId: string, value = HELD_ID) => app.send(messageButton(actionId, value));
  return { ...app, click };
}

describe('the answer of the requester', () => {
  it.each([
    ['share_anyway', { secrets: 'as-they-are', files: ['ab12'], organisations: ['T2'] }],
    ['share_masked', { secrets: 'masked', files: ['ab12'], organisations: ['T2'] }],
  ])('%s asks for the same flows in the same place, with what was decided', async (actionId, consent) => {
    const { click, started, onceKeys } = setUp();
    await click(actionId);
    const conversation = { channelId: CHANNEL.id, threadTs: '1.1' };
    expect(started).toMatchObject([{ conversation, consent, userId: USER.id, replyTo: { replaces: true } }]);
    expect(started[0]?.flows).toEqual([{ ...FLOW, custSpaceId: undefined }]);
    // Whichever button it is, the question is answered once.
    expect(onceKeys.flat().map(({ key }) => key)).toContain(`held:${HELD_ID}`);
  });

  it('share_only_me brings it to the direct message, with nothing decided', async () => {
    const { click, started } = setUp();
    await click('share_only_me');
    expect(started).toMatchObject([{ conversation: undefined, consent: undefined }]);
  });

  it('decides nothing about secrets where there were none', async () => {
    const { click, started } = setUp(questionOf({}, { share: { ...share, hasSecrets: false } }));
    await click('share_anyway');
    expect(started).toMatchObject([{ consent: { organisations: ['T2'] } }]);
    expect(started[0]?.consent?.secrets).toBeUndefined();
  });

  it.each(['share_anyway', 'share_masked', 'share_only_me'])('%s brings what was asked for alone', async (actionId) => {
    const asked = { ...request, display: 'picture' as const };
    const hold = { secrets: [], maySecretsBeShared: true, organisations: [], files: [] };
    const { body } = heldShareOf(asked, hold);
    const { click, started } = setUp(questionOf({ body }));
    await click(actionId);
    expect(started).toMatchObject([{ display: 'picture' }]);
  });

  it('watch_anyway watches the flow', async () => {
    const { click, watches } = setUp(questionOf({}, { watch: { flow: FLOW, everyMs: 600_000 } }));
    await click('watch_anyway');
    expect(watches.add.mock.calls[0]?.[0]).toMatchObject({
      channelId: CHANNEL.id,
      everyMs: 600_000,
      createdBy: USER.id,
    });
  });
});

describe('watch_anyway', () => {
  const watch = { flow: FLOW, everyMs: 600_000, organisations: ['T2'] };
  function watching(organisations: readonly string[], body: object = watch) {
    const app = setUpApp({ organisationsOf: async () => organisations.map((id) => ({ id, name: `Name of ${id}` })) });
    app.heldQuestions.find.mockResolvedValue(questionOf({}, { watch: body }));
    return { ...app, click: () => app.send(messageButton('watch_anyway', HELD_ID)) };
  }

  it('says of the watch whose people may see its changes', async () => {
    const { click, watches } = watching(['T2']);
    await click();
    expect(watches.add.mock.calls[0]?.[0]).toMatchObject({ consented: ['T2'] });
  });

  it.each([
    ['channel-shared', 0],
    ['channel-gone', 0],
    [undefined, 1],
  ] as const)('is asked before a watch is taken up that was paused: %s', async (pausedWhy, changed) => {
    const { send, watches } = watching(['T2']);
    const was = { teamId: TEAM.id, channelId: CHANNEL.id, flow: { ...FLOW, custSpaceId: undefined }, everyMs: 600_000 };
    watches.find.mockResolvedValue({ ...was, createdBy: USER.id, createdAt: 0, pausedUntil: undefined, pausedWhy });
    await send(slashCommand(`watch ${ID} every 1h`));
    expect(watches.add).toHaveBeenCalledTimes(changed);
  });

  it('clicked twice is answered once', async () => {
    const { click, watches } = watching(['T2']);
    await click();
    await click();
    expect(watches.add).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['one more organisation sees the channel', ['T2', 'T3'], watch],
    ['the question is of an older version, which names none', ['T2'], { flow: FLOW, everyMs: 600_000 }],
  ])('is asked once more where %s', async (_why, organisations, body) => {
    const { click, watches, heldQuestions } = watching(organisations, body);
    await click();
    expect(watches.add).not.toHaveBeenCalled();
    expect(JSON.parse(heldQuestions.keep.mock.calls[0]?.[0].body ?? '')).toMatchObject({ watch: { organisations } });
  });
});

describe('an answer that does not count', () => {
  const ACTIONS = ['share_anyway', 'share_masked', 'share_only_me', 'watch_anyway'];

  it.each(ACTIONS)('%s of somebody else is refused, told privately, and written down', async (actionId) => {
    const { click, started, watches, notified, recorded } = setUp(questionOf({ userId: 'U0000OTHER' }));
    await click(actionId);
    expect(started).toEqual([]);
    expect(watches.add).not.toHaveBeenCalled();
    expect(notified()).toContain('Only the person who asked');
    expect(recorded).toMatchObject([{ event: 'refused', action: 'consent', rule: 'requester' }]);
  });

  it.each([
    ['too late', undefined, HELD_ID],
    ['of another workspace', questionOf({ teamId: 'T0OTHER' }), HELD_ID],
    ['from another channel', questionOf({ channelId: 'C0ELSEWHERE' }), HELD_ID],
  ])('comes %s', async (_why, question, value) => {
    const app = setUpApp();
    app.heldQuestions.find.mockImplementation(async (_id, teamId) =>
      teamId === question?.teamId ? question : undefined,
    );
    await app.send(messageButton('share_anyway', value));
    expect(app.started).toEqual([]);
    expect(app.notified()).toContain('too late to answer');
  });

  it.each(['', 'x', '{"f":["17b6aa11"]}'])('has a value that is none of ours: %j', async (value) => {
    const { click, started, heldQuestions } = setUp();
    await click('share_anyway', value);
    expect(heldQuestions.find).not.toHaveBeenCalled();
    expect(started).toEqual([]);
  });

  const WORDS = "You've already answered this. If what you asked for doesn't come, ask for it again.";
  const CONTENT = { is: 'version', flow: FLOW, version: 1 };

  it.each([
    ['watch_anyway', { watch: { flow: FLOW, everyMs: 600_000, organisations: [] } }],
    ['share_masked', { content: { content: CONTENT, hasSecrets: true, files: ['ab12'], organisations: [] } }],
  ])('%s comes a second time after it failed: the person reads that they have to ask again', async (actionId, body) => {
    const { click, watches, versions, notified, recorded } = setUp(questionOf({}, body));
    const gone = new StoreError('store-unreachable', 'gone');
    watches.add.mockRejectedValue(gone);
    versions.get.mockRejectedValue(gone);
    await click(actionId);
    expect(notified()).not.toContain(WORDS);
    const before = recorded.length;
    await click(actionId);
    expect(notified()).toContain(WORDS);
    expect(recorded).toHaveLength(before);
    expect(watches.add.mock.calls.length + versions.get.mock.calls.length).toBe(1);
  });

  it('is about something else than the button', async () => {
    const { click, started } = setUp(questionOf({}, { watch: { flow: FLOW, everyMs: 1 } }));
    await click('share_anyway');
    expect(started).toEqual([]);
  });
});
