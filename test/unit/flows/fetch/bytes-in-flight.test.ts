import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBytesInFlight, type Hold } from '../../../../src/flows/fetch/bytes-in-flight.ts';

const LIMITS = { all: 100, group: 60 };
const setUp = () => createBytesInFlight(LIMITS);
/** What has happened to a promise by now. */
const soon = () => new Promise((resolve) => setImmediate(resolve));
async function stateOf(taking: Promise<Hold>): Promise<string> {
  const state = taking.then(
    () => 'taken',
    (error: { kind: string }) => error.kind,
  );
  return Promise.race([state, soon().then(() => 'waits')]);
}

describe('createBytesInFlight', () => {
  it('lets in what fits, and lets wait what does not until it does', async () => {
    const bytes = setUp();
    const first = await bytes.take(60, {});
    await bytes.take(40, {});
    const third = bytes.take(1, {});
    expect(await stateOf(third)).toBe('waits');
    expect(bytes.taken).toBe(100);
    first.release();
    expect(await stateOf(third)).toBe('taken');
    expect(bytes.taken).toBe(41);
  });

  it('takes less once it is known to be less, and never more', async () => {
    const bytes = setUp();
    const hold = await bytes.take(50, {});
    hold.settle(20);
    expect(bytes.taken).toBe(20);
    hold.settle(40);
    expect(bytes.taken).toBe(20);
  });

  it('lets in a file that is larger than all may be, alone', async () => {
    const bytes = setUp();
    const hold = await bytes.take(1000, {});
    expect(bytes.taken).toBe(60);
    expect(await stateOf(bytes.take(1000, {}))).toBe('waits');
    hold.release();
    expect(bytes.taken).toBe(60);
  });

  it('refuses what never fits beside what the same request has', async () => {
    const bytes = setUp();
    const request = {};
    const hold = await bytes.take(40, request);
    const second = bytes.take(30, request);
    // The first may turn out to be smaller.
    expect(await stateOf(second)).toBe('waits');
    hold.settle(40);
    expect(await stateOf(second)).toBe('too-large-together');
    expect(await stateOf(bytes.take(20, request))).toBe('taken');
  });

  it('keeps what somebody else needs as well', async () => {
    const bytes = setUp();
    const [one, other] = [{}, {}];
    const hold = await bytes.take(50, one);
    hold.settle(50);
    hold.join(other);
    hold.leave(one);
    expect(await stateOf(bytes.take(20, other))).toBe('too-large-together');
    expect(await stateOf(bytes.take(20, one))).toBe('taken');
  });

  it('keeps no large one waiting for small ones that come later', async () => {
    const bytes = setUp();
    const first = await bytes.take(30, {});
    const large = bytes.take(60, {});
    const small = bytes.take(10, {});
    expect(await stateOf(large)).toBe('waits');
    expect(await stateOf(small)).toBe('waits');
    first.release();
    expect(await stateOf(large)).toBe('taken');
    expect(await stateOf(small)).toBe('taken');
  });

  it('lets every request come to its end, whatever they take and in whatever order', async () => {
    const requests = fc.array(fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 6 }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(requests, async (sizes) => {
        const bytes = setUp();
        let most = 0;
        const ended = sizes.map(async (files) => {
          const group = {};
          const taken = await Promise.allSettled(
            files.map(async (size) => {
              const hold = await bytes.take(size, group);
              most = Math.max(most, bytes.taken);
              await soon();
              hold.settle(Math.ceil(size / 2));
              return hold;
            }),
          );
          for (const one of taken) if (one.status === 'fulfilled') one.value.release();
          return taken.some(({ status }) => status === 'fulfilled');
        });
        // At least one file of each: none waits for ever.
        expect(await Promise.all(ended)).toEqual(sizes.map(() => true));
        expect(most).toBeLessThanOrEqual(LIMITS.all);
        expect(bytes.taken).toBe(0);
      }),
      { numRuns: 100 },
    );
  }, 20_000);
});
