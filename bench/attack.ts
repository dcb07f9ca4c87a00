import { Worker } from 'node:worker_threads';
import type { BotProcess } from '../sandbox/bot-process.ts';
import type { Attack, Surroundings, Target } from './attacks/attack.ts';
import { ATTACKS } from './attacks/index.ts';
import { startBotUnderTest } from './bot.ts';
import { commandFields, SIGNING_SECRET, sendCommand } from './command.ts';
import { createMemoryLimit } from './memory-limit.ts';
import { percentile, table } from './stats.ts';

const MEMORY_MB = 384;
/** Commands a second of people who have nothing to do with it. */
const OTHERS_PER_SECOND = 20;
/** Slack gives up after this: what takes longer, or fails, counts as much. Milliseconds. */
const LOST_MS = 3_000;
const WARM_UP = 5;
/** What the bot logs of an error that only its last resort caught. */
const UNCAUGHT = /by nobody/g;

interface Stage extends Surroundings {
  bot: BotProcess;
  target: Target;
  /** A command of somebody else; gives the time to its ack. */
  command(index: number): Promise<number>;
  close(): Promise<void>;
}

/** As a bot logs where nobody sets anything else. */
const LOGS_AS_USUAL = { LOG_LEVEL: 'info' };

async function stage({ mode, settings }: Attack, cgroupProcs: string | undefined): Promise<Stage> {
  const isHttp = mode === 'HTTP';
  const link = isHttp ? {} : { SLACK_APP_TOKEN: 'xapp-bench', SLACK_SIGNING_SECRET: '' };
  const options = { output: 'keep' as const, ...(cgroupProcs === undefined ? {} : { cgroupProcs }) };
  const around = await startBotUnderTest('src/start.mjs', { ...LOGS_AS_USUAL, ...link, ...settings }, options);
  const { bot, slack, cams, close } = around;
  if (!isHttp) await slack.links.connected();
  const person = (index: number) => `U${index % 30}`;
  return {
    bot,
    cams,
    links: slack.links,
    target: { url: bot.url, requestUrl: bot.requestUrl, signingSecret: SIGNING_SECRET, responseUrl: slack.responseUrl },
    command: (index) =>
      isHttp
        ? sendCommand(bot.url, 'help', slack.responseUrl, person(index))
        : slack.links.command(commandFields('help', slack.responseUrl, person(index))),
    close,
  };
}

const inThread = (index: number, target: Target) =>
  new Promise<void>((resolve, reject) => {
    const thread = new Worker(new URL('./attacks/thread.ts', import.meta.url), { workerData: { index, target } });
    thread.once('exit', () => resolve()).once('error', reject);
  });

async function attack(index: number, each: Attack, procs: string | undefined) {
  const { bot, target, command, close, ...surroundings } = await stage(each, procs);
  // What a process does for the first time is slower, with or without an attack.
  for (let index = 0; index < WARM_UP; index += 1) await command(index);
  let isOn = true;
  const acks: Promise<number>[] = [];
  let peakMb = 0;
  const others = (async () => {
    while (isOn) {
      acks.push(command(acks.length).catch(() => LOST_MS));
      if (bot.isRunning()) peakMb = Math.max(peakMb, bot.rssMb());
      await new Promise((next) => setTimeout(next, 1000 / OTHERS_PER_SECOND));
    }
  })();
  await Promise.all([each.run === undefined ? undefined : inThread(index, target), each.around?.(surroundings)]);
  isOn = false;
  await others;
  const measured = await Promise.all(acks);
  const isAlive = bot.isRunning();
  const uncaught = bot.output().match(UNCAUGHT)?.length ?? 0;
  const linksOpened = surroundings.links.openedCount;
  await close();
  return [
    each.name,
    each.mode,
    isAlive ? 0 : 1,
    uncaught,
    `${percentile(measured, 0.5).toFixed(1)} ms`,
    `${percentile(measured, 0.99).toFixed(1)} ms`,
    measured.filter((ms) => ms >= LOST_MS).length,
    `${peakMb.toFixed(0)} MB`,
    linksOpened,
  ];
}

/**
 * Every attack against a bot of its own that has little memory, while others go on with their work.
 *
 * @param wanted words: only attacks with one of them in their name.
 */
export async function benchAttack(wanted: readonly string[]): Promise<string> {
  const limit = createMemoryLimit(MEMORY_MB);
  const rows: (readonly (string | number)[])[] = [];
  try {
    for (const [index, each] of ATTACKS.entries()) {
      if (wanted.length > 0 && !wanted.some((word) => each.name.includes(word))) continue;
      const row = await attack(index, each, limit.procs);
      rows.push(row);
      // It takes minutes: whoever waits sees how far it has come.
      process.stderr.write(`${row.join(' · ')}\n`);
    }
  } finally {
    limit.remove();
  }
  const head = [
    'attack',
    'mode',
    'crashes',
    'uncaught errors',
    'others’ ack p50',
    'p99',
    'lost',
    'most memory',
    'links',
  ];
  return `Attacks for ten seconds each, the bot ${limit.how}, ${OTHERS_PER_SECOND} commands of others a second:\n\n${table([head, ...rows])}`;
}
