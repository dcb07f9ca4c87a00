import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type BotProcess, type BotProcessOptions, startBotProcess } from '../../sandbox/bot-process.ts';
import { type CamsStandIn, camsSettings, startCams } from '../../sandbox/cams/server.ts';
import { createBotConnection } from '../../sandbox/slack/bot-connection.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { type RecordingSlack, startRecordingSlack } from '../support/recording-slack.ts';

const SIGNING_SECRET = 'wire-signing-secret';

let postgres: TestPostgres;
let cams: CamsStandIn;
let slack: RecordingSlack;
let bot: BotProcess;

const start = (more: Record<string, string> = {}, options: BotProcessOptions = {}, at = { slack, cams }) =>
  startBotProcess(
    {
      SLACK_BOT_TOKEN: 'xoxb-wire',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: at.slack.apiUrl,
      ...camsSettings(at.cams),
      LOG_LEVEL: 'error',
      ...more,
    },
    options,
  );

beforeAll(async () => {
  postgres = await startPostgres();
  cams = await startCams({ flows: {} });
  slack = await startRecordingSlack(() => 1);
  bot = await start({ DATABASE_URL: await postgres.createDatabase() });
});
afterAll(async () => {
  await bot.stop();
  await slack.close();
  await cams.close();
  await postgres.stop();
});

let sent = 0;
/** Sends a command for a flow of its own. */
async function command(to: BotProcess = bot, at = { slack, cams }) {
  sent += 1;
  const flowId = `1706${String(sent).padStart(12, '0')}`;
  at.cams.setFlow(flowId, '{"version":"7.1","screens":[{"id":"ONE"}]}');
  const connection = createBotConnection({
    requestUrl: () => to.requestUrl,
    signingSecret: SIGNING_SECRET,
    now: Date.now,
  });
  const answer = await connection.send({
    command: '/flow-json',
    text: flowId,
    team_id: 'T000000001',
    channel_id: 'C000000001',
    user_id: 'U000000001',
    response_url: at.slack.responseUrl,
    trigger_id: `${sent}.1.wire`,
  });
  return { flowId, answer };
}

const isShared = (flowId: string, at = slack) => at.shared.filter((name) => name === `${flowId}.json`).length;

/** For tests that mostly wait, at the same time: a bot on a database of its own, whose Slack and limit nobody else meets. */
async function alone({ expect, onTestFinished }: Pick<TestContext, 'expect' | 'onTestFinished'>) {
  const own = { slack: await startRecordingSlack(() => 1), cams: await startCams({ flows: {} }) };
  onTestFinished(async () => void (await Promise.all([own.slack.close(), own.cams.close()])));
  const ownBot = await start({ DATABASE_URL: await postgres.createDatabase() }, {}, own);
  onTestFinished(async () => void (await ownBot.stop()));
  const ask = () => command(ownBot, own);
  // What it asks Slack of a person and a channel it has asked then: what fails later is the share.
  const { flowId } = await ask();
  await expect.poll(() => isShared(flowId, own.slack)).toBe(1);
  return { slack: own.slack, ask };
}

describe('the database', () => {
  it('that goes away under way is waited for, and what was accepted is delivered once', async () => {
    cams.failNext('*', 'e400-system-limit-control');
    // The first call is dropped, so that the request is still under way when the database goes.
    const { flowId, answer } = await command();
    expect(answer.ok).toBe(true);
    await postgres.goDown();
    const refused = await command();
    // Nothing that could not be written down is accepted, and who asked knows.
    expect(JSON.stringify(refused.answer)).toContain("can't reach its database");
    await pause(4000);
    await postgres.comeBack();
    await expect.poll(() => isShared(flowId), { timeout: 30_000 }).toBe(1);
    expect(isShared(refused.flowId)).toBe(0);
    const { flowId: later } = await command();
    await expect.poll(() => isShared(later), { timeout: 20_000 }).toBe(1);
  }, 60_000);
});

describe.concurrent('Slack', () => {
  it('that answers with 503 for a while gets the file, or the requester the reason, once it is back', async ({
    expect,
    onTestFinished,
  }) => {
    const { slack, ask } = await alone({ expect, onTestFinished });
    const { flowId, answer } = await ask();
    slack.outage = 'unavailable';
    expect(answer.ok).toBe(true);
    await pause(6000);
    slack.outage = undefined;
    const ended = () =>
      isShared(flowId, slack) +
      slack.told.filter((text) => text.includes(`could not share the JSON of flow ${flowId}`)).length;
    await expect.poll(ended, { timeout: 40_000 }).toBe(1);
  }, 60_000);

  it('that says nothing is asked again, and the file is there once', async ({ expect, onTestFinished }) => {
    const { slack, ask } = await alone({ expect, onTestFinished });
    const { flowId, answer } = await ask();
    slack.outage = 'silent';
    expect(answer.ok).toBe(true);
    await pause(1500);
    slack.outage = undefined;
    // A call that nobody answers is given up after 20 s.
    await expect.poll(() => isShared(flowId, slack), { timeout: 50_000 }).toBe(1);
    await pause(1000);
    expect(isShared(flowId, slack)).toBe(1);
  }, 60_000);
});

describe.concurrent('a disk that is full', () => {
  it('refuses what it can not write down, and loses nothing of what it accepted', async ({ expect }) => {
    const databaseUrl = `file:${join(mkdtempSync(join(tmpdir(), 'flow-json-full-')), 'flow-json.db')}`;
    const full = await start({ DATABASE_URL: databaseUrl }, { fileSizeLimitKb: 400 });
    const accepted: string[] = [];
    let refusal: string | undefined;
    for (let index = 0; index < 200 && refusal === undefined; index += 1) {
      const { flowId, answer } = await command(full);
      const text = JSON.stringify(answer);
      if (text.includes("can't reach its database")) refusal = text;
      else accepted.push(flowId);
      await pause(20);
    }
    expect(refusal).toContain('Try again in a minute');
    const health = async () => (await fetch(`${full.url}/health`)).status;
    await expect.poll(health, { timeout: 10_000 }).toBe(503);
    expect(await (await fetch(`${full.url}/health`)).json()).toEqual({ ok: false, database: 'can not be written' });
    expect(accepted.length).toBeGreaterThan(0);
    await full.stop('SIGKILL');

    const withRoom = await start({ DATABASE_URL: databaseUrl });
    const ended = () => accepted.filter((flowId) => isShared(flowId) === 1).length;
    await expect.poll(ended, { timeout: 60_000 }).toBe(accepted.length);
    expect(accepted.filter((flowId) => isShared(flowId) > 1)).toEqual([]);
    await withRoom.stop();
  }, 120_000);
});

describe('the name of the endpoint', () => {
  it('that does not resolve is told, with what to do', async () => {
    const other = await start({
      CAMS_ENDPOINT: 'cams.nowhere.invalid',
      DATABASE_URL: await postgres.createDatabase(),
    });
    const { flowId } = await command(other);
    await expect
      .poll(() => slack.told.find((text) => text.includes(`JSON of flow ${flowId}`)), { timeout: 20_000 })
      .toContain("couldn't resolve the name of the Alibaba Cloud endpoint");
    await other.stop();
  }, 40_000);
});
