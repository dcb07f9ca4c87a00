import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.ts';
import { type CamsStandIn, startCams } from '../../sandbox/cams/server.ts';
import { type BotConnection, createBotConnection } from '../../sandbox/slack/bot-connection.ts';
import { freePort } from '../../sandbox/slack/http.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createEncryption } from '../../src/store/encryption.ts';
import { createInstallations } from '../../src/store/repositories/installations.ts';
import { oauthBrowser } from './support/oauth-browser.ts';
import {
  CLIENT,
  FIRST_TEAM_ID,
  type OAuthSlack,
  SECOND,
  type SlackCall,
  startOAuthSlack,
} from './support/oauth-slack.ts';

const FLOW_ID = '1706000000000406';
const OTHER_FLOW_ID = '1706000000000001';
const SIGNING_SECRET = 'the-signing-secret';
const newKey = () => randomBytes(32).toString('base64');
const KEY = newKey();

const folder = mkdtempSync(join(tmpdir(), 'flow-json-oauth-'));
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
  SLACK_ALLOWED_TEAMS: `${FIRST_TEAM_ID}, ${SECOND.teamId}`,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_API_URL: `${slack.url}/api/`,
  TOKEN_ENCRYPTION_KEY: KEY,
  ALIBABA_CLOUD_ACCESS_KEY_ID: cams.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: cams.accessKeySecret,
  CAMS_ENDPOINT: cams.url,
  FLOW_ASSET_HOSTS: cams.host,
  DATABASE_URL: databaseUrl,
});

async function startBot(other: Record<string, string> = {}): Promise<void> {
  // The port is the same after a restart: the Slack app names where the browser comes back to.
  bot = await startBotProcess({ ...settings(), ...other }, { port });
}

/** The second workspace has the app already: what its installation left behind. */
async function storeSecond(): Promise<void> {
  const database = await openDatabase(databaseUrl);
  const encryption = createEncryption(Buffer.from(KEY, 'base64'));
  const installation = {
    team: { id: SECOND.teamId },
    user: { id: 'U1' },
    isEnterpriseInstall: false,
    authVersion: 'v2',
    bot: { token: SECOND.token, scopes: [], id: 'B0OAUTH001', userId: 'U0OAUTH001' },
  };
  await createInstallations({ ...database, encryption }).put(SECOND.teamId, JSON.stringify(installation));
  await database.close();
}

beforeAll(async () => {
  port = await freePort();
  slack = await startOAuthSlack((await readManifest()).botScopes);
  cams = await startCams();
  await storeSecond();
  await startBot();
  await slack.open(`${bot.url}/slack/oauth_redirect`);
  const requestUrl = () => bot.requestUrl;
  connection = createBotConnection({ requestUrl, signingSecret: SIGNING_SECRET, now: Date.now });
});
afterAll(async () => {
  await bot.stop();
  await slack.close();
  await cams.close();
  rmSync(folder, { recursive: true, force: true });
});

const { openInstallPage, agree, install, command, event, until, callsOf } = oauthBrowser({
  bot: () => bot,
  slack: () => slack,
  connection: () => connection,
});

/** What is asked of Slack at the beginning of a request, about who asks and where. */
const FACTS = ['users.info', 'conversations.info'];

/**
 * A command that ends with a file; gives the tokens of the calls that it took: those about the facts, and those that name
 * the flow or one of its files. A file of another request may still be looked for meanwhile.
 */
async function share(teamId: string, flowId: string): Promise<Set<string | undefined>> {
  slack.calls.splice(0);
  expect(await command(teamId, flowId)).toMatchObject({ ok: true, body: expect.stringContaining(flowId) });
  const filesOf = () =>
    callsOf('files.completeUploadExternal')
      .filter(({ body }) => body.includes(flowId))
      .flatMap(({ body }) => [...body.matchAll(/%22id%22%3A%22(F\w+)%22/g)].map(([, id = '']) => id));
  // The picture may follow the JSON. After each share the bot looks whether a file of it is there.
  await until(() => {
    const files = filesOf();
    return files.length >= 2 && callsOf('files.info').some(({ body }) => files.some((id) => body.includes(id)));
  });
  const files = filesOf();
  const own = slack.calls.filter(
    ({ method, body }) => FACTS.includes(method) || [flowId, ...files].some((named) => body.includes(named)),
  );
  expect(own.map(({ method }) => method)).toEqual(expect.arrayContaining([...FACTS, 'files.info']));
  return new Set(own.map(({ token }) => token));
}

