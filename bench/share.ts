import { startBotUnderTest } from './bot.ts';
import { shareTimes } from './share-times.ts';
import { percentile, table } from './stats.ts';

const COMMANDS = 60;
/** A fetch takes two calls, so that no command waits for a place in the budget: this is about the bot's own share. */
const PAUSE_MS = 450;

/** From the command to the shared file, with a Slack and a CAMS that answer at once. */
export async function benchShare(): Promise<string> {
  const { close, ...between } = await startBotUnderTest();
  const times = await shareTimes(between, COMMANDS, PAUSE_MS);
  await close();
  return `From the command to the shared file, ${COMMANDS} commands, instant API and Slack:\n\n${table([
    ['p50', 'p99', 'slowest'],
    [percentile(times, 0.5), percentile(times, 0.99), Math.max(...times)].map((ms) => `${ms.toFixed(1)} ms`),
  ])}`;
}
