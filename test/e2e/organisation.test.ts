import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.ts';
import { type CamsStandIn, startCams } from '../../sandbox/cams/server.ts';
import { type BotConnection, createBotConnection } from '../../sandbox/slack/bot-connection.ts';
import { freePort } from '../../sandbox/slack/http.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import { homeWatchValueOf } from '../../src/slack/payloads/home-watch-value.ts';
import { requestValueOf } from '../../src/slack/payloads/request-value.ts';
import { openDatabase } from '../../src/store/database.ts';
import { oauthBrowser } from './support/oauth-browser.ts';
import {
  CLIENT,
  FIRST_TEAM_ID,
  type OAuthSlack,
  ORGANISATION,
  type SlackCall,
  startOAuthSlack,
} from './support/oauth-slack.ts';

const FLOW_ID = '1706000000000406';
const OTHER_FLOW_ID = '1706000000000001';
const THIRD_FLOW_ID = '17b6e2c94f0a4d1f8a3c5d7e90b12f34';
const SIGNING_SECRET = 'the-signing-secret';
const FIRST = FIRST_TEAM_ID;
const SECOND = 'T000000002';
/** A workspace of the organisation that was not given the app. */
const THIRD = 'T000000003';
const USER = 'U000000001';

const folder = mkdtempSync(join(tmpdir(), 'flow-json-organisation-'));
const databaseUrl = `file:${join(folder, 'flow-json.db')}`;
let port: number;
let slack: OAuthSlack;
let cams: CamsStandIn;
let bot: BotProcess;
let connection: BotConnection;

const settings = (): Record<string, string> => ({
  SLACK_CLIENT_ID: CLIENT.id,
  SLACK_CLIENT_SECRET: CLIENT.secret,
  SLACK_STATE_SECRET: 'the-state-secret',
  SLACK_ALLOWED_TEAMS: ORGANISATION.id,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: `${slack.url}/api/`,
  TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  ALIBABA_CLOUD_ACCESS_KEY_ID: cams.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cams.accessKeySecret,
  CAMS_ENDPOINT: cams.url,
  FLOW_ASSET_HOSTS: cams.host,
  DATABASE_URL: databaseUrl,
  // A picture may follow its file: here every call is counted.
  PICTURE_PROCESSES: '0',
});
let ofBot: Record<string, string>;

beforeAll(async () => {
  port = await freePort();
  slack = await startOAuthSlack((await readManifest()).botScopes);
  cams = await startCams();
  ofBot = settings();
  bot = await startBotProcess(ofBot, { port });
  await slack.open(`${bot.url}/slack/oauth_redirect`);
  connection = createBotConnection({ requestUrl: () => bot.requestUrl, signingSecret: SIGNING_SECRET, now: Date.now });
});
afterAll(async () => {
  await bot.stop();
  await slack.close();
  await cams.close();
  rmSync(folder, { recursive: true, force: true });
});

const { install, command, event, until, callsOf } = oauthBrowser({
  bot: () => bot,
  slack: () => slack,
  connection: () => connection,
});

const OF_ORGANISATION = {
  enterprise_id: ORGANISATION.id,
  enterprise_name: ORGANISATION.name,
  is_enterprise_install: 'true',
};
const authorized = (teamId: string | null) => ({
  enterprise_id: ORGANISATION.id,
  authorizations: [
    {
      enterprise_id: ORGANISATION.id,
      team_id: teamId,
      user_id: 'U0OAUTH001',
      is_bot: true,
      is_enterprise_install: true,
    },
  ],
});

/** What Slack sends of a click, of an organisation's installation. */
const click = (what: object) =>
  connection.send({
    payload: JSON.stringify({
      team: null,
      enterprise: ORGANISATION,
      is_enterprise_install: true,
      user: { id: USER, username: 'maya', team_id: ORGANISATION.id },
      trigger_id: randomBytes(8).toString('hex'),
      api_app_id: 'A0OAUTH001',
      ...what,
    }),
  });
const button = (actionId: string, value: string) => ({
  type: 'block_actions',
  actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts: '1700000001.000000' }],
});

