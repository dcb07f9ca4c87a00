import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';

const madeUp = (batch: number, count: number) =>
  Array.from({ length: count }, (_, index) => `1706${batch}${String(index).padStart(9, '0')}`).join(' ');

describe("one person's share", () => {
  const { start, close } = sandboxes();
  let sandbox: Sandbox;
  let [maya, tomas]: Desk[] = [];
  beforeAll(async () => {
    sandbox = await start({ settings: { MAX_WATCHES_PER_PERSON: '2', MAX_WATCHES_PER_CHANNEL: '3' } });
    maya = deskOf(sandbox, 'campaignManager', 'campaigns');
    tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
  });
  afterAll(close);

  it('of the queue is 40 flows: what is more is refused in words, and others are let in', async () => {
    for (const batch of [1, 2, 3]) await maya?.command(`/flow-json ${madeUp(batch, 20)}`);
    await maya?.told(/one person can wait for 40 flows at a time/);
    await tomas?.command('/flow-json 1706000000000406');
    await tomas?.file('1706000000000406.json', 30_000);
  });

  it('of the watches is told in words, of a person and of a channel', async () => {
    const flows = sandbox.cams.flows().map(({ flowId }) => flowId);
    for (const id of flows.slice(0, 3)) await tomas?.command(`/flow-json watch ${id}`);
    await tomas?.told(/You already watch 2 flows/);
    for (const id of flows.slice(3, 5)) await maya?.command(`/flow-json watch ${id}`);
    await maya?.told(/This channel already watches 3 flows/);
    // The channel was told of those alone that were set up.
    const confirmed = async () =>
      (await tomas?.lines())?.filter(({ isPrivate, text }) => !isPrivate && /set up a watch/.test(text)).length;
    await expect.poll(confirmed).toBe(3);
  });
});
