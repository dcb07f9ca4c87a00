import { describe, expect, it } from 'vitest';
import { clientsOfOneWorkspace, createClients } from '../../../../src/slack/workspaces/clients.ts';
import { installationOf, setUpInstallations } from './installations/support.ts';

const slackApiUrl = 'https://slack.test/api/';
const options = { people: { slackApiUrl }, background: { slackApiUrl } };

async function setUp() {
  const parts = await setUpInstallations();
  for (const teamId of ['T1', 'T2']) await parts.store.storeInstallation(installationOf(teamId));
  return { ...parts, clients: createClients(parts.authorize, options) };
}

describe('clientsOfOneWorkspace', () => {
  it('gives the same two clients for whatever workspace', async () => {
    const { clientFor, backgroundClientFor } = clientsOfOneWorkspace('xoxb-1', options);
    const [client, background] = [await clientFor('T1'), await backgroundClientFor('T1')];
    expect([client.token, background.token]).toEqual(['xoxb-1', 'xoxb-1']);
    expect(client).not.toBe(background);
    expect([await clientFor('T2'), await backgroundClientFor('T2')]).toEqual([client, background]);
  });
});

describe('createClients', () => {
  it('gives each workspace a client with its own token, made once', async () => {
    const { clients } = await setUp();
    const [first, second] = [await clients.clientFor('T1'), await clients.clientFor('T2')];
    expect([first.token, second.token]).toEqual(['xoxb-T1', 'xoxb-T2']);
    expect(first.slackApiUrl).toBe('https://slack.test/api/');
    expect(await clients.clientFor('T1')).toBe(first);
    expect(await clients.backgroundClientFor('T1')).not.toBe(first);
    expect((await clients.backgroundClientFor('T2')).token).toBe('xoxb-T2');
  });

  it('gives a new one once the token is another', async () => {
    const { clients, store } = await setUp();
    await clients.clientFor('T1');
    await store.storeInstallation(installationOf('T1', { token: 'xoxb-again' }));
    expect((await clients.clientFor('T1')).token).toBe('xoxb-again');
  });

  it('gives none for a workspace that has not installed the app, or not any more', async () => {
    const { clients, installations, store } = await setUp();
    const refusal = { kind: 'slack-token', code: 'not_installed' };
    await expect(clients.clientFor('T3')).rejects.toMatchObject(refusal);
    await clients.clientFor('T1');
    await installations.remove('T1');
    store.forget('T1');
    await expect(clients.clientFor('T1')).rejects.toMatchObject(refusal);
  });

  it('says what the store says where it fails', async () => {
    const { clients, db } = await setUp();
    await db.updateTable('installations').set({ key_id: '00000000' }).execute();
    await expect(clients.clientFor('T1')).rejects.toMatchObject({ name: 'StoreError', kind: 'store-key' });
  });
});