/** Nothing is called for a request after that line of the log. */
const untilDelivered = (teamId: string, flowId: string) =>
  until(() =>
    bot
      .output()
      .split('\n')
      .some((line) => line.includes('"Delivered"') && line.includes(`"${flowId}"`) && line.includes(`"${teamId}"`)),
  );

/** By a command that ends with a file: the tokens of all calls, and the workspaces that they named. */
async function share(teamId: string, flowId: string) {
  slack.calls.splice(0);
  expect(await command(teamId, flowId, OF_ORGANISATION)).toMatchObject({
    ok: true,
    body: expect.stringContaining(flowId),
  });
  await untilDelivered(teamId, flowId);
  const ofShare = slack.calls.filter(({ method }) => method !== 'auth.teams.list');
  return {
    tokens: new Set(ofShare.map(({ token }) => token)),
    teamIds: new Set(ofShare.map(({ body }) => new URLSearchParams(body).get('team_id'))),
  };
}

/** What a command that is not for files is answered with. */
async function answerTo(teamId: string, text: string): Promise<string> {
  slack.answers.splice(0);
  const answer = await command(teamId, text, OF_ORGANISATION);
  expect(answer).toMatchObject({ ok: true });
  const ack = 'body' in answer ? answer.body : '';
  if (ack !== '') return ack;
  await until(() => slack.answers.length > 0);
  return slack.answers.join();
}

/** A command whose answer everybody in the channel sees. */
async function setUp(teamId: string, text: string): Promise<void> {
  slack.calls.splice(0);
  expect(await command(teamId, text, OF_ORGANISATION)).toMatchObject({ ok: true });
  await until(() => callsOf('chat.postMessage').length > 0);
}

async function home(teamId: string): Promise<SlackCall> {
  slack.calls.splice(0);
  await event(
    teamId,
    { type: 'app_home_opened', user: USER, tab: 'home', channel: 'D1', event_ts: '1.0' },
    authorized(teamId),
  );
  await until(() => callsOf('views.publish').length > 0);
  const [published] = callsOf('views.publish');
  return published ?? expect.fail('no Home tab');
}

/** Once it shows what was fetched, which is remembered a moment after it was shared. */
async function homeWith(teamId: string, flowId: string): Promise<SlackCall> {
  let shown = await home(teamId);
  for (let look = 1; look < 50 && !shown.body.includes(flowId); look += 1) shown = await home(teamId);
  expect(shown.body).toContain(flowId);
  return shown;
}

/** The tables that have rows of these; the bot stops for it, and starts again. */
async function tablesOf(...teamIds: string[]): Promise<Record<string, string[]>> {
  await bot.stop();
  const { db, close } = await openDatabase(databaseUrl);
  const tables = (await db.introspection.getTables()).filter(({ columns }) =>
    columns.some(({ name }) => name === 'team_id'),
  );
  const found = Object.fromEntries(teamIds.map((teamId): [string, string[]] => [teamId, []]));
  for (const { name } of tables) {
    const { rows } = await sql<{ team_id: string }>`select distinct team_id from ${sql.table(name)}`.execute(db);
    for (const { team_id: teamId } of rows) found[teamId]?.push(name);
  }
  await close();
  bot = await startBotProcess(ofBot, { port });
  return found;
}

const tokenOfOrganisation = () => slack.organisation.tokens.at(-1) ?? expect.fail('no token');

