import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../../src/audit/entry.ts';
import type { AuditRecords } from '../../../../src/audit/records.ts';
import { accessWith } from '../../support/access.ts';
import { messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { mention } from '../fixtures/messages.ts';
import { CHANNEL, TEAM, USER } from '../fixtures/people.ts';
import { setUpApp } from '../support/bolt.ts';
import { ID, REQUEST } from '../support/ways.ts';

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
  it('is written down with who, where and by which door', async () => {
    const { send, recorded } = setUpApp();
    await send(slashCommand('watches'));
    const { teamId, userId } = recorded[0] ?? {};
    expect({ teamId, userId }).toEqual({ teamId: TEAM.id, userId: USER.id });
    expect(recorded).toMatchObject([
      { event: 'allowed', action: 'watches', channelId: CHANNEL.id, door: 'command /flow-json' },
    ]);
  });

  it('is not written down where somebody reads the help', async () => {
    const { send, recorded } = setUpApp();
    await send(slashCommand('help'));
    expect(recorded).toEqual([]);
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
