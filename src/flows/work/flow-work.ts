import { hash } from 'node:crypto';
import { constants } from 'node:os';
import { LRUCache } from 'lru-cache';
import type { Finding } from '../../checks/index.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Secret } from '../../redaction/find-secrets.ts';
import { WorkError, type Worker } from '../../worker/worker.ts';
import { createWorkerProcess } from '../../worker/worker-process.ts';
import { tooLargeToCompare } from '../change/flow-change.ts';
import { bigFlowJson, type FlowJson, FlowJsonError, parseFlowJson } from '../json/flow-json.ts';
import { type CheckedText, checkGivenText, type GivenText } from './check-given.ts';
import {
  type ComparedFiles,
  checkFile,
  compareFiles,
  type FilesToCompare,
  type FileToCheck,
  type FileToMask,
  type FlowJob,
  type FlowJobDone,
  maskFile,
  secretsIn,
} from './flow-jobs.ts';

export type { CheckedText } from './check-given.ts';
export type { ComparedFiles, FilesToCompare, FileToCheck } from './flow-jobs.ts';

/** What takes a while with a big file: it is done in a process of its own, keeps nobody else waiting, and ends nobody else. */
export interface FlowWork {
  /**
   * Reads a flow's file.
   *
   * @param bytes UTF-8, with or without a byte order mark.
   * @returns rejects with a `FlowJsonError`, or with a `WorkError` where there was no process for it.
   */
  read(bytes: Uint8Array): Promise<FlowJson>;
  /** Compares two files; where that takes too much memory or time, only that is known. Never rejects. */
  compare(files: FilesToCompare): Promise<ComparedFiles>;
  /**
   * Finds what Meta would refuse and what will hurt.
   *
   * @returns in the order of the file; rejects where that takes too much memory or time, with a `WorkError` or a `FlowJsonError`.
   */
  check(file: FileToCheck): Promise<Finding[]>;
  /**
   * Finds what looks like a secret.
   *
   * @param json laid out or not; in UTF-8 where it is big.
   * @returns rejects as `check` does.
   */
  findSecrets(json: string | Uint8Array): Promise<Secret[]>;
  /** Masks the values of secrets wherever they stand in a file. @returns rejects as `check` does. */
  mask(file: FileToMask): Promise<string>;
  /** As `check`, of what somebody gave: it may be wrapped, all on one line, or no JSON. */
  checkGiven(given: GivenText): Promise<CheckedText>;
}

/** Read at once, a file of this size takes a few milliseconds: less than handing it over would; bytes. */
const MAX_READ_AT_ONCE = 128 * 1024;
/** The same for the two files of a comparison together; characters. */
const MAX_COMPARED_AT_ONCE = 64 * 1024;
/**
 * Checked, or looked through for secrets, at once, a file of this size takes a millisecond each, and 60 where it holds nothing
 * but secrets. Real flows are smaller, and the process takes 30 MB, and a quarter of a second to start. Characters.
 */
const MAX_CHECKED_AT_ONCE = 40 * 1024;
const MAX_SEARCHED_AT_ONCE = MAX_CHECKED_AT_ONCE;

/** Whether it was looked through before is known by its hash, which takes a tenth of a millisecond up to this size; characters. */
const MAX_REMEMBERED = 256 * 1024;
/** A flow is shared again and again. */
const MAX_KNOWN_CLEAN = 1000;

/** Reading a flow of 10 MB takes a heap of 25 MB, with numbers of many digits in it 37 MB; comparing two of them 128 MB. */
const MEMORY_MB = { least: 96, most: 384 };
/** The share that its heap has of what a container has. */
const MEMORY_SHARE = 0.4;
const TIMEOUT_MS = 20_000;
/** A flow of 10 MB takes half a second, and people wait for the reading of others meanwhile. */
const CHECK_TIMEOUT_MS = 5_000;
/** On a machine that has other work: a quarter of a second is usual. */
const START_MS = 5_000;
/**
 * The jobs of one share come within a second. Only by its end it gives its memory back: 30 MB, and 80 MB after a flow of 10 MB.
 * Started again it takes a quarter of a second, which nobody feels before a big file.
 */
const IDLE_MS = 3_000;

/** @param limitBytes what the process may take, as `process.constrainedMemory` gives it: 0 for no limit. */
export function workerMemoryMb(limitBytes: number): number {
  const { least, most } = MEMORY_MB;
  if (limitBytes <= 0) return most;
  return Math.round(Math.min(most, Math.max(least, (limitBytes / 1024 / 1024) * MEMORY_SHARE)));
}

