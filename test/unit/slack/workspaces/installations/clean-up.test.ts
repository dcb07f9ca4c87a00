import { App, type Receiver } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { createHeldMemory } from '../../../../../src/flows/fetch/held-memory.ts';
import { EVENTS } from '../../../../../src/slack/listeners/events/index.ts';
import type { ListenerParts } from '../../../../../src/slack/listeners/listener-parts.ts';
import { registerDoor } from '../../../../../src/slack/listeners/register.ts';
import { boltLogger } from '../../../../../src/slack/workspaces/bolt-logger.ts';
import { accessWith } from '../../../support/access.ts';
import { instantClock } from '../../../support/fakes.ts';
import { createRecordingLog } from '../../support/bolt.ts';

const receiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

function setUp({ isOneWorkspace = false } = {}) {
  const { log, lines } = createRecordingLog();
  const forgotten: string[] = [];
  const forget = { forgetWorkspace: async (teamId: string) => void forgotten.push(teamId) };
  const app = new App({
    receiver,
    // As for a workspace whose installation is gone already: these events need none.
    authorize: () => Promise.reject(new Error('not installed')),
    logger: boltLogger(log, 'info'),
  });
  // These two events need nothing else.
  const parts = { log, requests: {}, ...(isOneWorkspace ? {} : forget) } as unknown as ListenerParts;
  for (const door of EVENTS)
    registerDoor(
      app,
      {
        ...parts,
        audit: { record: async () => {} },
        partsOf: () => parts,
        access: accessWith(),
        clock: instantClock,
        heldMemory: createHeldMemory(),
        newId: () => 'an-id',
      },
      door,
    );
  const send = (teamId: string, event: object) =>
    app.processEvent({
      body: { type: 'event_callback', team_id: teamId, event_id: 'Ev1', event },
      ack: async () => {},
    });
  return { send, forgotten, lines };
}

describe('app_uninstalled', () => {
  it('forgets that workspace', async () => {
    const { send, forgotten } = setUp();
    await send('T1', { type: 'app_uninstalled' });
    expect(forgotten).toEqual(['T1']);
  });
});

describe('tokens_revoked', () => {
  it("forgets the workspace whose bot's token was revoked", async () => {
    const { send, forgotten } = setUp();
    await send('T1', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U9'] } });
    expect(forgotten).toEqual(['T1']);
  });

  it("forgets nothing where people's tokens were", async () => {
    const { send, forgotten } = setUp();
    await send('T1', { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
    await send('T1', { type: 'tokens_revoked', tokens: { oauth: ['U1'] } });
    expect(forgotten).toEqual([]);
  });
});

describe('with one workspace', () => {
  it('is only told: its token is a setting', async () => {
    const { send, lines } = setUp({ isOneWorkspace: true });
    await send('T1', { type: 'app_uninstalled' });
    await send('T1', { type: 'tokens_revoked', tokens: { bot: ['U9'] } });
    expect(lines).toEqual(['warn: The app was uninstalled', "warn: The bot's token was revoked"]);
  });
});
