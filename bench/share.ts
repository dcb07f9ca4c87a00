import { startBotUnderTest } from './bot.ts';
import { shareTimes } from './share-times.ts';
import { percentile, table } from './stats.ts';

const COMMANDS = 300;
const WARM_UP = 20;
const STARTS = 5;
/** No command waits for a place in the budget, five a second for each operation: this is about the bot's own share. */
const PAUSE_MS = 220;

/** The first share after a start, over several starts; milliseconds. */
async function firstShares(): Promise<number[]> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const { close, ...between } = await startBotUnderTest();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    times.push(...(await shareTimes(between, 1, 0)));
    await close();
  }
  return times;
}

/** From the command to the shared file, with a Slack and a CAMS that answer at once. */
export async function benchShare(): Promise<string> {
  const first = await firstShares();
  const { close, ...between } = await startBotUnderTest();
  const times = (await shareTimes(between, WARM_UP + COMMANDS, PAUSE_MS)).slice(WARM_UP);
  await close();
  const values = [
    percentile(times, 0.5),
    percentile(times, 0.99),
    Math.max(...times),
    percentile(first, 0.5),
    Math.max(...first),
  ];
  return `From the command to the shared file, ${COMMANDS} commands after ${WARM_UP}, instant API and Slack:\n\n${table(
    [
      ['p50', 'p99', 'slowest', `first after a start (median of ${STARTS})`, 'slowest first'],
      values.map((ms) => `${ms.toFixed(1)} ms`),
    ],
  )}`;
}
