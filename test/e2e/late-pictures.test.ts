import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.ts';
import { type CamsStandIn, camsSettings, startCams } from '../../sandbox/cams/server.ts';
import { createBotConnection } from '../../sandbox/slack/bot-connection.ts';
import { type RecordingSlack, startRecordingSlack } from '../support/recording-slack.ts';

const SIGNING_SECRET = 'late-pictures-secret';
/** The lease of a process that died, and several drawings one after the other, each of which may take its ten seconds. */
const ALL_THERE_WITHIN_MS = 180_000;

/** Long enough that each takes a second and more to draw: of several, the last are late on any machine. */
function longFlow(name: string): string {
  const children = Array.from({ length: 30 }, (_, index) => ({
    type: index % 2 === 0 ? 'TextBody' : 'TextSubheading',
    text: `${name}: paragraph ${index} of a long screen, with enough words in it to be broken into several lines.`,
  }));
  const screens = Array.from({ length: 60 }, (_, index) => ({
    id: `SCREEN_${String.fromCharCode(65 + (index % 26), 65 + Math.floor(index / 26))}`,
    title: `Screen ${index}`,
    layout: { type: 'SingleColumnLayout', children },
  }));
  return JSON.stringify({ version: '7.3', screens });
}

let cams: CamsStandIn;
let slack: RecordingSlack;
let bot: BotProcess | undefined;
beforeAll(async () => {
  cams = await startCams({ flows: {} });
  slack = await startRecordingSlack(() => 5);
});
afterAll(async () => {
  await bot?.stop('SIGKILL');
  await Promise.all([cams.close(), slack.close()]);
});

it('brings each picture that was owed when the bot was killed, once', async () => {
  const databaseUrl = `file:${join(mkdtempSync(join(tmpdir(), 'flow-json-late-')), 'flow-json.db')}`;
  const start = () =>
    startBotProcess({
      SLACK_BOT_TOKEN: 'xoxb-late',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      ...camsSettings(cams),
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'error',
    });
  bot = await start();
  const { send } = createBotConnection({
    requestUrl: () => bot?.requestUrl,
    signingSecret: SIGNING_SECRET,
    now: Date.now,
  });
  const flowIds = Array.from({ length: 6 }, (_, index) => `170600000000000${index + 1}`);
  for (const flowId of flowIds) {
    cams.setFlow(flowId, longFlow(flowId));
    await send({
      command: '/flow-json',
      text: flowId,
      team_id: 'T000000001',
      team_domain: 'late',
      channel_id: 'C000000001',
      channel_name: 'late',
      user_id: 'U000000001',
      user_name: 'somebody',
      api_app_id: 'A000000001',
      response_url: `${slack.responseUrl}?${flowId}`,
      trigger_id: `${flowId}.1.late`,
    });
  }
  const once = flowIds.map(() => 1);
  const times = (name: string) => slack.shared.filter((each) => each === name).length;
  const timesOf = (ending: string) => flowIds.map((flowId) => times(`${flowId}${ending}`));
  await expect.poll(() => timesOf('.json'), { timeout: ALL_THERE_WITHIN_MS }).toEqual(once);
  // The last one at least is being drawn, or waits for it.
  expect(timesOf('.png').filter((count) => count === 0).length).toBeGreaterThan(0);
  await bot.stop('SIGKILL');
  bot = await start();
  // On a machine that is too slow to draw it in time, a line says so in the place of the picture.
  const lines = (flowId: string) =>
    slack.told.filter((text) => text.startsWith(`No picture of flow ${flowId}:`)).length;
  const outcomes = () => flowIds.map((flowId) => times(`${flowId}.png`) + lines(flowId));
  await expect.poll(outcomes, { timeout: ALL_THERE_WITHIN_MS }).toEqual(once);
  await bot.stop('SIGTERM');
  expect([timesOf('.json'), outcomes()]).toEqual([once, once]);
}, 420_000);