describe('an organisation', () => {
  it('installs the app once, and is led to the page on which it chooses workspaces', async () => {
    slack.organisation.isChosen = true;
    const installed = await install();
    expect(installed.status).toBe(200);
    expect(await installed.text()).toMatch(/manage\/organization\/apps\/profile\/\w+\/workspaces\/add/);
  });

  it('has no workspace served before it gave the app to one', async () => {
    slack.calls.splice(0);
    expect(await command(FIRST, FLOW_ID, OF_ORGANISATION)).toMatchObject({ ok: true, body: '' });
    expect(callsOf('files.getUploadURLExternal')).toEqual([]);
  });

  it('gives it to two workspaces, which are served with its token, each by its ID', async () => {
    for (const teamId of [FIRST, SECOND]) slack.organisation.workspaces.add(teamId);
    await event(null, { type: 'team_access_granted', team_ids: [FIRST, SECOND] }, authorized(null));
    await until(() => bot.output().includes('gave the app to workspaces'));
    const token = tokenOfOrganisation();
    expect(await share(FIRST, FLOW_ID)).toEqual({ tokens: new Set([token]), teamIds: new Set([FIRST]) });
    expect(await share(SECOND, OTHER_FLOW_ID)).toEqual({ tokens: new Set([token]), teamIds: new Set([SECOND]) });
  });

  it('serves no other of its workspaces', async () => {
    slack.calls.splice(0);
    expect(await command(THIRD, FLOW_ID, OF_ORGANISATION)).toMatchObject({ ok: true, body: '' });
    expect(slack.calls.filter(({ method }) => method !== 'auth.teams.list')).toEqual([]);
  });
});

describe('its workspaces', () => {
  it('show each their own on the Home tab', async () => {
    const [first, second] = [await homeWith(FIRST, FLOW_ID), await homeWith(SECOND, OTHER_FLOW_ID)];
    expect(first.body).not.toContain(OTHER_FLOW_ID);
    expect(second.body).not.toContain(FLOW_ID);
    expect(new URLSearchParams(second.body).get('team_id')).toBe(SECOND);
  });

  it("see no history, watch, setting or operators' channel of one another", async () => {
    await setUp(FIRST, `watch ${FLOW_ID}`);
    await setUp(FIRST, 'ops here');
    // Said in the channel first, and then set up.
    await expect.poll(() => answerTo(FIRST, 'watches'), { timeout: 20_000 }).toContain(FLOW_ID);
    expect(await answerTo(SECOND, 'watches')).not.toContain(FLOW_ID);
    expect(await answerTo(FIRST, `history ${FLOW_ID}`)).toContain(USER);
    expect(await answerTo(SECOND, `history ${FLOW_ID}`)).toContain("I haven't seen a version");
    expect((await home(SECOND)).body).not.toContain(FLOW_ID);
    const { [FIRST]: ofFirst, [SECOND]: ofSecond } = await tablesOf(FIRST, SECOND);
    expect(ofFirst).toEqual(expect.arrayContaining(['watches', 'flow_versions', 'fetch_history']));
    expect(ofSecond).toEqual(expect.arrayContaining(['flow_versions', 'fetch_history']));
    expect(ofSecond).not.toContain('watches');
    expect(ofSecond).not.toContain('ops_channels');
  });

  it('are told apart by a click, which Slack sends without a team', async () => {
    const { body } = await homeWith(FIRST, FLOW_ID);
    expect(body).not.toContain(OTHER_FLOW_ID);
    // On the Home tab of the second: what it requests is the second's.
    slack.calls.splice(0);
    const value = requestValueOf({ flowIds: [THIRD_FLOW_ID], account: 'default', custSpaceId: undefined });
    const inHome = { container: { type: 'view', view_id: 'V1' }, view: { id: 'V1', team_id: SECOND, type: 'home' } };
    expect(await click({ ...button('get_again', value), ...inHome })).toMatchObject({ ok: true });
    await untilDelivered(SECOND, THIRD_FLOW_ID);
    expect(new Set(slack.calls.map(({ body: sent }) => new URLSearchParams(sent).get('team_id')))).toEqual(
      new Set([SECOND]),
    );
    await homeWith(SECOND, THIRD_FLOW_ID);
    expect((await home(FIRST)).body).not.toContain(THIRD_FLOW_ID);
  });

  it('end no watch of one another by a forged button', async () => {
    const flow = { flowId: FLOW_ID, account: 'default', custSpaceId: undefined };
    const value = homeWatchValueOf({ channelId: 'C000000001', flow });
    const inHome = { container: { type: 'view', view_id: 'V1' }, view: { id: 'V1', team_id: SECOND, type: 'home' } };
    slack.calls.splice(0);
    expect(await click({ ...button('home_unwatch', value), ...inHome })).toMatchObject({ ok: true });
    await until(() => callsOf('views.publish').length > 0);
    expect(await answerTo(FIRST, 'watches')).toContain(FLOW_ID);
  });

  it('answer a click of which nobody knows the workspace, and do nothing', async () => {
    slack.calls.splice(0);
    slack.answers.splice(0);
    const value = requestValueOf({ flowIds: [FLOW_ID], account: 'default', custSpaceId: undefined });
    const inMessage = { channel: { id: 'D000000001' }, response_url: `${slack.url}/response` };
    expect(await click({ ...button('get_again', value), ...inMessage })).toMatchObject({ ok: true });
    await until(() => slack.answers.length > 0);
    expect(slack.answers.join()).toContain('which workspace of your organization');
    expect(callsOf('files.getUploadURLExternal')).toEqual([]);
  });
});

