import { setImmediate } from 'node:timers/promises';
import { type Bot, createBot, type Edges } from '../app.ts';
import type { Log } from '../log.ts';
import { parseSettings } from '../settings/parse-settings.ts';
import type { Settings } from '../settings/types.ts';
import { camsStandIn, SAMPLE_FILE, SAMPLE_FLOW_ID } from './cams-stand-in.ts';
import { createEndingClock, type EndingClock } from './ending-clock.ts';
import { createSlackStandIn, typedCommand } from './slack-stand-in.ts';

type App = Parameters<NonNullable<Edges['receiver']>['init']>[0];
type WarmUpSettings = Pick<Settings, 'pictureProcesses'>;

/** It takes half a second; much longer where others have the processor. Milliseconds. */
const WITHIN_MS = 30_000;
/** What is drawn often is compiled: after a few drawings the next takes half as long. */
const MORE_DRAWINGS = 3;

/** Between two steps: what people ask meanwhile goes first. */
const giveWay = () => setImmediate();

/** Of a bot that reaches nobody: its database lives in memory, and ends with it. */
const settingsFor = ({ pictureProcesses }: WarmUpSettings): Settings =>
  parseSettings({
    SLACK_BOT_TOKEN: 'xoxb-warm-up',
    SLACK_SIGNING_SECRET: 'warm-up',
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'warm-up',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'warm-up',
    DATABASE_URL: 'file::memory:',
    PICTURE_PROCESSES: String(pictureProcesses),
  });

/** What goes wrong fails nobody's request. */
function quiet(log: Pick<Log, 'debug'>): Log {
  const say = (facts: object, message?: unknown) => log.debug(facts, `While warming up: ${message ?? ''}`);
  return { debug() {}, info() {}, warn: say, error: say };
}

/** Has a bot of its own share a flow. */
async function share(picturePool: Bot['picturePool'], settings: Settings, log: Log, clock: EndingClock['clock']) {
  let app: App | undefined;
  const slack = createSlackStandIn(giveWay);
  const bot = await createBot(settings, log, {
    receiver: {
      init(given) {
        app = given;
      },
      start: async () => {},
      stop: async () => {},
    },
    slackFetch: slack.fetch,
    camsClient: camsStandIn(giveWay),
    async downloadAsset() {
      await giveWay();
      return SAMPLE_FILE;
    },
    clock,
    // Not closed with this bot: the first drawing for somebody finds its process.
    picturePool: { ...picturePool, close() {} },
    giveWay,
  });
  await bot.start();
  const isLate = clock.wait(WITHIN_MS).then(() => true);
  await app?.processEvent({ body: typedCommand(SAMPLE_FLOW_ID), ack: async () => {} });
  if (await Promise.race([isLate, slack.replied.then(() => false)])) throw new Error('It took too long');
  await bot.stop();
}

/** Where it fails, as when the bot is told to stop, whoever asks for a picture hears of it. */
async function drawSome(picturePool: Bot['picturePool'], log: Pick<Log, 'debug'>): Promise<void> {
  try {
    for (let drawn = 0; drawn < MORE_DRAWINGS; drawn += 1) await picturePool.drawFlow(SAMPLE_FILE.toString());
  } catch (error) {
    log.debug({ err: error }, 'Could not draw to warm up');
  }
}

/**
 * Shares a flow with nobody, by all that a command runs through from the payload to the reply: what the first share would have to
 * load, compile and start is there by then. Nothing leaves the process, and nothing of it is kept.
 *
 * @param picturePool of the bot that people meet.
 * @returns once it is over. Never rejects.
 */
export async function warmUp(
  picturePool: Bot['picturePool'],
  settings: WarmUpSettings,
  log: Pick<Log, 'debug' | 'warn'>,
): Promise<void> {
  const { clock, end } = createEndingClock();
  const startedAt = clock.monotonicMs();
  try {
    await giveWay();
    await share(picturePool, settingsFor(settings), quiet(log), clock);
    if (settings.pictureProcesses > 0) await drawSome(picturePool, log);
    log.debug({ tookMs: Math.round(clock.monotonicMs() - startedAt) }, 'Warmed up');
  } catch (error) {
    log.warn({ err: error }, 'Could not warm up: the first share takes longer');
  } finally {
    end();
  }
}
