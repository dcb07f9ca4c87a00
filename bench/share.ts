import { startBotUnderTest } from './bot.ts';
import { shareTimes } from './share-times.ts';
import { percentile, table } from './stats.ts';

const COMMANDS = 300;
const WARM_UP = 20;
const STARTS = 5;
/** No command waits for a place in the budget, five a second for each operation: this is about the bot's own share. */
const PAUSE_MS = 220;
/** After it listens a bot warms up; then somebody comes. */
const AFTER_MS = 1000;

/** The first share after a start, over several starts; milliseconds. */
async function firstShares(settings: Readonly<Record<string, string>>, word: string): Promise<number[]> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const { close, ...between } = await startBotUnderTest('src/start.mjs', settings);
    await new Promise((resolve) => setTimeout(resolve, AFTER_MS));
    times.push(...(await shareTimes(between, 1, 0, word)));
    await close();
  }
  return times;
}

/**
 * From the command to the shared file, with a Slack and a CAMS that answer at once.
 *
 * @param words `json`: without its picture.
 */
export async function benchShare(words: readonly string[]): Promise<string> {
  const word = words.includes('json') ? 'json' : '';
  const first = await firstShares({}, word);
  const cold = await firstShares({ WARM_UP: 'off' }, word);
  const { close, ...between } = await startBotUnderTest();
  const times = (await shareTimes(between, WARM_UP + COMMANDS, PAUSE_MS, word)).slice(WARM_UP);
  await close();
  const values = [
    ...[percentile(times, 0.5), percentile(times, 0.99), Math.max(...times)],
    ...[first, cold].flatMap((each) => [percentile(each, 0.5), Math.max(...each)]),
  ];
  const what = word === 'json' ? 'JSON alone' : 'picture and JSON';
  return `From the command to the shared file (${what}), ${COMMANDS} commands after ${WARM_UP}, instant API and Slack:\n\n${table(
    [
      [
        ...['p50', 'p99', 'slowest', `first after a start (median of ${STARTS})`, 'slowest first'],
        ...['first with WARM_UP=off', 'slowest of those'],
      ],
      values.map((ms) => `${ms.toFixed(1)} ms`),
    ],
  )}`;
}
