import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { createWorker, type StartedListener, WorkError } from '../../../src/worker/worker.ts';

/** A thread or a process that a test answers for. */
class FakeStarted {
  readonly asked: unknown[] = [];
  isEnded = false;
  readonly listener: StartedListener;

  constructor(listener: StartedListener) {
    this.listener = listener;
  }

  send(job: unknown): void {
    this.asked.push(job);
  }

  end(): void {
    this.isEnded = true;
  }

  answer(answer: unknown): void {
    this.listener.onAnswer(answer);
  }

  die(kind: WorkError['kind'] = 'died'): void {
    this.listener.onEnd(new WorkError(kind));
  }
}

const TIMES = { timeoutMs: 1000, startMs: 500, idleMs: 10_000 };

/** A worker whose clock is the test's: only what `pass` lets pass is over. */
function setUp() {
  const started: FakeStarted[] = [];
  const timers: { ms: number; callback: () => void }[] = [];
  const worker = createWorker({
    start(listener) {
      const one = new FakeStarted(listener);
      started.push(one);
      return one;
    },
    clock: { after: (ms, callback) => void timers.push({ ms, callback }) },
    ...TIMES,
  });
  const pass = (ms: number) => {
    for (const timer of timers.splice(0)) {
      if (timer.ms <= ms) timer.callback();
      else timers.push(timer);
    }
  };
  /** Only the first of the timers that run for so long. */
  const passFirst = (ms: number) => {
    const at = timers.findIndex((timer) => timer.ms === ms);
    for (const timer of timers.splice(at, 1)) timer.callback();
  };
  const last = (): FakeStarted => started.at(-1) as FakeStarted;
  return { worker, started, last, pass, passFirst };
}

const turn = () => new Promise(setImmediate);

/** What a job has come to by now. */
const now = (job: Promise<unknown>): Promise<unknown> =>
  Promise.race([job.catch((error: WorkError) => error.kind), turn().then(() => 'nothing yet')]);

