import { startFarBot } from '../test/support/far-bot.ts';
import { SIGNING_SECRET, sendCommand } from './command.ts';
import { percentile, table } from './stats.ts';

const ROUND_TRIPS_MS = [1, 50, 200, 800];
const AT_ONCE = 60;
const ONE_BY_ONE = 10;
/** Slack gives a command up after this. Source: https://docs.slack.dev/interactivity/implementing-slash-commands/ */
const ACK_WITHIN_MS = 3000;
/** Until what was accepted has ended, and leaves the connections alone; milliseconds. */
const REST_MS = 5000;

const rest = (ms: number) => new Promise((next) => setTimeout(next, ms));

/** How long acks take where PostgreSQL is far away, behind a proxy that delays what is sent. */
export async function benchFarDatabase(): Promise<string> {
  const { bot, slack, proxy, close } = await startFarBot(SIGNING_SECRET);
  let people = 0;
  const send = () => {
    people += 1;
    const person = String(people).padStart(8, '0');
    return sendCommand(bot.url, `1706${String(people).padStart(12, '0')}`, slack.responseUrl, `U${person}`);
  };
  await send();
  const rows: (string | number)[][] = [];
  for (const roundTripMs of ROUND_TRIPS_MS) {
    proxy.setRoundTrip(roundTripMs);
    await rest(REST_MS);
    const alone: number[] = [];
    for (let index = 0; index < ONE_BY_ONE; index += 1) alone.push(await send());
    await rest(REST_MS);
    const crowd = await Promise.all(Array.from({ length: AT_ONCE }, send));
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    const lost = [...alone, ...crowd].filter((latency) => latency > ACK_WITHIN_MS).length;
    rows.push([
      `${roundTripMs} ms`,
      ms(percentile(alone, 0.5)),
      ms(Math.max(...alone)),
      ms(percentile(crowd, 0.5)),
      ms(Math.max(...crowd)),
      lost,
    ]);
    await rest(roundTripMs * 20);
  }
  await close();
  const head = ['round trip', 'ack alone, p50', 'slowest', `ack of ${AT_ONCE} at once, p50`, 'slowest', 'over 3 s'];
  return `One bot, its PostgreSQL far away:\n\n${table([head, ...rows])}`;
}
