import { startBotUnderTest } from './bot.ts';
import { sendCommand, sendCommands } from './command.ts';
import { percentile, table } from './stats.ts';

const PER_SECOND = 200;
const COMMANDS = 2000;
const WARM_UP = 400;

async function latencies(file: string): Promise<number[]> {
  const { bot, slack, close } = await startBotUnderTest(file);
  // A flow of its own each, so that no command can share another's work.
  const send = (index: number) => sendCommand(bot.url, `1706${String(index).padStart(12, '0')}`, slack.responseUrl);
  await sendCommands(WARM_UP, PER_SECOND, send);
  const measured = await sendCommands(COMMANDS, PER_SECOND, (index) => send(WARM_UP + index));
  await close();
  return measured;
}

/** How long an ack takes while 200 commands a second come in, beside a Bolt app that only acks. */
export async function benchAck(): Promise<string> {
  const bare = await latencies('bench/bare-bolt.ts');
  const ours = await latencies('src/start.mjs');
  const row = (name: string, values: number[]) => [
    name,
    `${percentile(values, 0.5).toFixed(1)} ms`,
    `${percentile(values, 0.99).toFixed(1)} ms`,
  ];
  const ratio = percentile(ours, 0.99) / percentile(bare, 0.99);
  return `Ack at ${PER_SECOND} commands a second, ${COMMANDS} commands:\n\n${table([
    ['app', 'p50', 'p99'],
    row('this bot', ours),
    row('Bolt that only acks', bare),
    ['ratio', (percentile(ours, 0.5) / percentile(bare, 0.5)).toFixed(1), ratio.toFixed(1)],
  ])}`;
}
