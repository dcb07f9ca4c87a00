import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.ts';
import { type CamsStandIn, camsSettings, startCams } from '../../sandbox/cams/server.ts';
import { type BotConnection, createBotConnection } from '../../sandbox/slack/bot-connection.ts';
import { createDoors } from '../../src/slack/listeners/doors.ts';
import { type RecordingSlack, startRecordingSlack } from '../support/recording-slack.ts';
import { type SlackSamples, slackSamples } from '../support/slack-samples.ts';

const SIGNING_SECRET = 'samples-signing-secret';
/** Pino's, of a line that says that something is wrong. */
const ERROR_LINE = /"level":(?:50|60)/;

type Payload = Record<string, unknown>;

const samples = slackSamples();
const payloads = samples?.payloads ?? {};
const sample = (name: string): Payload => structuredClone(payloads[name] ?? {});
const namesOf = (kind: string) => createDoors().flatMap((door) => (door.kind === kind ? [door] : []));
const someone = {
  user: { id: 'U000000001', team_id: 'T000000001' },
  team: { id: 'T000000001', domain: 'samples' },
};

/** As a payload reaches each of the bot's own doors: the sample, with the names by which a door is found. */
function atOurDoors(): [string, Payload][] {
  const responseUrl = slack?.responseUrl ?? '';
  const [firstAction] = [sample('BlockActionPayload').actions].flat();
  const actions = namesOf('action').map(({ name }): [string, Payload] => [
    `the button ${name}`,
    {
      ...sample('BlockActionPayload'),
      ...someone,
      response_url: responseUrl,
      actions: [{ ...(firstAction as object), type: 'button', action_id: name, block_id: 'b' }],
    },
  ]);
  const views = namesOf('view').map(({ name }): [string, Payload] => {
    const payload = sample('ViewSubmissionPayload');
    // The sample's state has lost its values, which have names of each app's own.
    const view = { ...(payload.view as object), callback_id: name, state: { values: {} } };
    return [`the modal ${name}`, { ...payload, ...someone, view }];
  });
  const shortcuts = namesOf('shortcut').map(({ name }): [string, Payload] => [
    `the shortcut ${name}`,
    {
      ...sample('MessageShortcutPayload'),
      ...someone,
      callback_id: name,
      response_url: responseUrl,
      trigger_id: `${name}.1`,
    },
  ]);
  return [...actions, ...views, ...shortcuts];
}

let cams: CamsStandIn | undefined;
let slack: RecordingSlack | undefined;
let bot: BotProcess | undefined;
let connection: BotConnection | undefined;

describe.skipIf(samples === undefined)('what Slack really sends', () => {
  beforeAll(async () => {
    cams = await startCams();
    slack = await startRecordingSlack(() => 1);
    bot = await startBotProcess({
      SLACK_BOT_TOKEN: 'xoxb-samples',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      ...camsSettings(cams),
    });
    const requestUrl = () => bot?.requestUrl;
    connection = createBotConnection({ requestUrl, signingSecret: SIGNING_SECRET, now: Date.now });
  });
  afterAll(async () => {
    await bot?.stop();
    await slack?.close();
    await cams?.close();
  });

  function send(payload: Payload): Promise<unknown> | undefined {
    if (payload.event !== undefined) return connection?.sendEvent(payload);
    if (payload.command === undefined) return connection?.send({ payload: JSON.stringify(payload) });
    return connection?.send(Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)])));
  }

  /** Answered in time, by a process that goes on and has nothing to complain of. */
  async function isTaken(payload: Payload): Promise<void> {
    const before = bot?.output().length ?? 0;
    expect(await send(payload)).toMatchObject({ ok: true });
    await pause(100);
    expect((await fetch(`${bot?.url}/health`)).status).toBe(200);
    const errors = bot
      ?.output()
      .slice(before)
      .split('\n')
      .filter((line) => ERROR_LINE.test(line));
    expect(errors).toEqual([]);
  }

  it.each(Object.keys(payloads))('is taken as it is: %s', (name) => isTaken(sample(name)));

  it('is taken at each of our doors', async () => {
    const all = atOurDoors();
    expect(all.length).toBeGreaterThan(10);
    for (const [, payload] of all) await isTaken(payload);
  });

  it('is taken with a workspace and a person in it', async () => {
    const filled = (name: keyof SlackSamples['payloads'] & string, more: Payload) => ({ ...sample(name), ...more });
    const home = sample('AppHomeOpenedPayload');
    const team = { team_id: 'T000000001' };
    await isTaken({ ...home, ...team, event: { ...(home.event as object), user: 'U000000001', tab: 'home' } });
    const command = { ...team, user_id: 'U000000001', channel_id: 'C000000001', command: '/flow-json' };
    const responseUrl = slack?.responseUrl ?? '';
    for (const text of ['', 'help', 'list', '1706000000000001', 'watches']) {
      const once = { trigger_id: `${text}.1`, response_url: responseUrl };
      await isTaken(filled('SlashCommandPayload', { ...command, ...once, text }));
    }
    // The JSON waits for its picture a little.
    const sharedJson = () => slack?.shared.filter((name) => name.endsWith('.json'));
    await expect.poll(sharedJson, { timeout: 20_000 }).toEqual(['1706000000000001.json']);
  });

  it('and nothing is logged as an error later', async () => {
    await pause(1_000);
    const errors = bot
      ?.output()
      .split('\n')
      .filter((line) => ERROR_LINE.test(line));
    expect(errors).toEqual([]);
  });
});
