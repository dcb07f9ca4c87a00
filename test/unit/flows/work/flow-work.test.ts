import { afterAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/clock.ts';
import { tooLargeToCompare } from '../../../../src/flows/change/flow-change.ts';
import { parseFlowJson } from '../../../../src/flows/json/flow-json.ts';
import { checkFile, compareFiles, doFlowJob, type FlowJob } from '../../../../src/flows/work/flow-jobs.ts';
import { createFlowProcess, createFlowWork, workerMemoryMb } from '../../../../src/flows/work/flow-work.ts';
import { WorkError, type Worker } from '../../../../src/worker/worker.ts';
import { createWorkerProcess } from '../../../../src/worker/worker-process.ts';

const MEGABYTE = 1024 * 1024;
/** A process of low priority starts late where others work: no limit here says how long anything should take. */
const WAIT_MS = 50_000;
const TEST = { timeout: WAIT_MS + 10_000 };
const names = { before: 'before.json', after: 'after.json' };

/** A flow that looks like one, laid out, of about so many bytes. */
function flowOf(bytes: number, label: string): string {
  const screens = Array.from({ length: Math.ceil(bytes / 700) }, (_, index) => ({
    id: `SCREEN_${index}`,
    title: `Screen ${index}`,
    layout: {
      type: 'SingleColumnLayout',
      children: [
        { type: 'TextInput', name: `field_${index}`, label: `${label} 测试 ${index}`, required: true },
        { type: 'Footer', label: 'Continue', 'on-click-action': { name: 'complete', payload: {} } },
      ],
    },
  }));
  return `${JSON.stringify({ version: '7.1', screens }, null, 2)}\n`;
}

const log = { warn: () => undefined };
const processes = new Map<number, Worker>();
afterAll(() => {
  for (const process of processes.values()) process.close();
});

/** In a process of its own, one for all that have as much memory. */
function working(memoryMb = 256) {
  const process = processes.get(memoryMb) ?? createFlowProcess(systemClock, memoryMb, log);
  processes.set(memoryMb, process);
  return createFlowWork({ run: (job) => process.run(job, WAIT_MS) });
}
const idle = { run: vi.fn(async (_job: unknown) => undefined) };
const broken = (kind: WorkError['kind']) => createFlowWork({ run: () => Promise.reject(new WorkError(kind)) });

describe('reading', TEST, () => {
  it('gives the same of a big file in a process of its own as of any file at once', async () => {
    const bytes = Buffer.from(`\uFEFF${flowOf(2 * MEGABYTE, 'One')}`);
    const { text, contentHash, summary, utf8 } = await working().read(bytes);
    expect({ text, contentHash, summary }).toEqual(parseFlowJson(bytes));
    expect(Buffer.from(utf8 ?? []).toString()).toBe(text);
    // Who fetched it hands it on to other processes.
    expect(bytes.length).toBeGreaterThan(MEGABYTE);
  });

  it('needs no process for a small file', async () => {
    expect((await createFlowWork(idle).read(Buffer.from('{"version":"7.1"}'))).summary.version).toBe('7.1');
    expect(idle.run).not.toHaveBeenCalled();
    await expect(createFlowWork(idle).read(Buffer.from('[]'))).rejects.toMatchObject({ kind: 'not-a-json-object' });
  });

  it.each([
    ['too-deep', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['not-json', `{"a":${'1,'.repeat(200_000)}`],
    ['not-a-json-object', `[${'1,'.repeat(200_000)}1]`],
  ])('refuses in a process of its own for the same reasons: %s', async (kind, json) => {
    await expect(working().read(Buffer.from(json))).rejects.toMatchObject({ name: 'FlowJsonError', kind });
  });

  it.each(['out-of-memory', 'timed-out'] as const)(
    'says that a file is too large where the process is %s',
    async (kind) => {
      const reading = broken(kind).read(Buffer.from(flowOf(MEGABYTE, 'One')));
      await expect(reading).rejects.toMatchObject({ name: 'FlowJsonError', kind: 'too-large-to-read' });
    },
  );

  it.each([
    ['died', 2],
    ['out-of-memory', 1],
    ['timed-out', 1],
  ] as const)('does once more what need not have been to blame for the end of the process: %s', async (kind, times) => {
    const process = { run: vi.fn(async () => Promise.reject(new WorkError(kind))) };
    // And a file for which there is no process is not said to be too large.
    const error = { name: kind === 'died' ? 'WorkError' : 'FlowJsonError' };
    await expect(createFlowWork(process).read(Buffer.from(flowOf(MEGABYTE, 'One')))).rejects.toMatchObject(error);
    expect(process.run).toHaveBeenCalledTimes(times);
  });

  it('does not begin what takes more memory than the process has', async () => {
    const work = working(24);
    const items = { '{"a":{}},': 200_000, '{},': 200_000, '[[]],': 200_000, '"",': 400_000, '1.5,': 1_500_000 };
    for (const [item, count] of Object.entries(items)) {
      const huge = Buffer.from(`{"a":[${item.repeat(count)}1]}`);
      await expect(work.read(huge)).rejects.toMatchObject({ kind: 'too-large-to-read', cause: undefined });
    }
    expect((await work.read(Buffer.from(flowOf(200_000, 'One')))).summary.version).toBe('7.1');
  });

  it('costs a file that ends the process nothing but that file: the next one is read', async () => {
    const ended: unknown[] = [];
    const process = createWorkerProcess({
      name: 'The process',
      file: new URL('../../../../src/flows/work/flow-worker.mjs', import.meta.url),
      // It takes itself for larger than it is.
      args: ['1000'],
      memoryMb: 24,
      clock: systemClock,
      nice: 0,
      timeoutMs: WAIT_MS,
      startMs: 0,
      idleMs: WAIT_MS,
      warn: ({ err }) => ended.push(err),
    });
    const work = createFlowWork(process);
    const huge = Buffer.from(`{"a":[${'{"a":{}},'.repeat(400_000)}1]}`);
    const [reading, behind] = [work.read(huge), work.read(Buffer.from(flowOf(200_000, 'One')))];
    await expect(reading).rejects.toMatchObject({ kind: 'too-large-to-read', cause: { kind: 'out-of-memory' } });
    expect((await behind).summary.version).toBe('7.1');
    expect(ended.map(String)).toEqual([expect.stringContaining('heap out of memory')]);
    process.close();
  });
});

describe('comparing', TEST, () => {
  it('gives the same of big files in a process of its own as of any files at once', async () => {
    const files = { before: flowOf(MEGABYTE, 'One'), after: flowOf(MEGABYTE, 'One').replace('One', 'Two'), names };
    const compared = await working().compare(files);
    expect(compared).toEqual(compareFiles(files));
    expect(compared.change.edited).toBe(1);
  });

  it('needs no process for small files', async () => {
    const { change } = await createFlowWork(idle).compare({
      before: '{"version":"6.3"}',
      after: '{"version":"7.1"}',
      names,
    });
    expect(change.lines).toHaveLength(1);
    expect(idle.run).not.toHaveBeenCalled();
  });

  it.each(['out-of-memory', 'timed-out', 'died'] as const)(
    'knows only that files are too large where the process is %s',
    async (kind) => {
      const files = { before: flowOf(MEGABYTE, 'One'), after: flowOf(MEGABYTE, 'Two'), names };
      expect(await broken(kind).compare(files)).toEqual({ change: tooLargeToCompare, diff: undefined });
    },
  );
});

describe('checking', TEST, () => {
  it('finds the same in a process of its own, in the lines of the very text', async () => {
    const json = flowOf(MEGABYTE, 'One');
    const elsewhere = await working().check({ json: Buffer.from(json), language: 'en' });
    expect(elsewhere).toEqual(checkFile({ json, language: 'en' }));
    expect(elsewhere.length).toBeGreaterThan(0);
  });

  it('needs no process for a small file', async () => {
    const findings = await createFlowWork(idle).check({
      json: '{"version":"7.3","screens":[]}',
      language: 'zh-CN',
    });
    expect(findings.map(({ rule }) => rule)).toEqual(['too-few-items']);
    expect(idle.run).not.toHaveBeenCalled();
  });

  it.each(['out-of-memory', 'timed-out', 'died'] as const)('rejects where the process is %s', async (kind) => {
    await expect(broken(kind).check({ json: flowOf(MEGABYTE, 'One'), language: 'en' })).rejects.toMatchObject({ kind });
  });

  it('is given less time than the rest, and is not begun where it would take more memory than there is', async () => {
    const run = vi.fn(async (_job: unknown, _timeoutMs?: number): Promise<unknown> => ({ type: 'refused' }));
    const json = flowOf(MEGABYTE, 'One');
    await expect(createFlowWork({ run }).check({ json, language: 'en' })).rejects.toThrow('too-large-to-read');
    expect(run).toHaveBeenCalledWith({ type: 'check', json, language: 'en' }, 5000);
    const huge = `{"a":[${'{"a":{}},'.repeat(500_000)}1]}`;
    const small = createFlowWork({ run: (job) => doFlowJob(job as FlowJob, 64) });
    await expect(small.check({ json: huge, language: 'en' })).rejects.toMatchObject({ kind: 'too-large-to-read' });
  });
});

describe('the memory of the process', () => {
  it.each([
    ['of a container of 128 MB', 128 * MEGABYTE, 96],
    ['of a container of 384 MB', 384 * MEGABYTE, 154],
    ['of a container of 4 GB', 4096 * MEGABYTE, 384],
    ['without a limit', 0, 384],
    ['without a limit, as cgroup v1 says it', 2 ** 64, 384],
  ])('is two fifths %s, within bounds', (_, limit, expected) => {
    expect(workerMemoryMb(limit)).toBe(expected);
  });
});

describe('looking for secrets', () => {
  const clean = flowOf(100_000, 'Nothing');
  const found = { kind: 'named', path: '/a', value: 'hunter2hunter2' };

  it('looks once through a file in which there is nothing, as text and as bytes', async () => {
    const run = vi.fn(async (_job: unknown) => ({ type: 'secrets-found', secrets: [] }));
    const { findSecrets } = createFlowWork({ run });
    expect(await findSecrets(clean)).toEqual([]);
    expect(await findSecrets(Buffer.from(clean))).toEqual([]);
    expect(run).toHaveBeenCalledTimes(1);
    await findSecrets(flowOf(100_000, 'Other'));
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('looks once for all who ask at the same time, and tells each what it found', async () => {
    const run = vi.fn(async (_job: unknown) => ({ type: 'secrets-found', secrets: [found] }));
    const { findSecrets } = createFlowWork({ run });
    expect(await Promise.all([findSecrets(clean), findSecrets(clean), findSecrets(clean)])).toEqual([
      [found],
      [found],
      [found],
    ]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('keeps nothing of what it found, nor of a look that failed', async () => {
    const run = vi.fn(async (_job: unknown): Promise<object> => ({ type: 'secrets-found', secrets: [found] }));
    const { findSecrets } = createFlowWork({ run });
    expect(await findSecrets(clean)).toEqual([found]);
    run.mockRejectedValueOnce(new WorkError('timed-out'));
    await expect(findSecrets(clean)).rejects.toThrow();
    expect(await findSecrets(clean)).toEqual([found]);
    expect(run).toHaveBeenCalledTimes(3);
  });
});
