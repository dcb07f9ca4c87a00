import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type BotUnderTest, startBotUnderTest } from './bot.ts';
import { sendCommand, sendCommands } from './command.ts';
import { longFlow } from './picture.ts';
import { percentile, table } from './stats.ts';

const PER_SECOND = 200;
const COMMANDS = 1600;
const WARM_UP = 400;
const PAIRS = 3;
/** Flows that are drawn beside: more than one process gets done. A second. */
const DRAWN_PER_SECOND = 5;
const IDLE_MS = 2000;
/** The pool gives a process back 30 s after its last drawing. */
const GIVEN_BACK_MS = 35_000;

const flowId = (kind: number, index: number) => `1706${kind}${String(index).padStart(11, '0')}`;

/** Asks for long flows, no two of which are drawn alike, until it is told to stop. */
function askAlong({ bot, cams, slack }: BotUnderTest, word: 'picture' | 'json'): () => Promise<void> {
  const json = longFlow(10);
  let isOver = false;
  const sent: Promise<number>[] = [];
  const drawing = (async () => {
    for (let index = 0; !isOver; index += 1) {
      const id = flowId(2, index);
      cams.setFlow(id, json.replace('"title":"', `"title":"${index} `));
      sent.push(sendCommand(bot.url, `${id} ${word}`, slack.responseUrl, 'U000000002'));
      await pause(1000 / DRAWN_PER_SECOND);
    }
  })();
  return async () => {
    isOver = true;
    await drawing;
    await Promise.all(sent);
  };
}

async function acks(isDrawing: boolean): Promise<number[]> {
  const under = await startBotUnderTest();
  const { bot, slack, close } = under;
  const send = (index: number) => sendCommand(bot.url, `${flowId(1, index)} json`, slack.responseUrl);
  // The same flows in both: what differs is that they are drawn.
  const stop = askAlong(under, isDrawing ? 'picture' : 'json');
  await sendCommands(WARM_UP, PER_SECOND, send);
  const measured = await sendCommands(COMMANDS, PER_SECOND, (index) => send(WARM_UP + index));
  await stop();
  await close();
  return measured;
}

/** Processes whose parent this is: those that draw. */
const childrenOf = (pid: number): number =>
  readdirSync('/proc').filter((name) => {
    try {
      return (
        /^\d+$/.test(name) && new RegExp(`^PPid:\\s+${pid}$`, 'm').test(readFileSync(`/proc/${name}/status`, 'utf8'))
      );
    } catch {
      // It has just ended.
      return false;
    }
  }).length;

/** Resident memory of the bot before its first drawing, and after the pool gave its process back. */
async function memory(): Promise<(string | number)[][]> {
  // A warm-up draws.
  const { bot, cams, slack, close } = await startBotUnderTest('src/start.mjs', { WARM_UP: 'off' });
  await pause(IDLE_MS);
  const rows: (string | number)[][] = [
    ['idle, nothing drawn yet', `${bot.rssMb().toFixed(0)} MB`, childrenOf(bot.pid)],
  ];
  const json = longFlow(10);
  for (let index = 0; index < 10; index += 1) {
    cams.setFlow(flowId(3, index), json.replace('"title":"', `"title":"${index} `));
    await sendCommand(bot.url, `${flowId(3, index)} picture`, slack.responseUrl);
    await slack.shared(index + 1);
  }
  rows.push(['10 flows of 10 screens drawn', `${bot.rssMb().toFixed(0)} MB`, childrenOf(bot.pid)]);
  await pause(GIVEN_BACK_MS);
  rows.push(['35 s later', `${bot.rssMb().toFixed(0)} MB`, childrenOf(bot.pid)]);
  await close();
  return rows;
}

/** What drawing costs others: acks while flows are drawn one after the other, beside the same with nothing drawn. */
export async function benchDrawing(): Promise<string> {
  const rows: (string | number)[][] = [];
  const ratios: number[] = [];
  for (let pair = 1; pair <= PAIRS; pair += 1) {
    const [without, drawing] = [await acks(false), await acks(true)];
    const shown = [without, drawing].flatMap((values) => [percentile(values, 0.5), percentile(values, 0.99)]);
    const ratio = percentile(drawing, 0.99) / percentile(without, 0.99);
    ratios.push(ratio);
    rows.push([pair, ...shown.map((ms) => `${ms.toFixed(1)} ms`), ratio.toFixed(2)]);
  }
  const head = ['pair', 'not drawing: p50', 'p99', 'drawing: p50', 'p99', 'ratio of p99'];
  const median = percentile(ratios, 0.5).toFixed(2);
  return `Acks at ${PER_SECOND} commands a second, while flows of 10 screens are drawn without a break (median ratio of p99: ${median}):\n\n${table([head, ...rows])}`;
}

/** What drawing leaves behind in the bot. */
export async function benchGivenBack(): Promise<string> {
  return `Memory of the bot, without the process that draws:\n\n${table([['', 'RSS', 'processes that draw'], ...(await memory())])}`;
}
