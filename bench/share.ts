import { SAMPLE_FLOWS } from '../sandbox/cams/sample-flows.ts';
import { startBotUnderTest } from './bot.ts';
import { sendCommand } from './command.ts';
import { percentile, table } from './stats.ts';

const COMMANDS = 60;
/** Slow enough that no command waits for a place in the budget: this is about the bot's own share. */
const PAUSE_MS = 250;

/** From the command to the shared file, with a Slack and a CAMS that answer at once. */
export async function benchShare(): Promise<string> {
  const { bot, slack, close } = await startBotUnderTest();
  const times: number[] = [];
  for (let index = 0; index < COMMANDS; index += 1) {
    const flow = SAMPLE_FLOWS[index % SAMPLE_FLOWS.length];
    const shared = slack.shared(slack.sharedCount + 1);
    const sentAt = performance.now();
    await sendCommand(bot.url, flow?.flowId ?? '', slack.responseUrl);
    await shared;
    times.push(performance.now() - sentAt);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await close();
  return `From the command to the shared file, ${COMMANDS} commands, instant API and Slack:\n\n${table([
    ['p50', 'p99', 'slowest'],
    [percentile(times, 0.5), percentile(times, 0.99), Math.max(...times)].map((ms) => `${ms.toFixed(1)} ms`),
  ])}`;
}
