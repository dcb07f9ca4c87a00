import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBudget, type Priority, startsApartMs } from '../../../src/cams/budget.ts';
import { type CallSlots, createLocalCallSlots } from '../../../src/cams/call-slots.ts';
import { fakeClock } from '../support/fakes.ts';

/** The most of `times` that lie in any window of `windowMs`. */
const maxInWindow = (times: readonly number[], windowMs: number): number =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length));

/** A repeatable stand-in for Math.random. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const gapsOf = (starts: readonly number[]) => starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
/** Calls a second. */
const paceAfterFive = (starts: readonly number[]) =>
  (starts.length - 5) / (((starts.at(-1) ?? 0) - (starts[4] ?? 0)) / 1000);

/** When so many calls of 20 ms start that are asked for at once; milliseconds. */
async function startsOf(count: number, slots?: CallSlots): Promise<number[]> {
  const apartMs = (waiting: number) => startsApartMs(5, waiting);
  const budget = createBudget({ clock: fakeClock, apartMs, ...(slots && { slots }) });
  const started: number[] = [];
  const call = async () => {
    started.push(performance.now());
    await fakeClock.wait(20);
  };
  const all = Promise.all(Array.from({ length: count }, () => budget.run(call)));
  await vi.advanceTimersByTimeAsync(60_000);
  await all;
  return started;
}

