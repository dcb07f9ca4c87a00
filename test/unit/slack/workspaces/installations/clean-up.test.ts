import { App, type Receiver } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { createHeldMemory } from '../../../../../src/flows/fetch/held-memory.ts';
import { EVENTS } from '../../../../../src/slack/listeners/events/index.ts';
import { holdEventAcks } from '../../../../../src/slack/listeners/hold-event-acks.ts';
import type { ListenerParts } from '../../../../../src/slack/listeners/listener-parts.ts';
import { registerDoors } from '../../../../../src/slack/listeners/register.ts';
import { boltLogger } from '../../../../../src/slack/workspaces/bolt-logger.ts';
import type { InstallationChanges } from '../../../../../src/slack/workspaces/installations/installation-changes.ts';
import { accessWith } from '../../../support/access.ts';
import { instantClock } from '../../../support/fakes.ts';
import { createRecordingLog } from '../../support/bolt.ts';

const receiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

function setUp({ isOneWorkspace = false } = {}) {
  const { log, lines } = createRecordingLog();
  const changes: unknown[] = [];
  const fails = { next: false };
  const noteOf =
    (name: string) =>
    async (...given: unknown[]) => {
      if (fails.next) throw new Error('the database is gone');
      changes.push([name, ...given]);
      return [];
    };
  const installationChanges: InstallationChanges = {
    ended: noteOf('ended'),
    revoked: noteOf('revoked'),
    granted: async (...given) => void (await noteOf('granted')(...given)),
  };
  const app = new App({
    receiver,
    // As for a workspace whose installation is gone already: what ends one needs none.
    authorize: async ({ isEnterpriseInstall }) =>
      isEnterpriseInstall ? {} : Promise.reject(new Error('not installed')),
    logger: boltLogger(log, 'info'),
  });
  holdEventAcks(app, (_type, ack) => ack);
  // As the bot's own, which lets nothing through.
  app.error(async () => {});
  // These events need nothing else.
  const parts = { log, requests: {} } as unknown as ListenerParts;
  const audit = { record: async () => {} };
  const rules = { access: accessWith(), clock: instantClock, heldMemory: createHeldMemory(), audit };
  const own = { newId: () => 'an-id', partsOf: () => parts, ...(isOneWorkspace ? {} : { installationChanges }) };
  registerDoors(app, { ...parts, ...rules, ...own }, EVENTS);
  const ack = async () => void changes.push('ack');
  const send = (envelope: object, event: object) =>
    app.processEvent({ body: { type: 'event_callback', event_id: 'Ev1', ...envelope, event }, ack });
  return { send, changes, lines, fails };
}

const ofWorkspace = (teamId: string, organisationId?: string) => ({
  teamId,
  organisationId,
  isOfOrganisation: false,
});
const ofOrganisation = { teamId: undefined, organisationId: 'E1', isOfOrganisation: true };
const authorized = (teamId: string | null) => ({
  authorizations: [{ enterprise_id: 'E1', team_id: teamId, is_enterprise_install: true }],
});

describe('app_uninstalled', () => {
  it.each([
    ['a workspace', { team_id: 'T1' }, ofWorkspace('T1')],
    ['a workspace of an organisation', { team_id: 'T1', enterprise_id: 'E1' }, ofWorkspace('T1', 'E1')],
    ['an organisation', { team_id: null, enterprise_id: 'E1' }, ofOrganisation],
    ['an organisation, by its ID alone', { team_id: 'E1' }, ofOrganisation],
    ['an organisation, as authorizations say it', { team_id: 'E1', ...authorized(null) }, ofOrganisation],
    [
      'an organisation, said of one of its workspaces',
      { team_id: 'T1', ...authorized('T1') },
      { ...ofOrganisation, teamId: 'T1' },
    ],
  ])('ends the installation of %s', async (_whose, envelope, expected) => {
    const { send, changes } = setUp();
    await send(envelope, { type: 'app_uninstalled' });
    expect(changes).toEqual([['ended', expected], 'ack']);
  });
});

describe('tokens_revoked', () => {
  it("ends the installation whose bot's token was revoked", async () => {
    const { send, changes } = setUp();
    await send({ team_id: 'T1' }, { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U9'] } });
    await send({ enterprise_id: 'E1' }, { type: 'tokens_revoked', tokens: { bot: ['W9'] } });
    expect(changes).toEqual([['ended', ofWorkspace('T1')], 'ack', ['ended', ofOrganisation], 'ack']);
  });

  it("ends nothing where people's tokens were", async () => {
    const { send, changes } = setUp();
    await send({ team_id: 'T1' }, { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
    await send({ team_id: 'T1' }, { type: 'tokens_revoked', tokens: { oauth: ['U1'] } });
    expect(changes).toEqual(['ack', 'ack']);
  });
});

describe('team_access_granted and team_access_revoked', () => {
  it.each(['granted', 'revoked'])('%s is of the organisation and its workspaces', async (name) => {
    const { send, changes } = setUp();
    await send({ team_id: null, ...authorized(null) }, { type: `team_access_${name}`, team_ids: ['T1', 'T2'] });
    expect(changes).toEqual([[name, 'E1', ['T1', 'T2']], 'ack']);
  });

  it('changes nothing where what it names is no workspace, or no organisation', async () => {
    const { send, changes, lines } = setUp();
    await send({ ...authorized(null) }, { type: 'team_access_revoked', team_ids: ['E1'] });
    expect(lines).toEqual(['warn: An event of an organisation names no workspace']);
    await send(
      { team_id: 'T9', authorizations: [{ team_id: 'T9', is_enterprise_install: true }] },
      { type: 'team_access_revoked', team_ids: ['T1'] },
    );
    expect(changes).toEqual(['ack', 'ack']);
  });
});

describe('an event of an installation', () => {
  it.each([
    [{ type: 'app_uninstalled' }],
    [{ type: 'tokens_revoked', tokens: { bot: ['U9'] } }],
    [{ type: 'team_access_granted', team_ids: ['T1'] }],
    [{ type: 'team_access_revoked', team_ids: ['T1'] }],
  ])('is left to Slack to send again where it could not be followed: %o', async (event) => {
    const { send, changes, lines, fails } = setUp();
    fails.next = true;
    await expect(send({ team_id: null, ...authorized(null) }, event)).rejects.toThrow('the database is gone');
    expect(changes).toEqual([]);
    expect(lines).toContain('error: A listener failed');
    fails.next = false;
    await send({ team_id: null, ...authorized(null) }, event);
    expect(changes).toEqual([expect.any(Array), 'ack']);
  });

  it('is acked where it can not be read: that will be no better', async () => {
    const { send, changes, lines } = setUp();
    await send({ team_id: 'T1' }, { type: 'tokens_revoked', tokens: 'none' });
    expect([changes, lines]).toEqual([['ack'], ['error: A payload could not be read']]);
  });
});

describe('with one workspace', () => {
  it('is only told: its token is a setting', async () => {
    const { send, lines } = setUp({ isOneWorkspace: true });
    await send({ team_id: 'T1' }, { type: 'app_uninstalled' });
    await send({ team_id: 'T1' }, { type: 'tokens_revoked', tokens: { bot: ['U9'] } });
    expect(lines).toEqual(['warn: The app was uninstalled', "warn: The bot's token was revoked"]);
  });
});
