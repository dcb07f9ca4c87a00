import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../../src/audit/entry.ts';
import type { AuditRecords } from '../../../../src/audit/records.ts';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { FlowRef } from '../../../../src/cams/types.ts';
import { findingsValueOf } from '../../../../src/slack/payloads/findings-value.ts';
import { toStepValue } from '../../../../src/slack/payloads/step-value.ts';
import { toWatchValue } from '../../../../src/slack/payloads/watch-value.ts';
import { accessWith } from '../../support/access.ts';
import { messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { mention } from '../fixtures/messages.ts';
import { CHANNEL, TEAM, USER } from '../fixtures/people.ts';
import { messageShortcut } from '../fixtures/shortcuts.ts';
import { HELD_ID, setUpApp } from '../support/bolt.ts';
import { version } from '../support/versions.ts';
import { ID, REQUEST, WAYS } from '../support/ways.ts';

const record = (id: string): AuditRecord => ({
  ...{ id, at: 0, event: 'accepted', teamId: 'T1', userId: 'U1', action: 'fetch', request: 'r1' },
  flows: [{ flowId: ID }],
});

function withRecords(...records: AuditRecord[]) {
  const read: AuditRecords['read'] = async function* () {
    yield records;
  };
  const app = setUpApp({ auditRecords: { read } });
  const files = () => app.share.mock.calls.map(([target, [file], message]) => ({ target, file, message }));
  return { ...app, files };
}

describe('a request', () => {
  it.each([
    ['command /flow-json', slashCommand(ID)],
    ['message app_mention', mention(ID)],
    ['action get_again', messageButton('get_again', REQUEST)],
  ])('says that it came by the door %s', async (door, payload) => {
    const { send, started, recorded } = setUpApp();
    await send(payload);
    expect(started).toMatchObject([{ door }]);
    // Its entry is written down with it.
    expect(recorded).toEqual([]);
  });
});

describe('what is no request', () => {
  it('is written down with who, where, by which door and which rule', async () => {
    const { send, recorded } = setUpApp();
    await send(slashCommand('watches'));
    expect(recorded).toEqual([
      {
        ...{ event: 'allowed', action: 'watches', door: 'command /flow-json', rule: 'members', request: 'an-id' },
        ...{ teamId: TEAM.id, userId: USER.id, channelId: CHANNEL.id, threadTs: undefined, flows: [] },
        ...{ account: undefined, custSpaceId: undefined },
      },
    ]);
  });

  it('is not written down where somebody reads the help', async () => {
    const { send, recorded } = setUpApp();
    await send(slashCommand('help'));
    expect(recorded).toEqual([]);
  });

  /** These show nothing that was not asked for before, and change nothing: each is here by a decision, as docs/audit.md has it. */
  const SILENT = [
    'shortcut pick_flow',
    'action open_preview',
    'action home_choose',
    'action home_settings',
    'action home_refresh',
    'options flows',
    'command /flow-json help',
    'command /flow-json pick',
    'command /flow-json settings',
  ];
  /** Nobody asks for an event. */
  const isSilent = (name: string) => SILENT.includes(name) || name.startsWith('event ');
  /** Those that are about nothing here: a question that nobody keeps, a window, words that are none. */
  const IDLE = /^action (share_|watch_anyway)|^shortcut get_flow_json/;

  it.each(WAYS)(
    '%s has one entry where something was allowed, and none where it was nothing',
    async (name, payload) => {
      const { send, recorded, started, versions, lookAtFlow } = setUpApp();
      const of = (flow: FlowRef, number: number) => ({ ...version(number), flow });
      versions.get.mockImplementation(async (flow, number) => of(flow, number));
      versions.latest.mockImplementation(async (flow) => of(flow, 2));
      versions.list.mockImplementation(async (flow) => [of(flow, 2), of(flow, 1)]);
      lookAtFlow.mockImplementation(async (flow) => of(flow, 2));
      await send(payload);
      const allowed = recorded.filter(({ event }) => event === 'allowed');
      expect(recorded.filter(({ event }) => ['refused', 'failed'].includes(event))).toEqual([]);
      if (isSilent(name) || IDLE.test(name)) return expect(allowed).toEqual([]);
      // A request has its own, which is written with it.
      const isWindow = /open_window|^message/.test(name) && allowed.length === 0;
      if (!isWindow) expect(allowed.length + started.length).toBe(1);
    },
  );

  it.each(WAYS)('%s has none where nobody may, but the refusal', async (name, payload) => {
    const { send, recorded } = setUpApp({}, undefined, accessWith({ default: 'deny' }));
    await send(payload);
    const isOpen = isSilent(name) && !/pick_flow|home_choose|home_settings|options|help|pick|settings/.test(name);
    const expected = isOpen ? [] : ['refused'];
    if (name !== 'action remove_favourite') expect(recorded.map(({ event }) => event)).toEqual(expected);
  });
});

describe('a file that comes by a button', () => {
  const FLOW = { flowId: ID, account: 'default', custSpaceId: 'cams-eu' };
  const other = { flowId: '17b6ffff00112233', account: 'default', custSpaceId: undefined };
  const [first, second] = [version(1), version(2)].map((each) => ({ ...each, flow: FLOW }));

  function setUp(given?: Parameters<typeof setUpApp>[0]) {
    const app = setUpApp(given);
    app.versions.get.mockImplementation(async (flow, number) => ({ ...version(number), flow }));
    app.versions.list.mockResolvedValue([second, first].flatMap((each) => each ?? []));
    app.versions.latest.mockImplementation(async (flow) => ({ ...version(2), flow }));
    app.lookAtFlow.mockImplementation(async (flow) => {
      const json = `{"version":"2","of":"${flow.flowId}"}`;
      return { ...version(2), json, flow, requestId: 'REQ-1' };
    });
    return app;
  }
  const findings = findingsValueOf({ flow: FLOW, contentHash: version(2).contentHash, sha256: version(2).file.sha256 });
  const sha = (number: number) => version(number).file.sha256;
  const found = { ...version(2), json: '{"version":"7.1","screens":[{"id":"ONE"}]}' };
  const inChannel = messageButton('all_findings', findings);
  inChannel.container.is_ephemeral = false;
  const delivered = { outcome: 'delivered' };
  const step = toStepValue({ flow: FLOW, before: 1, afterHash: version(2).contentHash });
  const C = CHANNEL.id;
  const D = 'D000000001';

  it.each([
    ['Get of a version', messageButton('get_version', toWatchValue(FLOW, 2)), 'get', C, [{ sha256: sha(2) }]],
    [
      'Compare with now',
      messageButton('compare_with_now', toWatchValue(FLOW, 1)),
      'diff',
      D,
      [{ sha256: sha(1) }, { sha256: sha(2), requestId: 'REQ-1' }],
    ],
    ['What changed', messageButton('what_changed', step), 'diff', D, [{ sha256: sha(1) }, { sha256: sha(2) }]],
    [
      'Show diff',
      messageButton('show_diff', toWatchValue(FLOW, 1, 2)),
      'diff',
      C,
      [{ sha256: sha(1) }, { sha256: sha(2) }],
    ],
    ['Get previous file', messageButton('restore_file', toWatchValue(FLOW, 1, 2)), 'get', C, [{ sha256: sha(1) }]],
    ['All findings', inChannel, 'check', C, [{ sha256: sha(2) }]],
  ])('%s has what was asked before it is shared, and what came of it', async (_name, payload, action, to, files) => {
    const { send, recorded, share, versions } = setUp();
    if (action === 'check') versions.get.mockResolvedValue({ ...found, flow: FLOW });
    let before = 0;
    share.mockImplementation(async (_target, _files, _message, begin) => {
      await begin(['F1']);
      before = recorded.length;
      return { fileIds: ['F1'], permalink: undefined };
    });
    await send(payload);
    expect(before).toBe(1);
    const flow = { flowId: ID };
    const same = { action, request: 'an-id', account: 'default', custSpaceId: 'cams-eu', rule: 'members' };
    expect(recorded).toMatchObject([
      { ...same, event: 'allowed', flows: files.map((file) => ({ ...flow, ...file })) },
      {
        ...same,
        event: 'delivered',
        deliveredTo: to,
        flows: files.map((file) => ({ ...flow, ...file, ...delivered })),
      },
    ]);
  });

  it('Check flow JSON has what was checked, of which no flow is known', async () => {
    const { send, recorded } = setUp();
    await send({ ...messageShortcut({ text: '{"version":"7.1","screens":[]}' }), callback_id: 'check_flow_json' });
    const flows = [{ flowId: '', sha256: expect.stringMatching(/^[\da-f]{64}$/), outcome: 'delivered' }];
    expect(recorded).toMatchObject([
      { event: 'allowed', action: 'check', account: undefined },
      { event: 'delivered', deliveredTo: CHANNEL.id, flows },
    ]);
  });

  it('a diff of two flows says where each lies', async () => {
    const { send, recorded } = setUp();
    await send(slashCommand(`diff ${ID} space:eu-shop ${other.flowId}`));
    const [, entry] = recorded;
    expect(entry).toMatchObject({ event: 'delivered', account: 'default', custSpaceId: 'cams-eu' });
    expect(entry?.flows).toMatchObject([{ flowId: ID }, { ...other, sha256: sha(2) }]);
    expect(entry?.flows[0]).not.toHaveProperty('account');
  });

  it('that did not come says why, and what Alibaba Cloud called it', async () => {
    const { send, recorded, lookAtFlow } = setUp();
    lookAtFlow.mockRejectedValue(new CamsError('permission-denied', { requestId: 'REQ-9' }));
    await send(slashCommand(`check ${ID} space:eu-shop`));
    const failed = [{ flowId: ID, outcome: 'permission-denied', requestId: 'REQ-9' }];
    expect(recorded).toMatchObject([
      { event: 'allowed', custSpaceId: 'cams-eu' },
      { event: 'failed', flows: failed },
    ]);
  });

  it('that is held back says so, and the answer has entries of its own', async () => {
    const { send, recorded, heldQuestions } = setUp({ organisationsOf: async () => [{ id: 'T2', name: 'Globex' }] });
    await send(messageButton('show_diff', toWatchValue(FLOW, 1, 2)));
    expect(recorded).toMatchObject([
      { event: 'allowed', action: 'diff' },
      { event: 'held', flows: [{ outcome: 'held' }, { outcome: 'held' }] },
    ]);
    heldQuestions.find.mockResolvedValue(heldQuestions.keep.mock.calls[0]?.[0]);
    await send(messageButton('share_anyway_compare', HELD_ID));
    expect(recorded.slice(2)).toMatchObject([
      { event: 'allowed', action: 'diff', door: 'action share_anyway_compare' },
      { event: 'delivered', deliveredTo: CHANNEL.id },
    ]);
  });

  it('is written down once where it is clicked twice', async () => {
    const { send, recorded } = setUp();
    await send(messageButton('get_version', toWatchValue(FLOW, 2)));
    await send(messageButton('get_version', toWatchValue(FLOW, 2)));
    expect(recorded.map(({ event }) => event)).toEqual(['allowed', 'delivered']);
  });

  it('is not written down where the button could not be read', async () => {
    const { send, recorded } = setUp();
    await send(messageButton('get_version', 'nonsense'));
    expect(recorded).toEqual([]);
  });
});

describe('what is changed', () => {
  it.each([
    ['a watch', messageButton('watch_flow', REQUEST), 'watch'],
    [
      'a watch that ends',
      messageButton('unwatch', toWatchValue({ flowId: ID, account: 'default', custSpaceId: undefined })),
      'unwatch',
    ],
    ['a favourite', messageButton('add_favourite', REQUEST), 'favourite'],
  ])('%s is written down before, with its flow', async (_name, payload, action) => {
    const { send, recorded, watches, favourites } = setUpApp();
    let before: unknown;
    const note =
      <T>(done: T) =>
      async () => {
        before = recorded.length;
        return done;
      };
    watches.add.mockImplementation(note('added' as const));
    watches.remove.mockImplementation(note(undefined));
    favourites.add.mockImplementation(note('added' as const));
    await send(payload);
    expect(before).toBe(1);
    expect(recorded).toMatchObject([{ event: 'allowed', action, account: 'default', flows: [{ flowId: ID }] }]);
  });
});

describe('/flow-json audit', () => {
  it('brings an administrator the CSV, in their direct message, and says so', async () => {
    const { send, files, notified } = withRecords(record('a'), record('b'));
    await send(slashCommand('audit 30'));
    const [shared] = files();
    expect(shared?.target).toEqual({ channelId: 'D000000001' });
    expect(shared?.file).toMatchObject({ filename: 'audit-2023-11-14.csv' });
    expect(String(shared?.file?.content).split('\n')).toHaveLength(4);
    expect(shared?.message.text).toContain('2 entries');
    expect(shared?.message.text).toContain('the last 30 days');
    expect(notified()).toContain('in your direct message with me');
  });

  it('reads no other workspace, and asks what was typed', async () => {
    const { send, auditRecords } = setUpApp();
    await send(slashCommand(`audit U0123456789 ${ID} 2`));
    const [[query] = []] = auditRecords.read.mock.calls;
    const since = 1_700_000_000_000 - 2 * 24 * 60 * 60 * 1000;
    expect(query).toEqual({ teamId: TEAM.id, userId: 'U0123456789', flowId: ID, since });
  });

  it('says where there is nothing, and shares no file', async () => {
    const { send, share, notified } = setUpApp();
    await send(slashCommand('audit'));
    expect(share).not.toHaveBeenCalled();
    expect(notified()).toContain('no entries for this: the last 7 days');
  });

  it('is refused to who may not administer, which is written down before, with the rule', async () => {
    const member = accessWith({}, { person: () => ({ kind: 'member', isAdmin: false }) });
    const { send, recorded, auditRecords, share, notified } = setUpApp({}, undefined, member);
    await send(slashCommand('audit'));
    expect(auditRecords.read).not.toHaveBeenCalled();
    expect(share).not.toHaveBeenCalled();
    expect(notified()).toContain("don't have permission to administer the bot");
    expect(recorded).toMatchObject([{ event: 'refused', action: 'administer', rule: 'admins' }]);
  });
});
