import { startBotUnderTest } from './bot.ts';
import { sendCommand, sendCommands } from './command.ts';
import { percentile, table } from './stats.ts';

const PER_SECOND = 200;
const COMMANDS = 2000;
const WARM_UP = 400;
const RUNS = 5;

async function latencies(file: string): Promise<number[]> {
  const { bot, slack, close } = await startBotUnderTest(file);
  // A flow of its own each, so that no command can share another's work.
  const send = (index: number) => sendCommand(bot.url, `1706${String(index).padStart(12, '0')}`, slack.responseUrl);
  await sendCommands(WARM_UP, PER_SECOND, send);
  const measured = await sendCommands(COMMANDS, PER_SECOND, (index) => send(WARM_UP + index));
  await close();
  return measured;
}

/** How long an ack takes while 200 commands a second come in, beside a Bolt app that only acks; each run by itself. */
export async function benchAck(): Promise<string> {
  const rows: (string | number)[][] = [
    ['run', 'this bot: p50', 'p99', 'Bolt that only acks: p50', 'p99', 'ratio of p99'],
  ];
  for (let run = 1; run <= RUNS; run += 1) {
    const [bare, ours] = [await latencies('bench/bare-bolt.ts'), await latencies('src/start.mjs')];
    const shown = [ours, bare].flatMap((values) => [percentile(values, 0.5), percentile(values, 0.99)]);
    const ratio = percentile(ours, 0.99) / percentile(bare, 0.99);
    rows.push([run, ...shown.map((ms) => `${ms.toFixed(1)} ms`), ratio.toFixed(1)]);
  }
  return `Ack at ${PER_SECOND} commands a second, ${COMMANDS} commands a run:\n\n${table(rows)}`;
}