describe('a worker', () => {
  it('is started with its first job, and does one after the other', async () => {
    const { worker, started, last } = setUp();
    expect(started).toEqual([]);
    const jobs = ['one', 'two'].map((job) => worker.run(job));
    await turn();
    expect(last().asked).toEqual(['one']);
    last().answer(1);
    await turn();
    expect(last().asked).toEqual(['one', 'two']);
    last().answer(2);
    expect(await Promise.all(jobs)).toEqual([1, 2]);
    expect(started).toHaveLength(1);
  });

  it.each(['out-of-memory', 'died'] as const)(
    'that came to an end (%s) costs the job, and nothing but it',
    async (kind) => {
      const { worker, started, last } = setUp();
      const [broken, behind] = [worker.run('breaks'), worker.run('works')];
      await turn();
      last().die(kind);
      await expect(broken).rejects.toMatchObject({ name: 'WorkError', kind });
      await turn();
      expect(started.map(({ asked }) => asked)).toEqual([['breaks'], ['works']]);
      last().answer('done');
      expect(await behind).toBe('done');
    },
  );

  it('is ended where a job takes too long: the wait of the next one is not counted', async () => {
    const { worker, started, last, pass } = setUp();
    const [slow, behind] = [worker.run('slow'), worker.run('next')];
    await turn();
    // Its worker had to start before.
    pass(1499);
    expect(await now(slow)).toBe('nothing yet');
    pass(1500);
    await expect(slow).rejects.toMatchObject({ kind: 'timed-out' });
    expect(started[0]?.isEnded).toBe(true);
    await turn();
    // What the ended one still had to say is nobody's any more.
    started[0]?.answer('late');
    started[0]?.die();
    expect(await now(behind)).toBe('nothing yet');
    last().answer('done');
    expect(await behind).toBe('done');
    pass(1500);
    expect(last().isEnded).toBe(false);
  });

  it('has the time that a job asks for', async () => {
    const { worker, last, pass } = setUp();
    const first = worker.run('first');
    await turn();
    last().answer(1);
    await first;
    const job = worker.run('quick', 50);
    await turn();
    pass(49);
    expect(await now(job)).toBe('nothing yet');
    pass(50);
    await expect(job).rejects.toMatchObject({ kind: 'timed-out' });
  });

  it('that ends between two jobs is no loss', async () => {
    const { worker, started, last } = setUp();
    const first = worker.run('one');
    await turn();
    last().answer(1);
    await first;
    last().die();
    const second = worker.run('two');
    await turn();
    expect(started).toHaveLength(2);
    last().answer(2);
    expect(await second).toBe(2);
  });

  it('that can not be started costs the job, and the next one is started anew', async () => {
    const cause = new Error('no room');
    let last: StartedListener | undefined;
    const start = vi.fn((listener: StartedListener) => {
      if (start.mock.calls.length === 1) throw cause;
      // One that hears of its end at once.
      if (start.mock.calls.length === 2) listener.onEnd(new WorkError('out-of-memory'));
      last = listener;
      return { send: () => void setImmediate(listener.onAnswer, 'done'), end: () => undefined };
    });
    const worker = createWorker({ start, clock: { after: () => undefined }, ...TIMES });
    const [throws, endsEarly, works] = [1, 2, 3].map((job) => worker.run(job));
    await expect(throws).rejects.toMatchObject({ name: 'WorkError', kind: 'died', cause });
    await expect(endsEarly).rejects.toMatchObject({ name: 'WorkError', kind: 'out-of-memory' });
    expect(await works).toBe('done');
    expect(start).toHaveBeenCalledTimes(3);
    last?.onEnd(new WorkError('died'));
    expect(await worker.run(4)).toBe('done');
    expect(start).toHaveBeenCalledTimes(4);
  });

  it('outlives a job that can not be handed over, and waits for no answer to it', async () => {
    const { worker, started, last, pass } = setUp();
    const first = worker.run('one');
    await turn();
    last().answer(1);
    await first;
    const cause = new Error('nothing that can be copied');
    const send = vi.spyOn(last(), 'send').mockImplementationOnce(() => {
      throw cause;
    });
    await expect(worker.run('two')).rejects.toBe(cause);
    expect(send).toHaveBeenCalledTimes(1);
    pass(1000);
    expect(last().isEnded).toBe(false);
    const third = worker.run('three');
    await turn();
    last().answer(3);
    expect(await third).toBe(3);
    expect(started).toHaveLength(1);
  });

  it('is kept while there are jobs, and ended once it has been idle', async () => {
    const { worker, started, last, pass, passFirst } = setUp();
    for (const job of ['one', 'two']) {
      const answer = worker.run(job);
      await turn();
      last().answer(job);
      await answer;
      await turn();
    }
    // The end of the first job is no reason: there was another since.
    passFirst(10_000);
    expect(last().isEnded).toBe(false);
    pass(10_000);
    expect(last().isEnded).toBe(true);
    void worker.run('three');
    await turn();
    expect(started.map(({ asked }) => asked)).toEqual([['one', 'two'], ['three']]);
  });

  it('answers nothing any more once it is closed, and is started for nobody', async () => {
    const { worker, started, last, pass } = setUp();
    const underWay = worker.run('one');
    const waiting = worker.run('two');
    await turn();
    worker.close();
    expect(last().isEnded).toBe(true);
    last().answer('late');
    last().die();
    pass(10_000);
    expect(await Promise.all([underWay, waiting, worker.run('three')].map(now))).toEqual(Array(3).fill('nothing yet'));
    expect(started).toHaveLength(1);
  });

  it('that was idle when it was closed starts nothing', async () => {
    const { worker, started } = setUp();
    worker.close();
    expect(await now(worker.run('one'))).toBe('nothing yet');
    expect(started).toEqual([]);
  });

  it('keeps nothing of a job that is over, though its time is not up', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const timers: (() => void)[] = [];
    const worker = createWorker({
      start: ({ onAnswer }) => ({ send: () => void setImmediate(onAnswer, 'done'), end: () => undefined }),
      clock: { after: (_ms, callback) => void timers.push(callback) },
      ...TIMES,
    });
    const answerTo = async () => {
      const job = { bytes: 'x'.repeat(1000) };
      await worker.run(job);
      return new WeakRef(job);
    };
    const job = await answerTo();
    await turn();
    collectGarbage();
    expect(job.deref()).toBeUndefined();
    expect(timers).not.toHaveLength(0);
  });
});