/** What the Home tab shows to the same person ID in a workspace. */
async function home(teamId: string): Promise<SlackCall> {
  slack.calls.splice(0);
  await event(teamId, { type: 'app_home_opened', user: 'U000000001', tab: 'home', channel: 'D1' });
  await until(() => callsOf('views.publish').length > 0);
  const [published] = callsOf('views.publish');
  if (published === undefined) throw new Error('no Home tab');
  return published;
}

/** The Home tab once it shows that flow: what was fetched is remembered a moment after it was shared. */
async function homeWith(teamId: string, flowId: string): Promise<SlackCall> {
  let shown = await home(teamId);
  for (let look = 1; look < 20 && !shown.body.includes(flowId); look += 1) shown = await home(teamId);
  expect(shown.body).toContain(flowId);
  return shown;
}

/** Of every table, what is stored of the first workspace. */
function rowsOfFirst(): string[] {
  const database = new DatabaseSync(join(folder, 'flow-json.db'), { readOnly: true });
  const names = database.prepare("select name from sqlite_master where type = 'table'").all();
  const rows = names.flatMap(({ name }) =>
    database
      .prepare(`select * from "${name}"`)
      .all()
      .map((row) => `${name}: ${JSON.stringify(row)}`),
  );
  database.close();
  return rows.filter((row) => row.includes(FIRST_TEAM_ID));
}

const filesOfDatabase = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));

