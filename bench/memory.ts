import { SAMPLE_FLOWS } from '../sandbox/cams/sample-flows.ts';
import { startBotUnderTest } from './bot.ts';
import { sendCommand, sendCommands } from './command.ts';
import { table } from './stats.ts';

const COMMANDS = 10_000;
const STARTS = 5;
const IDLE_MS = 2000;
const SHARED_WITHIN_MS = 60_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Start-up, and resident memory idle and after 10,000 commands, each of which ends in a shared file. */
export async function benchMemory(): Promise<string> {
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const { bot, close } = await startBotUnderTest();
    starts.push(bot.startMs);
    await close();
  }

  const { bot, slack, close } = await startBotUnderTest();
  await pause(IDLE_MS);
  const idle = bot.rssMb();
  // Commands for a flow that is under way join it: so 10,000 files can be shared at five calls a second.
  const flowId = (index: number) => SAMPLE_FLOWS[Math.floor(index / 100) % SAMPLE_FLOWS.length]?.flowId ?? '';
  await sendCommands(COMMANDS, 200, (index) => sendCommand(bot.url, flowId(index), slack.responseUrl));
  await Promise.race([slack.shared(COMMANDS), pause(SHARED_WITHIN_MS)]);
  await pause(IDLE_MS);
  const after = bot.rssMb();
  const { sharedCount } = slack;
  await close();
  return `The process:\n\n${table([
    ['start to listening (slowest of 5)', 'RSS idle', `RSS after ${COMMANDS} commands`, 'files shared'],
    [`${Math.max(...starts).toFixed(0)} ms`, `${idle.toFixed(0)} MB`, `${after.toFixed(0)} MB`, sharedCount],
  ])}`;
}