/** The process for big files. */
export const createFlowProcess = (clock: Pick<Clock, 'after'>, memoryMb: number, log: Pick<Log, 'warn'>): Worker =>
  createWorkerProcess({
    name: 'The process for big flows',
    file: new URL('./flow-worker.mjs', import.meta.url),
    args: [String(memoryMb)],
    clock,
    memoryMb,
    // Where there are as few processors as processes, an ack goes first.
    nice: constants.priority.PRIORITY_BELOW_NORMAL,
    timeoutMs: TIMEOUT_MS,
    startMs: START_MS,
    idleMs: IDLE_MS,
    warn: (facts, message) => log.warn(facts, message),
  });

export function createFlowWork(worker: Pick<Worker, 'run'>): FlowWork {
  async function run(job: FlowJob, timeoutMs?: number): Promise<FlowJobDone> {
    const once = async () => (await worker.run(job, timeoutMs)) as FlowJobDone;
    return once().catch((error: unknown) => {
      // What ended the process need not be the job: where there is no memory for anybody, the kernel ends it first.
      if (error instanceof WorkError && error.kind === 'died') return once();
      throw error;
    });
  }

  async function readElsewhere(bytes: Uint8Array): Promise<FlowJson> {
    const done = await run({ type: 'read', bytes }).catch((cause: unknown) => {
      // Twice: it is no fault of the file that there is no process for it.
      if (cause instanceof WorkError && cause.kind === 'died') throw cause;
      throw new FlowJsonError('too-large-to-read', cause);
    });
    if (done.type === 'read') return bigFlowJson(done.read);
    throw new FlowJsonError(done.type === 'refused' ? done.kind : 'not-json');
  }

  /** By their SHA-256, those of the last files in which there was nothing: what was found is never kept. */
  const clean = new LRUCache<string, true>({ max: MAX_KNOWN_CLEAN });
  /** Of a fetch that many have joined each looks through the same file. */
  const underWay = new Map<string, Promise<Secret[]>>();

  async function lookThrough(json: string | Uint8Array): Promise<Secret[]> {
    if (json.length <= MAX_SEARCHED_AT_ONCE) return secretsIn({ json });
    const done = await run({ type: 'find-secrets', json });
    if (done.type !== 'secrets-found') throw new FlowJsonError('too-large-to-read');
    return done.secrets;
  }

  return {
    // `async`, so that a refused file rejects like every other fault.
    read: async (bytes) => (bytes.length <= MAX_READ_AT_ONCE ? parseFlowJson(bytes) : readElsewhere(bytes)),

    async compare(files) {
      if (files.before.length + files.after.length <= MAX_COMPARED_AT_ONCE) return compareFiles(files);
      const done = await run({ type: 'compare', ...files }).catch(() => undefined);
      return done?.type === 'compared' ? done.compared : { change: tooLargeToCompare, diff: undefined };
    },

    async check(file) {
      if (file.json.length <= MAX_CHECKED_AT_ONCE) return checkFile(file);
      const done = await run({ type: 'check', ...file }, CHECK_TIMEOUT_MS);
      if (done.type !== 'checked') throw new FlowJsonError('too-large-to-read');
      return done.findings;
    },

    async findSecrets(json) {
      if (json.length > MAX_REMEMBERED) return lookThrough(json);
      const sha256 = hash('sha256', json);
      if (clean.get(sha256)) return [];
      const looking = underWay.get(sha256) ?? lookThrough(json).finally(() => underWay.delete(sha256));
      underWay.set(sha256, looking);
      const secrets = await looking;
      if (secrets.length === 0) clean.set(sha256, true);
      return secrets;
    },

    async mask(file) {
      if (file.json.length <= MAX_SEARCHED_AT_ONCE) return maskFile(file);
      const done = await run({ type: 'mask', ...file });
      if (done.type !== 'masked') throw new FlowJsonError('too-large-to-read');
      return done.json;
    },

    async checkGiven(given) {
      if (given.text.length <= MAX_CHECKED_AT_ONCE) return checkGivenText(given);
      const done = await run({ type: 'check-given', ...given }, CHECK_TIMEOUT_MS);
      if (done.type !== 'checked-given') throw new FlowJsonError('too-large-to-read');
      return done.checked;
    },
  };
}