describe('an installation', () => {
  it('asks for the scopes of the manifest, with a state that is tied to the browser', async () => {
    const { authorizeUrl, setCookie } = await openInstallPage();
    expect(authorizeUrl.origin + authorizeUrl.pathname).toBe(`${slack.url}/oauth/v2/authorize`);
    const { botScopes } = await readManifest();
    expect(authorizeUrl.searchParams.get('scope')?.split(',')).toEqual(botScopes);
    expect(authorizeUrl.searchParams.get('client_id')).toBe(CLIENT.id);
    expect(setCookie).toContain(authorizeUrl.searchParams.get('state') ?? '-');
    expect(setCookie).toMatch(/; Secure; HttpOnly;/);
  });

  it.each([
    ['without the cookie', () => ''],
    ["with another browser's cookie", async () => (await openInstallPage()).cookie],
  ])('is refused %s', async (_name, cookieOf) => {
    const { authorizeUrl } = await openInstallPage();
    const answer = await fetch(await agree(authorizeUrl), { headers: { cookie: await cookieOf() } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('slack_oauth_invalid_state');
    expect(callsOf('oauth.v2.access')).toEqual([]);
  });

  it('is refused with a state that the bot did not sign, though cookie and address agree', async () => {
    const { authorizeUrl, cookie } = await openInstallPage();
    const back = new URL(await agree(authorizeUrl));
    const forged = `${back.searchParams.get('state')?.split('.').slice(0, 2).join('.')}.AAAA`;
    back.searchParams.set('state', forged);
    const answer = await fetch(back, { headers: { cookie: `${cookie.split('=')[0]}=${forged}` } });
    expect(answer.status).toBe(400);
    expect(callsOf('oauth.v2.access')).toEqual([]);
  });

  it('is refused with a state that has served before', async () => {
    const { authorizeUrl, cookie } = await openInstallPage();
    const back = await agree(authorizeUrl);
    const first = await fetch(back, { headers: { cookie } });
    expect(first.status).toBe(200);
    const exchanges = callsOf('oauth.v2.access').length;
    const again = await fetch(back, { headers: { cookie } });
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('This link was used before. Begin again at /slack/install.');
    expect(callsOf('oauth.v2.access')).toHaveLength(exchanges);
    expect(bot.output()).toContain('An installation was refused: state-used');
    expect(bot.output()).not.toMatch(/InstallationError|\\n +at /);
    await event(FIRST_TEAM_ID, { type: 'app_uninstalled' });
    await until(() => bot.output().includes('The app was uninstalled'));
    // A picture that was being drawn may be stored a moment later: it goes as well.
    await expect.poll(rowsOfFirst, { timeout: 40_000, interval: 500 }).toEqual([]);
    slack.calls.splice(0);
  });

  it('leaves no code in the log, at any level', async () => {
    const debugging = await startBotProcess({
      ...settings(),
      DATABASE_URL: 'file::memory:',
      LOG_LEVEL: 'debug',
    });
    const page = await fetch(`${debugging.url}/slack/install`);
    const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const state = cookie.split('=')[1] ?? '';
    const code = '123456.7890.0a1b2c3d4e5f';
    const answer = await fetch(`${debugging.url}/slack/oauth_redirect?code=${code}&state=${state}`, {
      headers: { cookie },
    });
    expect(answer.status).not.toBe(400);
    await fetch(`${debugging.url}/elsewhere?code=${code}&state=${state}`);
    expect(debugging.output()).toContain('oauth.v2.access');
    expect(debugging.output()).not.toContain(code);
    expect(debugging.output()).not.toContain(CLIENT.secret);
    await debugging.stop();
    slack.calls.splice(0);
  });

  it('is refused without a state', async () => {
    const { authorizeUrl, cookie } = await openInstallPage();
    const back = new URL(await agree(authorizeUrl));
    back.searchParams.delete('state');
    expect((await fetch(back, { headers: { cookie } })).status).toBe(400);
    expect(callsOf('oauth.v2.access')).toEqual([]);
  });
});

/** Settings of a bot that serves the second workspace alone; the first has it installed all the same. */
const FOR_SECOND_ALONE = { SLACK_ALLOWED_TEAMS: SECOND.teamId };

describe('a workspace that is not allowed', () => {
  it('is refused in words, and nothing of its installation is kept', async () => {
    await bot.stop();
    await startBot(FOR_SECOND_ALONE);
    const refused = await install();
    expect(refused.status).toBe(403);
    const page = await refused.text();
    expect(page).toContain('This bot does not serve your workspace yet');
    expect(page).toContain(`add ${FIRST_TEAM_ID} to SLACK_ALLOWED_TEAMS`);
    // Slack has issued a token all the same: it is given back.
    const [revoked, ...others] = callsOf('auth.revoke');
    expect(others).toEqual([]);
    expect(revoked?.token).toMatch(/^xoxb-/);
    expect(revoked?.token).not.toBe(SECOND.token);
    expect(bot.output()).toContain(`An installation was refused: not-allowed ${FIRST_TEAM_ID}`);
    expect(bot.output()).not.toMatch(/InstallationError|\\n +at /);
    await bot.stop();
    const { db, close } = await openDatabase(databaseUrl);
    const rows = await db.selectFrom('installations').select('team_id').execute();
    expect(rows).toEqual([{ team_id: SECOND.teamId }]);
    await close();
    await startBot();
  });

  it('needs the setting: without it, or with a *, the bot does not start', async () => {
    await bot.stop();
    for (const [given, words] of [
      ['', 'SLACK_ALLOWED_TEAMS is missing'],
      ['*', 'with * anybody could install it'],
    ] as const) {
      await expect(startBot({ SLACK_ALLOWED_TEAMS: given })).rejects.toSatisfy(({ message }: Error) => {
        expect(message).toContain('exit code 78');
        return message.includes(words);
      });
    }
    await startBot();
  });
});

describe('two workspaces', () => {
  let firstToken: string | undefined;

  it('knows nothing of the first before it installs the app', async () => {
    slack.calls.splice(0);
    expect(await command(FIRST_TEAM_ID, FLOW_ID)).toMatchObject({ ok: true, body: '' });
    expect(slack.calls).toEqual([]);
  });

  it('are each answered with their own token, and with no other', async () => {
    const installed = await install();
    expect(installed.status).toBe(200);
    expect(await installed.text()).toContain('Thank you!');
    const ofFirst = await share(FIRST_TEAM_ID, FLOW_ID);
    expect(ofFirst.size).toBe(1);
    [firstToken] = ofFirst;
    expect(firstToken).toMatch(/^xoxb-/);
    expect(firstToken).not.toBe(SECOND.token);
    expect(await share(SECOND.teamId, OTHER_FLOW_ID)).toEqual(new Set([SECOND.token]));
  });

  it("see their own requests on the Home tab, and none of the other's", async () => {
    const [first, second] = [await homeWith(FIRST_TEAM_ID, FLOW_ID), await homeWith(SECOND.teamId, OTHER_FLOW_ID)];
    expect([first.token, second.token]).toEqual([firstToken, SECOND.token]);
    expect(first.body).not.toContain(OTHER_FLOW_ID);
    expect(second.body).not.toContain(FLOW_ID);
  });

  it('have no token that can be read in the database or the log', () => {
    const readable = [...filesOfDatabase(), bot.output()];
    expect(readable.join('')).toContain(FIRST_TEAM_ID);
    for (const secret of [firstToken ?? 'none', SECOND.token, CLIENT.secret, KEY]) {
      for (const text of readable) expect(text).not.toContain(secret);
    }
  });

  it('see nothing once they are no longer allowed: no flow, no list, no history, no Home', async () => {
    await bot.stop();
    await startBot(FOR_SECOND_ALONE);
    for (const text of [FLOW_ID, 'list', `history ${FLOW_ID}`, `watch ${FLOW_ID}`, 'watches', 'ops here', '']) {
      const answer = await command(FIRST_TEAM_ID, text);
      expect([text, answer]).toMatchObject([text, { ok: true, body: expect.stringContaining("doesn't serve your") }]);
    }
    const tab = await home(FIRST_TEAM_ID);
    expect(new URLSearchParams(tab.body).get('view')).toContain("doesn't serve your");
    expect(tab.body).not.toContain(FLOW_ID);
    expect((await home(SECOND.teamId)).body).toContain(OTHER_FLOW_ID);
    await bot.stop();
    await startBot();
  });

  it("keep their people's IDs to themselves: the second's history of the first's flow is empty", async () => {
    slack.answers.splice(0);
    await command(SECOND.teamId, `history ${FLOW_ID}`);
    await until(() => slack.answers.length > 0);
    expect(slack.answers.join()).toContain("I haven't seen a version");
    slack.answers.splice(0);
    await command(FIRST_TEAM_ID, `history ${FLOW_ID}`);
    await until(() => slack.answers.length > 0);
    expect(slack.answers.join()).toContain('U000000001');
  });

  it('are forgotten one by one: the first uninstalls the app, the second goes on', async () => {
    expect(await event(FIRST_TEAM_ID, { type: 'app_uninstalled' })).toMatchObject({ ok: true });
    await until(() => bot.output().includes('The app was uninstalled'));
    slack.calls.splice(0);
    expect(await command(FIRST_TEAM_ID, FLOW_ID)).toMatchObject({ ok: true, body: '' });
    expect(slack.calls).toEqual([]);
    expect((await home(SECOND.teamId)).body).toContain(OTHER_FLOW_ID);
    expect((await install()).status).toBe(200);
    const again = await home(FIRST_TEAM_ID);
    expect(again.body).not.toContain(FLOW_ID);
    expect(again.token).not.toBe(firstToken);
  });
});

describe('the key', () => {
  const OTHER_KEY = newKey();
  const works = async () => expect((await home(SECOND.teamId)).token).toBe(SECOND.token);

  it('is asked for by name where it is a wrong one, without a stack', async () => {
    await bot.stop();
    await expect(startBot({ TOKEN_ENCRYPTION_KEY: OTHER_KEY })).rejects.toSatisfy(({ message }: Error) => {
      expect(message).toContain('exit code 78');
      expect(message).toMatch(/\nThe tokens of the workspaces were encrypted with the key [0-9a-f]{8}, which/);
      expect(message).toContain('TOKEN_ENCRYPTION_OLD_KEYS');
      return !/\n\s+at /.test(message);
    });
  });

  it('is changed by naming the old one beside it once', async () => {
    await startBot({ TOKEN_ENCRYPTION_KEY: OTHER_KEY, TOKEN_ENCRYPTION_OLD_KEYS: KEY });
    await works();
    await bot.stop();
    await startBot({ TOKEN_ENCRYPTION_KEY: OTHER_KEY });
    await works();
  });
});
