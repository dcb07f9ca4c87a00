import { SAMPLE_FLOWS } from '../sandbox/cams/sample-flows.ts';
import { startBotUnderTest } from './bot.ts';
import { sendCommand, sendCommands } from './command.ts';
import { createMemoryLimit } from './memory-limit.ts';
import { percentile, table } from './stats.ts';

const COMMANDS = 10_000;
const MANY_COMMANDS = 100_000;
const PER_SECOND = 200;
const STARTS = 5;
const IDLE_MS = 2000;
const SHARED_WITHIN_MS = 60_000;
/** Megabytes. */
const CONTAINER_MB = 256;

/** As the README says to start it: glibc would keep freed memory for each thread. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function slowestStart(): Promise<number> {
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const { bot, close } = await startBotUnderTest();
    starts.push(bot.startMs);
    await close();
  }
  return Math.max(...starts);
}

const HEAD = [
  ...['memory for it', 'commands', 'RSS idle', 'RSS after', 'RSS at most', 'shared meanwhile', 'ack p50', 'ack p99'],
  'the bot',
];

interface Measured {
  row: (string | number)[];
  isAlive: boolean;
}

/** @param limitMb of a container that it runs in; undefined: as much as it likes. */
async function measure(commands: number, limitMb: number | undefined): Promise<Measured> {
  const limit = limitMb === undefined ? undefined : createMemoryLimit(limitMb);
  const name =
    limitMb === undefined ? 'no limit' : `${limitMb} MB${limit?.procs === undefined ? ' (no control group here)' : ''}`;
  const { bot, slack, close } = await startBotUnderTest('src/start.mjs', ENVIRONMENT, {
    output: 'inherit',
    ...(limit?.procs === undefined ? {} : { cgroupProcs: limit.procs }),
  });
  await pause(IDLE_MS);
  const idle = bot.rssMb();
  // Commands for a flow that is under way join it: so 10,000 files can be shared at five calls a second.
  const flowId = (index: number) => SAMPLE_FLOWS[Math.floor(index / 100) % SAMPLE_FLOWS.length]?.flowId ?? '';
  const acks: number[] = [];
  let sent = 0;
  /** One that is not acked is none of the acks: the bot may be gone. */
  async function send(index: number): Promise<number> {
    sent += 1;
    try {
      acks.push(await sendCommand(bot.url, flowId(index), slack.responseUrl));
    } catch (error) {
      // A connection may break before the end of the process is known.
      await pause(IDLE_MS);
      if (bot.isRunning()) throw error;
    }
    return 0;
  }
  await sendCommands(commands, PER_SECOND, send, () => !bot.isRunning());
  await Promise.race([slack.shared(commands), pause(bot.isRunning() ? SHARED_WITHIN_MS : 0)]);
  await pause(IDLE_MS);
  const isAlive = bot.isRunning();
  const row = [
    name,
    commands,
    `${idle.toFixed(0)} MB`,
    ...(isAlive ? [`${bot.rssMb().toFixed(0)} MB`, `${bot.peakRssMb().toFixed(0)} MB`] : ['-', '-']),
    slack.sharedCount,
    ...[0.5, 0.99].map((share) => `${percentile(acks, share).toFixed(1)} ms`),
    isAlive ? 'lives' : `was ended by ${bot.endedBy()} after ${sent} commands`,
  ];
  await close();
  limit?.remove();
  return { row, isAlive };
}

async function measureAll(commands: number): Promise<string> {
  const measured = [await measure(commands, undefined), await measure(commands, CONTAINER_MB)];
  if (measured.some(({ isAlive }) => !isAlive)) process.exitCode = 1;
  return table([HEAD, ...measured.map(({ row }) => row)]);
}

/**
 * Start-up, and resident memory idle and after 10,000 commands, each of which asks for a file; also in a container. Where the bot
 * shares fewer a second, those are refused that are more than their sender may wait for.
 */
export async function benchMemory(): Promise<string> {
  const start = await slowestStart();
  const shown = await measureAll(COMMANDS);
  return `The process (start to listening, slowest of ${STARTS}: ${start.toFixed(0)} ms), ${PER_SECOND} commands a second:\n\n${shown}`;
}

/** The same after 100,000 commands: some nine minutes each. */
export async function benchManyCommands(): Promise<string> {
  return `After ${MANY_COMMANDS} commands:\n\n${await measureAll(MANY_COMMANDS)}`;
}