describe('the app is taken away', () => {
  it('from one workspace: all of it is forgotten, its watches end, and the other goes on', async () => {
    slack.organisation.workspaces.delete(FIRST);
    await event(null, { type: 'team_access_revoked', team_ids: [FIRST] }, authorized(null));
    await until(() => bot.output().includes('took the app from workspaces'));
    slack.calls.splice(0);
    expect(await command(FIRST, FLOW_ID, OF_ORGANISATION)).toMatchObject({ ok: true, body: '' });
    expect(callsOf('files.getUploadURLExternal')).toEqual([]);
    expect((await homeWith(SECOND, OTHER_FLOW_ID)).token).toBe(tokenOfOrganisation());
    const { [FIRST]: ofFirst, [SECOND]: ofSecond } = await tablesOf(FIRST, SECOND);
    expect(ofFirst).toEqual([]);
    expect(ofSecond).toContain('fetch_history');
  });

  it('and given again: that workspace begins anew', async () => {
    slack.organisation.workspaces.add(FIRST);
    await event(null, { type: 'team_access_granted', team_ids: [FIRST] }, authorized(null));
    await until(() => bot.output().includes('gave the app to workspaces'));
    expect((await home(FIRST)).body).not.toContain(FLOW_ID);
    expect(await answerTo(FIRST, 'watches')).not.toContain(FLOW_ID);
  });

  it('from the organisation: all of its workspaces are forgotten, and its token', async () => {
    await share(FIRST, FLOW_ID);
    const token = tokenOfOrganisation();
    slack.organisation.uninstall();
    await event(null, { type: 'app_uninstalled' }, authorized(null));
    await until(() => bot.output().includes('The app was uninstalled'));
    slack.calls.splice(0);
    for (const teamId of [FIRST, SECOND]) {
      expect(await command(teamId, FLOW_ID, OF_ORGANISATION)).toMatchObject({ ok: true, body: '' });
    }
    expect(slack.calls.filter(({ token: used }) => used === token)).toEqual([]);
    expect(await tablesOf(FIRST, SECOND, ORGANISATION.id)).toEqual({
      [FIRST]: [],
      [SECOND]: [],
      [ORGANISATION.id]: [],
    });
  });

  it('and installed once more: it has another token', async () => {
    const before = tokenOfOrganisation();
    slack.organisation.workspaces.add(FIRST);
    expect((await install()).status).toBe(200);
    const { tokens } = await share(FIRST, FLOW_ID);
    expect(tokens).toEqual(new Set([tokenOfOrganisation()]));
    expect(tokenOfOrganisation()).not.toBe(before);
  });
});

describe('an organisation that SLACK_ALLOWED_TEAMS does not name', () => {
  it('is refused in words, and nothing of its installation is kept', async () => {
    await bot.stop();
    bot = await startBotProcess({ ...ofBot, SLACK_ALLOWED_TEAMS: FIRST, DATABASE_URL: 'file::memory:' }, { port });
    const refused = await install();
    expect(refused.status).toBe(403);
    const page = await refused.text();
    expect(page).toContain('This bot does not serve your organization yet');
    expect(page).toContain(`add ${ORGANISATION.id} to SLACK_ALLOWED_TEAMS`);
  });
});