describe('createBudget', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  const PRIORITIES: readonly Priority[] = ['normal', 'last', 'first', 'last'];

  /** Makes `count` calls that take a random time to the server, and again back; gives the times of arrival. */
  async function arrivals(
    count: number,
    maxDelayMs: number,
    priorities: readonly Priority[] = ['normal'],
  ): Promise<number[]> {
    const budget = createBudget({ clock: fakeClock });
    const random = randomFrom(maxDelayMs + 1);
    const times: number[] = [];
    const call = async () => {
      await fakeClock.wait(random() * maxDelayMs);
      times.push(performance.now());
      await fakeClock.wait(random() * maxDelayMs);
    };
    const all = Promise.all(
      Array.from({ length: count }, (_, index) => {
        const priority = priorities[index % priorities.length] ?? 'normal';
        return budget.run(call, { priority, requester: `requester ${index % 7}` });
      }),
    );
    await vi.advanceTimersByTimeAsync(120_000);
    await all;
    return times.sort((a, b) => a - b);
  }

  it.each([0, 20, 120, 500])('never lets 6 calls arrive within a second, at 0 to %i ms on the way', async (delayMs) => {
    expect(maxInWindow(await arrivals(100, delayMs), 1000)).toBe(5);
  });

  it.each([0, 20, 120, 500])(
    'keeps that with mixed priorities and requesters, at 0 to %i ms on the way',
    async (delayMs) => {
      const times = await arrivals(100, delayMs, PRIORITIES);
      expect(times).toHaveLength(100);
      expect(maxInWindow(times, 1000)).toBe(5);
    },
  );

  it('says how long a call will wait where another process has learned that it has to', async () => {
    const slots: CallSlots = {
      isShared: true,
      claim: async () => ({ claimed: false, waitMs: 1001, pausedMs: 30_000 }),
      free: async () => {},
      likelyFree: () => 0,
    };
    const budget = createBudget({ clock: fakeClock, slots });
    const call = budget.run(async () => {});
    call.catch(() => {});
    await vi.advanceTimersByTimeAsync(0);
    expect(budget.queue().expectedWaitMs).toBeGreaterThan(29_000);
    budget.stop();
    await expect(call).rejects.toMatchObject({ kind: 'stopping' });
  });

  it('lets 4.8 calls a second through, at up to 20 ms on the way', async () => {
    const times = await arrivals(100, 20);
    expect((times.length - 5) / ((times.at(-1) ?? 0) / 1000)).toBeGreaterThan(4.8);
  });

  it('starts five calls at once, and the sixth a second after the first answer', async () => {
    const budget = createBudget({ clock: fakeClock });
    const started: number[] = [];
    const call = async () => {
      started.push(performance.now());
      await fakeClock.wait(300);
    };
    const all = Promise.all(Array.from({ length: 6 }, () => budget.run(call)));
    await vi.advanceTimersByTimeAsync(5000);
    await all;
    expect(started.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(started[5]).toBeGreaterThanOrEqual(1300);
    expect(started[5]).toBeLessThan(1310);
  });

  it('starts them a little apart where it is told to, at the same pace', async () => {
    const started = await startsOf(40);
    expect(started.slice(0, 5)).toEqual([0, 20, 40, 60, 80]);
    expect(gapsOf(started).every((ms) => ms >= 20)).toBe(true);
    expect(maxInWindow(started, 1000)).toBe(5);
    expect(paceAfterFive(started)).toBeGreaterThan(4.8);
  });

  it('spreads them over most of the second where many wait, at the same pace', async () => {
    const started = await startsOf(200);
    expect(started.slice(0, 5)).toEqual([0, 160, 320, 480, 640]);
    expect(gapsOf(started.slice(0, 50)).every((ms) => ms >= 160)).toBe(true);
    expect(maxInWindow(started, 1000)).toBe(5);
    expect(paceAfterFive(started)).toBeGreaterThan(4.8);
  });

  it('counts the time that a slot takes to be had as a part of the distance', async () => {
    const slots = createLocalCallSlots({ clock: fakeClock, calls: 5, windowMs: 1000 });
    const started = await startsOf(200, {
      ...slots,
      async claim() {
        await fakeClock.wait(100);
        return slots.claim();
      },
    });
    expect(started.slice(0, 5)).toEqual([100, 260, 420, 580, 740]);
  });

  it('gives a slot back a second after a call failed, too', async () => {
    const budget = createBudget({ clock: fakeClock, calls: 1 });
    const failing = budget.run(() => Promise.reject(new Error('no')));
    const next = budget.run(async () => performance.now());
    await expect(failing).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(2000);
    expect(await next).toBeGreaterThanOrEqual(1000);
  });

  it('starts nothing while it is paused, and goes on by itself', async () => {
    const budget = createBudget({ clock: fakeClock });
    budget.pause(1000);
    const startedAt = budget.run(async () => performance.now());
    expect(budget.queue().expectedWaitMs).toBeGreaterThanOrEqual(1000);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await startedAt).toBeGreaterThanOrEqual(1000);
    expect(await startedAt).toBeLessThan(1010);
  });

  it('starts the first before all others, and the last after them, also after who asks later', async () => {
    const budget = createBudget({ clock: fakeClock, calls: 1 });
    const order: string[] = [];
    const run = (name: string, priority: Priority) => budget.run(async () => void order.push(name), { priority });
    const all = [run('running', 'normal')];
    await vi.advanceTimersByTimeAsync(0);
    all.push(run('last', 'last'), run('normal', 'normal'), run('first', 'first'), run('second', 'first'));
    await vi.advanceTimersByTimeAsync(2500);
    all.push(run('later', 'normal'));
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all(all);
    expect(order).toEqual(['running', 'first', 'second', 'normal', 'later', 'last']);
  });

  it('leaves the free slots to calls of the same moment before it starts a last one', async () => {
    const budget = createBudget({ clock: fakeClock, calls: 2 });
    const order: string[] = [];
    const run = (name: string, priority: Priority) => budget.run(async () => void order.push(name), { priority });
    const all = [run('a', 'normal'), run('a, last', 'last'), run('b', 'normal')];
    await vi.advanceTimersByTimeAsync(5000);
    await Promise.all(all);
    expect(order).toEqual(['a', 'b', 'a, last']);
  });

  it('counts no last call as ahead, and lets none keep another out', async () => {
    const budget = createBudget({ clock: fakeClock, calls: 1, maxWaiting: 2 });
    void budget.run(() => fakeClock.wait(100));
    for (let i = 0; i < 2; i += 1) void budget.run(() => fakeClock.wait(100), { priority: 'last' });
    const tooMany = expect(budget.run(() => fakeClock.wait(100), { priority: 'last' })).rejects.toMatchObject({
      kind: 'queue-full',
    });
    await vi.advanceTimersByTimeAsync(10);
    await tooMany;
    expect(budget.queue().ahead).toBe(0);
    expect(budget.queue().expectedWaitMs).toBeGreaterThan(0);
    void budget.run(() => fakeClock.wait(100));
    expect(budget.queue().ahead).toBe(1);
  });

  it('knows the calls of the last minute, well or not', async () => {
    const budget = createBudget({ clock: fakeClock });
    for (let i = 0; i < 7; i += 1) void budget.run(() => Promise.reject(new Error('no'))).catch(() => {});
    await vi.advanceTimersByTimeAsync(0);
    expect(budget.use()).toEqual({ callsInLastMinute: 5, limitPerMinute: 300 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(budget.use().callsInLastMinute).toBe(7);
    await vi.advanceTimersByTimeAsync(50_500);
    expect(budget.use().callsInLastMinute).toBe(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(budget.use().callsInLastMinute).toBe(0);
  });

  it('says how many are ahead, and how long that takes', () => {
    const budget = createBudget({ clock: fakeClock });
    const idle = budget.queue();
    for (let i = 0; i < 25; i += 1) void budget.run(() => fakeClock.wait(100));
    expect(idle).toEqual({ ahead: 0, expectedWaitMs: 0 });
    expect(budget.queue().ahead).toBe(20);
    // 20 wait ahead, 5 in each round of about 1.1 s.
    expect(budget.queue().expectedWaitMs).toBeGreaterThan(4000);
    expect(budget.queue().expectedWaitMs).toBeLessThan(5500);
  });

  it('takes no more than may wait', async () => {
    const budget = createBudget({ clock: fakeClock, calls: 1, maxWaiting: 1 });
    void budget.run(() => fakeClock.wait(100));
    void budget.run(() => fakeClock.wait(100));
    await expect(budget.run(() => fakeClock.wait(100))).rejects.toMatchObject({ kind: 'queue-full' });
  });

  it('turns away what waits when it stops, and lets end what runs', async () => {
    const budget = createBudget({ clock: fakeClock, calls: 1 });
    const running = budget.run(async () => {
      await fakeClock.wait(100);
      return 'done';
    });
    const waiting = budget.run(() => Promise.resolve());
    const waitingLast = budget.run(() => Promise.resolve(), { priority: 'last' });
    await vi.advanceTimersByTimeAsync(10);
    budget.stop();
    await expect(waiting).rejects.toMatchObject({ kind: 'stopping' });
    await expect(waitingLast).rejects.toMatchObject({ kind: 'stopping' });
    await expect(budget.run(() => Promise.resolve())).rejects.toMatchObject({ kind: 'stopping' });
    await vi.advanceTimersByTimeAsync(200);
    expect(await running).toBe('done');
  });

  /** Notes in which order, and when, the requesters' calls start. */
  function askersOf(budget: ReturnType<typeof createBudget>) {
    const started: { requester: string; at: number }[] = [];
    const ask = (requester: string, count = 1) => {
      const call = async () => {
        started.push({ requester, at: performance.now() });
        await fakeClock.wait(20);
      };
      return Promise.all(Array.from({ length: count }, () => budget.run(call, { requester })));
    };
    return { started, ask };
  }

  it('takes requesters in turn, whoever has asked for how much', async () => {
    const budget = createBudget({ clock: fakeClock, calls: 1 });
    const { started, ask } = askersOf(budget);
    const all = [ask('ada', 4), ask('bo', 2), ask('cy')];
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(all);
    expect(started.map(({ requester }) => requester)).toEqual(['ada', 'bo', 'cy', 'ada', 'bo', 'ada', 'ada']);
  });

  it('delays a single call by 1.1 s at the most beside 200 of another requester', async () => {
    const budget = createBudget({ clock: fakeClock });
    const { started, ask } = askersOf(budget);
    void ask('ada', 200);
    const waits: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      await vi.advanceTimersByTimeAsync(733);
      const askedAt = performance.now();
      void ask(`single ${i}`).then(() =>
        waits.push(started.find(({ requester }) => requester === `single ${i}`)?.at ?? 0),
      );
      await vi.advanceTimersByTimeAsync(1200);
      waits.push((waits.pop() ?? Number.NaN) - askedAt);
    }
    expect(waits).toHaveLength(20);
    expect(Math.max(...waits)).toBeLessThan(1100);
  });

  it('tells each requester what a new call of theirs would meet', async () => {
    const budget = createBudget({ clock: fakeClock });
    const { started, ask } = askersOf(budget);
    void ask('ada', 205);
    await vi.advanceTimersByTimeAsync(10);
    expect(budget.queue('ada').ahead).toBe(200);
    expect(budget.queue('ada').expectedWaitMs).toBeGreaterThan(40_000);
    const { ahead, expectedWaitMs } = budget.queue('bo');
    expect(ahead).toBe(0);
    void ask('bo');
    await vi.advanceTimersByTimeAsync(2000);
    const waited = (started.find(({ requester }) => requester === 'bo')?.at ?? Number.NaN) - 10;
    expect(Math.abs(waited - expectedWaitMs)).toBeLessThan(600);
  });

  /** CallSlots that can't be reached until `comeBack`. */
  function lostPlaces() {
    const local = createLocalCallSlots({ clock: fakeClock, calls: 5, windowMs: 1000 });
    let isLost = true;
    const tries: number[] = [];
    const slots: CallSlots = {
      ...local,
      claim() {
        tries.push(performance.now());
        return isLost ? Promise.reject(new Error('gone')) : local.claim();
      },
    };
    const setLost = (value: boolean) => {
      isLost = value;
    };
    return { slots, tries, comeBack: () => setLost(false), goAway: () => setLost(true) };
  }

  it('tries again for a while where its slots are out of reach', async () => {
    const { slots, tries, comeBack } = lostPlaces();
    const budget = createBudget({ clock: fakeClock, slots });
    const startedAt = budget.run(async () => performance.now());
    await vi.advanceTimersByTimeAsync(20_000);
    expect(tries.slice(0, 5)).toEqual([0, 250, 750, 1750, 3750]);
    expect(tries.length).toBeLessThan(15);
    comeBack();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await startedAt).toBeGreaterThanOrEqual(20_000);
  });

  it('gives a call up a minute after it was asked for, where its slots stay out of reach', async () => {
    const { slots, comeBack } = lostPlaces();
    const budget = createBudget({ clock: fakeClock, slots });
    const early = budget.run(async () => 'early');
    const refused = expect(early).rejects.toMatchObject({
      kind: 'store-unreachable',
      cause: expect.objectContaining({ message: 'gone' }),
    });
    await vi.advanceTimersByTimeAsync(50_000);
    const late = budget.run(async () => 'late');
    await vi.advanceTimersByTimeAsync(12_000);
    await refused;
    comeBack();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await late).toBe('late');
  });

  it('counts that minute from when they went out of reach, for what has waited long in the queue', async () => {
    const { slots, comeBack, goAway } = lostPlaces();
    comeBack();
    const budget = createBudget({ clock: fakeClock, slots });
    const { started, ask } = askersOf(budget);
    const all = ask('ada', 400);
    await vi.advanceTimersByTimeAsync(65_000);
    goAway();
    await vi.advanceTimersByTimeAsync(30_000);
    comeBack();
    await vi.advanceTimersByTimeAsync(60_000);
    await all;
    expect(started).toHaveLength(400);
  });

  it.each([
    {
      what: 'has sent three calls lately',
      priorities: ['normal', 'normal', 'normal', 'normal'],
      refused: 3,
      laterMs: 9,
    },
    { what: 'has only what can wait', priorities: ['last'], refused: 0, laterMs: 30 },
    { what: 'has sent none', priorities: ['normal'], refused: 0, laterMs: 0 },
  ] as const)('comes $laterMs ms later to shared slots than others if it $what', async (given) => {
    const tries: number[] = [];
    const slots: CallSlots = {
      isShared: true,
      async claim() {
        tries.push(performance.now());
        return tries.length === given.refused + 1
          ? { claimed: false, waitMs: 100 }
          : { claimed: true, slot: tries.length };
      },
      free: () => Promise.resolve(),
      likelyFree: () => 0,
    };
    const budget = createBudget({ clock: fakeClock, slots });
    const all = Promise.all(given.priorities.map((priority) => budget.run(() => Promise.resolve(), { priority })));
    await vi.advanceTimersByTimeAsync(1000);
    await all;
    expect((tries.at(-1) ?? 0) - (tries.at(-2) ?? 0)).toBe(100 + given.laterMs);
  });
});
