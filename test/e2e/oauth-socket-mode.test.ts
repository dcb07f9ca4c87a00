import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { BOT_ID, BOT_USER_ID, TEAM_ID } from '../../sandbox/slack/emulator.ts';
import { SANDBOX_BOT_TOKEN } from '../../sandbox/slack/workspace.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createEncryption } from '../../src/store/encryption.ts';
import { createInstallations } from '../../src/store/repositories/installations.ts';
import { deskOf, sandboxes } from './support/desk.ts';

const FLOW_ID = '1706000000000406';
const key = randomBytes(32);
const folder = mkdtempSync(join(tmpdir(), 'flow-json-oauth-'));
const databaseUrl = `file:${join(folder, 'flow-json.db')}`;

const { start, close } = sandboxes();
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

/** The sandbox's workspace, as if it had installed the app. */
async function storeInstallation(): Promise<void> {
  const database = await openDatabase(databaseUrl);
  const installation = {
    team: { id: TEAM_ID },
    user: { id: 'U1' },
    isEnterpriseInstall: false,
    authVersion: 'v2',
    bot: { token: SANDBOX_BOT_TOKEN, scopes: [], id: BOT_ID, userId: BOT_USER_ID },
  };
  const installations = createInstallations({ ...database, encryption: createEncryption(key) });
  await installations.put(TEAM_ID, JSON.stringify(installation));
  await database.close();
}

it('serves a workspace that installed the app over Socket Mode, and the pages of installing it by HTTP', async () => {
  await storeInstallation();
  const { workspace, bot } = await start({
    socketMode: true,
    settings: {
      SLACK_BOT_TOKEN: '',
      SLACK_CLIENT_ID: '1000.2000',
      SLACK_CLIENT_SECRET: 'the-client-secret',
      SLACK_STATE_SECRET: 'the-state-secret',
      SLACK_ALLOWED_TEAMS: TEAM_ID,
      TOKEN_ENCRYPTION_KEY: key.toString('base64'),
      DATABASE_URL: databaseUrl,
    },
  });
  const maya = deskOf({ workspace }, 'campaignManager', 'campaigns');
  await maya.command(`/flow-json ${FLOW_ID}`);
  await maya.file(`${FLOW_ID}.json`);
  expect(await (await fetch(`${bot.url}/slack/install`)).text()).toContain(`${workspace.url}/oauth/v2/authorize?`);
  expect((await fetch(`${bot.url}/slack/oauth_redirect?code=1&state=2`)).status).toBe(400);
  // Nothing but an envelope may bring a request from Slack.
  expect((await fetch(`${bot.url}/slack/events`, { method: 'POST' })).status).toBe(404);
});
