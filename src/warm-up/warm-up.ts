import type { Server } from 'node:http';
import { type Bot, createBot } from '../app.ts';
import type { Log } from '../log.ts';
import { isProxiedByNode, keepFromProxy } from '../proxy.ts';
import { parseSettings } from '../settings/parse-settings.ts';
import type { Settings } from '../settings/types.ts';
import { createEndingClock, type EndingClock } from './ending-clock.ts';
import { sampleFile, sampleFlowId } from './sample-flow.ts';
import { type StandIn, startStandIn } from './stand-in.ts';
import { typeCommand } from './typed-command.ts';

type BotOfPeople = Pick<Bot, 'picturePool' | 'giveWay'>;
type WarmUpSettings = Pick<Settings, 'pictureProcesses'>;

/** It takes less than a second; much longer where others have the processor. Milliseconds. */
const WITHIN_MS = 30_000;
/** V8 learns from the first few, and keeps what it compiles. No more than the calls of a second, so that none waits for its place. */
const SHARES = 5;
/** Beside that of the first share; after a few drawings the next takes half as long. */
const MORE_DRAWINGS = 3;
/** Nobody else reaches the bot that takes it. */
const SECRET = 'warm-up';

/** Of a bot that reaches nobody but the stand-in: its database lives in memory, and ends with it. */
const settingsFor = ({ pictureProcesses }: WarmUpSettings, { host }: Pick<StandIn, 'host'>): Settings =>
  parseSettings({
    SLACK_BOT_TOKEN: 'xoxb-warm-up',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: `http://${host}/api/`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'warm-up',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'warm-up',
    CAMS_ENDPOINT: `http://${host}`,
    FLOW_ASSET_HOSTS: host,
    DATABASE_URL: 'file::memory:',
    PICTURE_PROCESSES: String(pictureProcesses),
  });

/** What goes wrong fails nobody's request. */
function quiet(log: Pick<Log, 'debug'>): Log {
  const say = (facts: object, message?: unknown) => log.debug(facts, `While warming up: ${message ?? ''}`);
  return { debug() {}, info() {}, warn: say, error: say };
}

/** Has a bot of its own share a few flows. */
async function share(
  { picturePool, giveWay }: BotOfPeople,
  settings: WarmUpSettings,
  log: Log,
  clock: EndingClock['clock'],
) {
  const isLate = clock.wait(WITHIN_MS).then(() => true);
  const standIn = await startStandIn(giveWay);
  const endKeeping = keepFromProxy(standIn.host);
  try {
    const taken = Promise.withResolvers<Server>();
    const bot = await createBot(settingsFor(settings, standIn), log, {
      takeServer: taken.resolve,
      clock,
      // Not closed with this bot: the first drawing for somebody finds its process.
      picturePool: { ...picturePool, close() {} },
      giveWay,
    });
    await bot.start();
    const server = await taken.promise;
    const shares = Array.from({ length: SHARES }, async (_, number) => {
      const { responseUrl, replied } = standIn.requester(number);
      // One picture at a time: somebody's would wait behind all of them.
      const text = number === 0 ? sampleFlowId(number) : `${sampleFlowId(number)} json`;
      await typeCommand(server, { text, responseUrl, number, signingSecret: SECRET });
      await replied;
    });
    if (await Promise.race([isLate, Promise.all(shares).then(() => false)])) throw new Error('It took too long');
    await bot.stop();
    const shared = standIn.shared();
    if (shared < SHARES) throw new Error(`Of ${SHARES} flows ${shared} were shared`);
  } finally {
    standIn.close();
    endKeeping();
  }
}

/** Where it fails, as when the bot is told to stop, whoever asks for a picture hears of it. */
async function drawSome({ picturePool }: BotOfPeople, log: Pick<Log, 'debug'>): Promise<void> {
  try {
    for (let drawn = 0; drawn < MORE_DRAWINGS; drawn += 1) await picturePool.drawFlow(sampleFile(drawn).toString());
  } catch (error) {
    log.debug({ err: error }, 'Could not draw to warm up');
  }
}

/**
 * Shares a few flows with nobody, by all that a command runs through from the payload to the reply: what the first share would
 * have to load, compile and start is there by then. Nothing leaves the machine, and nothing of it is kept.
 *
 * @param bot the one that people meet: between two steps what they ask goes first.
 * @returns once it is over. Never rejects.
 */
export async function warmUp(
  bot: BotOfPeople,
  settings: WarmUpSettings,
  log: Pick<Log, 'debug' | 'warn'>,
): Promise<void> {
  if (isProxiedByNode()) {
    log.debug({}, 'Not warmed up: Node would send it by the proxy');
    return;
  }
  const { clock, end } = createEndingClock();
  const startedAt = clock.monotonicMs();
  try {
    await bot.giveWay();
    await share(bot, settings, quiet(log), clock);
    if (settings.pictureProcesses > 0) await drawSome(bot, log);
    log.debug({ tookMs: Math.round(clock.monotonicMs() - startedAt) }, 'Warmed up');
  } catch (error) {
    log.warn({ err: error }, 'Could not warm up: the first share takes longer');
  } finally {
    end();
  }
}
