import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HeldQuestion } from '../../../../src/requests/held-questions.ts';
import type { Organisation } from '../../../../src/requests/hold.ts';
import { findingsValueOf } from '../../../../src/slack/payloads/findings-value.ts';
import { toWatchValue } from '../../../../src/slack/payloads/watch-value.ts';
import { messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { mention } from '../fixtures/messages.ts';
import { CHANNEL, TEAM } from '../fixtures/people.ts';
import { messageShortcut } from '../fixtures/shortcuts.ts';
import { HELD_ID, setUpApp } from '../support/bolt.ts';
import { version } from '../support/versions.ts';
import { ID, WAYS } from '../support/ways.ts';

const SOURCES = resolve(import.meta.dirname, '../../../../src');
const TOKEN = ['ghp', '_', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzAbC'].join('');
const GLOBEX: Organisation = { id: 'T000000002', name: 'Globex' };
const FLOW = { flowId: ID, account: 'default', custSpaceId: undefined };
const CHANGE = toWatchValue(FLOW, 1, 2);
const DIRECT_MESSAGE = 'D000000001';

/** A screen without a layout, so that a check finds something, with its title. */
const json = (title: string) => JSON.stringify({ version: '7.1', screens: [{ id: 'ONE', title }] }, null, 2);

interface Given {
  organisations?: readonly Organisation[];
  /** What the title of each version is. */
  titles?: readonly [string, string];
}

/** Every version can be had; the questions that are asked are kept. */
function setUp({ organisations = [], titles = ['Before', 'After'] }: Given = {}) {
  const app = setUpApp({ organisationsOf: async () => organisations });
  const versions = titles.map((title, index) => version(index + 1, { flowId: ID, json: json(title) }));
  const [first, second] = versions;
  app.versions.latest.mockResolvedValue(second);
  app.versions.get.mockImplementation(async (_flow, number) => versions[number - 1]);
  app.versions.list.mockResolvedValue(second === undefined || first === undefined ? [] : [second, first]);
  if (second !== undefined) app.lookAtFlow.mockResolvedValue(second);
  const asked: HeldQuestion[] = [];
  app.heldQuestions.keep.mockImplementation(async (question) => {
    asked.push(question);
    return HELD_ID;
  });
  app.heldQuestions.find.mockImplementation(async (id, teamId) =>
    id === HELD_ID && teamId === TEAM.id ? asked.at(-1) : undefined,
  );
  /** What others see, by where it is. */
  const seen = () => [
    ...app.share.mock.calls.map(([{ channelId }, files, message]) => ({
      channelId,
      text: JSON.stringify([files, message]),
    })),
    ...app.client.postMessage.mock.calls.map(([message]) => ({
      channelId: String(message?.channel),
      text: JSON.stringify(message),
    })),
  ];
  const shared = () =>
    app.share.mock.calls.map(([{ channelId, threadTs }, [file]]) => ({ channelId, threadTs, name: file?.filename }));
  return { ...app, asked, seen, shared };
}

const inChannel = <Button extends ReturnType<typeof messageButton>>(button: Button) => ({
  ...button,
  container: { ...button.container, is_ephemeral: false },
});
const findings = findingsValueOf({ flow: FLOW, contentHash: version(2).contentHash, sha256: version(2).file.sha256 });

/** What brings a file of a flow into a channel, by no request: each has a right, and a name for its file. */
const CONTENTS = [
  ['get, in a history', messageButton('get_version', toWatchValue(FLOW, 2)), '', `${ID}-v2.json`],
  ['get with a number', slashCommand(`get ${ID} 2`), '', `${ID}-v2.json`],
  ['get with a number, in a mention', mention(`get ${ID} 2`), '', `${ID}-v2.json`],
  ['the file before a change', messageButton('restore_file', CHANGE), '', `${ID}-v1.json`],
  ['the diff of a change', messageButton('show_diff', CHANGE), '_compare', `${ID}-v1-v2.diff`],
  ['all findings', inChannel(messageButton('all_findings', findings)), '_check', `${ID}-findings.txt`],
  ['check', slashCommand(`check ${ID}`), '_check', `${ID}-findings.txt`],
] as const;

describe.each([
  ['a channel that another organisation sees', { organisations: [GLOBEX] }, /shared with \*Globex\*/],
  ['a secret', { titles: [TOKEN, `${TOKEN} now`] as const }, /looks? like (a secret|secrets)/],
])('before %s', (_what, given, question) => {
  it.each(CONTENTS)('%s asks who wants it, alone, and shares nothing', async (_name, payload) => {
    const { send, shared, asked, notified } = setUp(given);
    await send(payload);
    expect(shared()).toEqual([]);
    expect(notified()).toMatch(question);
    expect(notified()).not.toContain(TOKEN);
    expect(asked).toMatchObject([{ channelId: CHANNEL.id, teamId: TEAM.id }]);
  });

  it.each(CONTENTS)('%s is shared there once they say so, and only once', async (_name, payload, right, name) => {
    const { send, shared } = setUp(given);
    await send(payload);
    await send(messageButton(`share_anyway${right}`, HELD_ID));
    await send(messageButton(`share_anyway${right}`, HELD_ID));
    expect(shared()).toMatchObject([{ channelId: CHANNEL.id, name }]);
  });

  it.each(CONTENTS)('%s comes to them alone where they want that', async (_name, payload, right) => {
    const { send, shared } = setUp(given);
    await send(payload);
    await send(messageButton(`share_only_me${right}`, HELD_ID));
    expect(shared()).toMatchObject([{ channelId: DIRECT_MESSAGE }]);
  });

  it.each(CONTENTS)('%s is not to be had by a button that asks for another right', async (_name, payload, right) => {
    const { send, shared } = setUp(given);
    await send(payload);
    for (const other of ['', '_compare', '_check'].filter((each) => each !== right)) {
      await send(messageButton(`share_anyway${other}`, HELD_ID));
    }
    expect(shared()).toEqual([]);
  });
});

describe('a secret', () => {
  it.each(CONTENTS)(
    'in %s is masked where they want that, and what is shared says so',
    async (_name, payload, right) => {
      const { send, shared, seen } = setUp({ titles: [TOKEN, `${TOKEN} now`] });
      await send(payload);
      await send(messageButton(`share_masked${right}`, HELD_ID));
      expect(shared()).toMatchObject([{ channelId: CHANNEL.id }]);
      const [{ text = '' } = {}] = seen().filter(({ channelId }) => channelId === CHANNEL.id);
      expect(text).not.toContain(TOKEN);
      expect(text).toMatch(/masked in this file/);
    },
  );

  it('is asked about again where one more organisation sees the channel by then', async () => {
    const organisations = [GLOBEX];
    const { send, shared, asked } = setUp({ organisations });
    await send(messageButton('show_diff', CHANGE));
    organisations.push({ id: 'T000000003', name: 'Initech' });
    await send(messageButton('share_anyway_compare', HELD_ID));
    expect(shared()).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('in the JSON of a message brings the findings to the direct message', async () => {
    const { send, shared } = setUp();
    // What is wrapped is laid out, and comes with its findings.
    const text = JSON.stringify({ flow_json: json(TOKEN) });
    await send({ ...messageShortcut({ text }), callback_id: 'check_flow_json' });
    expect(shared()).toMatchObject([{ channelId: DIRECT_MESSAGE }]);
  });
});

describe('no door', () => {
  const inShared = { organisations: [GLOBEX], titles: [TOKEN, `${TOKEN} now`] as const };

  it.each(WAYS)('%s shows a file, or what is in one, to people who were not asked about', async (_name, payload) => {
    const { send, seen, share } = setUp(inShared);
    await send(payload);
    for (const [{ channelId }] of share.mock.calls) expect(channelId).toBe(DIRECT_MESSAGE);
    for (const { channelId, text } of seen()) if (channelId === CHANNEL.id) expect(text).not.toContain(TOKEN);
  });
});

describe('the sources', () => {
  const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, source: readFileSync(resolve(SOURCES, name), 'utf8') }));
  const holding = (pattern: RegExp) =>
    sources
      .filter(({ source }) => pattern.test(source))
      .map(({ name }) => name)
      .toSorted();

  it('upload in one place, and share by what the guard is put before', () => {
    expect(holding(/client\.files\.(completeUploadExternal|upload)|filesUploadV2/)).toEqual([
      'slack/delivery/share-files.ts',
    ]);
    expect(holding(/\bcreateShareFiles\(/)).toEqual(['app.ts', 'slack/delivery/share-files.ts']);
    // A door has no other way than that of its parts, which is guarded.
    expect(holding(/\bguarded\(/)).toEqual(['app.ts', 'slack/delivery/share-guard.ts']);
    expect(holding(/shareFilesBy\(|createDeliver\(/)).toEqual([
      'app.ts',
      'slack/answers/audit.ts',
      'slack/answers/check-given.ts',
      'slack/answers/findings.ts',
      'slack/answers/history.ts',
      'slack/answers/version-file.ts',
      'slack/delivery/deliver.ts',
      // Masked, by `maskNotice`.
      'slack/delivery/notifier.ts',
      // Looks only; draws what was written down as it was shared, or masked.
      'slack/delivery/pictures/recover-pictures.ts',
      // Of what was shared, or is masked.
      'slack/delivery/pictures/share-later.ts',
      // By `passFlows`.
      'slack/delivery/requests/delivery.ts',
      // Writes down what goes out by the doors.
      'slack/listeners/audited-parts.ts',
    ]);
  });

  it('post messages where this test knows what is in them', () => {
    expect(holding(/\.chat\s*\.?(postMessage|update|postEphemeral|meMessage|scheduleMessage)|\.chat\n/)).toEqual([
      // Of what is masked.
      'slack/delivery/notifier.ts',
      // Why no picture comes.
      'slack/delivery/pictures/share-later.ts',
      'slack/delivery/post-notification.ts',
      'slack/delivery/post-once.ts',
      // The requester alone.
      'slack/delivery/private-line.ts',
      // That a flow is watched, and by whom.
      'slack/delivery/say-in-channel.ts',
    ]);
    expect(holding(/\bpostOnce\(/)).toEqual([
      // Names of user groups, and nothing of a flow.
      'slack/delivery/group-notices.ts',
      // That a flow can't be read, that a watch has paused, what is wrong with an account.
      'slack/delivery/notifier.ts',
      'slack/delivery/post-once.ts',
    ]);
  });
});
