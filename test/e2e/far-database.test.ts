import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIGNING_SECRET, sendCommand } from '../../bench/command.ts';
import { type FarBot, startFarBot } from '../support/far-bot.ts';

/** Slack gives a command up after this; milliseconds. */
const ACK_WITHIN_MS = 3000;
const ROUND_TRIP_MS = 400;

describe('a database that is far away', () => {
  let far: FarBot;
  let people = 0;
  beforeAll(async () => {
    far = await startFarBot(SIGNING_SECRET);
    await send();
  });
  afterAll(() => far.close());

  const send = (text = `1706${String(people).padStart(12, '0')}`) => {
    people += 1;
    return sendCommand(far.bot.url, text, far.slack.responseUrl, `U${String(people).padStart(8, '0')}`);
  };

  /** What two round trips would take is beyond what a slow machine adds to the quickest of three. */
  const quickest = async (text?: string) => Math.min(await send(text), await send(text), await send(text));

  it('costs an ack one round trip', async () => {
    far.proxy.setRoundTrip(ROUND_TRIP_MS);
    const latency = await quickest();
    expect(latency).toBeGreaterThan(ROUND_TRIP_MS * 0.95);
    expect(latency).toBeLessThan(ROUND_TRIP_MS * 1.95);
  });

  it.each(['help', 'watches', 'history 1706000000000001', 'unwatch 1706000000000001', 'list'])(
    'costs no ack at all more than that: %s',
    async (text) => {
      far.proxy.setRoundTrip(ROUND_TRIP_MS);
      expect(await quickest(text)).toBeLessThan(ROUND_TRIP_MS * 1.95);
    },
  );

  it('loses no ack at 800 ms, nor of 60 at once at 200 ms', async () => {
    far.proxy.setRoundTrip(800);
    expect(await send()).toBeLessThan(ACK_WITHIN_MS);
    far.proxy.setRoundTrip(200);
    const crowd = await Promise.all(Array.from({ length: 60 }, () => send()));
    expect(crowd.filter((latency) => latency > ACK_WITHIN_MS)).toEqual([]);
  });
});
