import { worstWindow } from '../sandbox/cams/arrivals.ts';
import { table } from './stats.ts';

/** How long a call is on its way to the server, and its answer on the way back; milliseconds. */
type Way = (round: number) => { there: number; back: number };

const SLOTS = 5;
const WINDOW_MS = 1000;
const MAX_DELAY_MS = 500;
const CALLS = 50_000;

const WAYS: Readonly<Record<string, Way>> = {
  /** As the bench of the budget has it. */
  random: () => ({ there: Math.random() * MAX_DELAY_MS, back: 0 }),
  /** Whoever wishes the bot ill, within the same 500 ms: every other round is as late as it can be. */
  adverse: (round) => ({ there: round % 2 === 0 ? MAX_DELAY_MS : 0, back: 0 }),
};

/** When a slot's next call is sent. */
type Policy = (call: { sentAt: number; answeredAt: number }) => number;
const afterAnswer =
  (ms: number): Policy =>
  ({ answeredAt }) =>
    answeredAt + ms;

const POLICIES: Readonly<Record<string, Policy>> = {
  '1,000 ms after the answer (this bot)': afterAnswer(1000),
  '999 ms after the answer': afterAnswer(999),
  '750 ms after the answer': afterAnswer(750),
  '1,000 ms after it was sent': ({ sentAt }) => sentAt + 1000,
};

/** In simulated time: each slot's calls, one after the other. */
function simulate(next: Policy, way: Way): { worst: number; perSecond: number } {
  const arrivals: number[] = [];
  for (let slot = 0; slot < SLOTS; slot += 1) {
    let sentAt = 0;
    for (let round = 0; round < CALLS / SLOTS; round += 1) {
      const { there, back } = way(round);
      arrivals.push(sentAt + there);
      sentAt = next({ sentAt, answeredAt: sentAt + there + back });
    }
  }
  const span = Math.max(...[0, CALLS / SLOTS].map((index) => arrivals.at(index - 1) ?? 0));
  return { worst: worstWindow(arrivals, WINDOW_MS), perSecond: ((CALLS - SLOTS) / span) * 1000 };
}

/**
 * What can be had of five calls a second at 500 ms of random delay, without ever breaking the limit: the proof is in
 * docs/decisions/0022, this is its trial.
 */
export async function benchBound(): Promise<string> {
  const names = Object.keys(WAYS);
  const rows: (string | number)[][] = [
    ['a slot is free', ...names.map((name) => `worst second, ${name}`), ...names.map((name) => `calls/s, ${name}`)],
  ];
  for (const [policy, next] of Object.entries(POLICIES)) {
    const results = Object.values(WAYS).map((way) => simulate(next, way));
    rows.push([policy, ...results.map(({ worst }) => worst), ...results.map(({ perSecond }) => perSecond.toFixed(2))]);
  }
  const best = (SLOTS / (1 + MAX_DELAY_MS / 2 / 1000)).toFixed(2);
  return `${CALLS} calls in simulated time, 0-${MAX_DELAY_MS} ms on the way (${SLOTS} / (1 s + mean round trip) = ${best} calls/s):\n\n${table(rows)}`;
}
