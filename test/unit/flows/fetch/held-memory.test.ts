import { expect, it, vi } from 'vitest';
import type { FlowVersion, FlowVersions } from '../../../../src/flows/fetch/flow-versions.ts';
import { createHeldMemory, heldLook, heldVersions } from '../../../../src/flows/fetch/held-memory.ts';

const MB = 1024 * 1024;
const LIMITS = { all: 48 * MB, group: 32 * MB };
const flow = { flowId: '17b6aa11', account: 'default', custSpaceId: undefined };
const turns = () => new Promise<void>((resolve) => setImmediate(resolve));

/** An answer that holds so much until it is told to end. */
function answerOf(held: ReturnType<typeof createHeldMemory>, ...sizes: number[]) {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  const has = vi.fn();
  const ended = held.during(async () => {
    for (const size of sizes) await held.take(size);
    has();
    await promise;
  });
  return { has: () => has.mock.calls.length > 0, end, ended };
}

it('lets an answer wait until there is memory, and gives it back when the answer ends, also by a fault', async () => {
  const held = createHeldMemory(LIMITS);
  const first = answerOf(held, 14 * MB, 14 * MB);
  const second = answerOf(held, 14 * MB, 14 * MB);
  await turns();
  expect([first.has(), second.has(), held.taken]).toEqual([true, false, 42 * MB]);
  first.end();
  await first.ended;
  await turns();
  expect(second.has()).toBe(true);
  second.end();
  await second.ended;
  await expect(
    held.during(async () => held.take(20 * MB).then(() => Promise.reject(new Error('broken')))),
  ).rejects.toThrow();
  expect(held.taken).toBe(0);
});

it('keeps no number of big comparisons from their end, and never more at once than there may be', async () => {
  const held = createHeldMemory(LIMITS);
  let most = 0;
  const ended = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      held.during(async () => {
        for (const size of [(1 + (index % 19)) * MB, (1 + ((index * 7) % 19)) * MB]) {
          await held.take(size);
          most = Math.max(most, held.taken);
          await turns();
        }
        return index;
      }),
    ),
  );
  expect(ended).toHaveLength(60);
  expect(most).toBeGreaterThan(LIMITS.group);
  expect(most).toBeLessThanOrEqual(LIMITS.all);
});

it('lets in what is more than one may have, alone', async () => {
  const held = createHeldMemory(LIMITS);
  const huge = answerOf(held, 40 * MB, 40 * MB);
  await turns();
  expect([huge.has(), held.taken]).toEqual([true, 32 * MB]);
  huge.end();
  await huge.ended;
});

it('makes nobody wait for what is small, nor outside of an answer, nor after its end', async () => {
  const held = createHeldMemory(LIMITS);
  const big = answerOf(held, 32 * MB);
  await turns();
  await held.take(40 * MB);
  const small = answerOf(held, 64 * 1024, 100 * 1024);
  await turns();
  expect(small.has()).toBe(true);
  let later = async () => {};
  await held.during(async () => {
    later = async () => held.take(40 * MB);
  });
  await later();
  expect(held.taken).toBe(32 * MB);
  for (const { end, ended } of [big, small]) {
    end();
    await ended;
  }
});

it('counts a version before it is read, and a flow before it is fetched, by what it had when it was seen last', async () => {
  const version = { flow, version: 2, file: { sha256: 'a', bytes: 9 * MB }, json: '{}' } as FlowVersion;
  const steps: string[] = [];
  const take = async (bytes: number) => void steps.push(`take ${bytes / MB}`);
  const versions: FlowVersions = {
    latest: async () => version,
    get: async () => {
      steps.push('read');
      return version;
    },
    oldest: async () => 1,
    list: async () => [],
  };
  const records = { ofTeam: (_teamId: string) => versions, bytesOf: async () => 9 * MB };
  await heldVersions(records, { take }).ofTeam('T1').get(flow, 2);
  const look = heldLook(
    async () => {
      steps.push('fetch');
      return { ...version, file: { sha256: 'b', bytes: 12 * MB } };
    },
    records,
    { take },
  );
  await look(flow, { teamId: 'T1', userId: 'U1' });
  expect(steps).toEqual(['take 9', 'read', 'take 9', 'fetch', 'take 3']);
});
