import { bigFlow } from './big-flow.ts';
import { startBotUnderTest } from './bot.ts';
import { sendCommand, sendCommands } from './command.ts';
import { percentile, table } from './stats.ts';

const MEGABYTES = 9.5;
const PER_SECOND = 50;
const SECONDS = 20;
const [BEFORE, AFTER] = ['900000000000001', '900000000000002'];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Acks of others, whose command is `help`, meanwhile; milliseconds. */
async function acksWhile(work: (bot: Awaited<ReturnType<typeof startBotUnderTest>>) => Promise<void>) {
  const parts = await startBotUnderTest();
  const { bot, slack, cams, close } = parts;
  cams.setFlow(BEFORE, bigFlow(MEGABYTES, 1));
  cams.setFlow(AFTER, bigFlow(MEGABYTES, 2));
  const help = () => sendCommand(bot.url, 'help', slack.responseUrl, 'U000000002');
  await sendCommands(200, PER_SECOND, help);
  const working = work(parts);
  const acks = await sendCommands(PER_SECOND * SECONDS, PER_SECOND, help);
  await working;
  const row = { acks, shared: slack.sharedCount, rss: bot.rssMb(), isRunning: bot.isRunning() };
  await close();
  return row;
}

/** What others feel while somebody handles flows of nearly the size that is allowed. */
export async function benchBig(): Promise<string> {
  const rows: (string | number)[][] = [
    ['meanwhile', "others' ack p50", 'p99', 'slowest', 'files shared', 'RSS', 'alive'],
  ];
  const cases: Readonly<Record<string, Parameters<typeof acksWhile>[0]>> = {
    nothing: async () => {},
    [`two flows of ${MEGABYTES} MB are fetched, shared, and compared with each other`]: async ({ bot, slack }) => {
      for (const text of [BEFORE, AFTER, `diff ${BEFORE} ${AFTER}`]) {
        const { sharedCount } = slack;
        await sendCommand(bot.url, text, slack.responseUrl);
        await Promise.race([slack.shared(sharedCount + 1), pause(20_000)]);
      }
    },
  };
  for (const [name, work] of Object.entries(cases)) {
    const { acks, shared, rss, isRunning } = await acksWhile(work);
    const times = [percentile(acks, 0.5), percentile(acks, 0.99), Math.max(...acks)].map((ms) => `${ms.toFixed(1)} ms`);
    rows.push([name, ...times, shared, `${rss.toFixed(0)} MB`, isRunning ? 'yes' : 'no']);
  }
  return `Acks of others at ${PER_SECOND} commands a second:\n\n${table(rows)}`;
}
