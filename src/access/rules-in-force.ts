import type { Clock } from '../clock.ts';
import { fileFactsOf } from '../fingerprint.ts';
import type { Log } from '../log.ts';
import type { AccessPolicy } from '../settings/types.ts';
import type { ProcessOutcome, ReadOutcome, Reloads } from './reloads.ts';

/** What came of it in each process. */
export interface ReloadReport {
  own: ReadOutcome;
  others: readonly ProcessOutcome[];
  /** Other processes that have not said anything within the time that somebody waits for them. */
  silent: number;
}

/** The rules that are in force, and how they become others while the bot runs. */
export interface RulesInForce {
  policy(): AccessPolicy;
  /** Reads the file again in this process. A file with faults leaves the old rules in force. Never rejects. */
  read(): Promise<ReadOutcome>;
  /**
   * Has every process read the file again. Undefined: the bot has no such file.
   *
   * @throws where the database fails: then this process alone has read it.
   */
  readEverywhere(): Promise<ReloadReport | undefined>;
  /** Reads whenever another process was told to. */
  start(): void;
  stop(): void;
}

export interface RulesInForceParts {
  atStart: AccessPolicy;
  /** Never rejects; absent: there is no file. */
  readFile?: (() => Promise<{ policy: AccessPolicy } | { problems: readonly string[] }>) | undefined;
  reloads: Reloads;
  /** Others are in force now. */
  onChange: () => void;
  clock: Pick<Clock, 'after' | 'wait'>;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** How often a process looks whether it is to read the rules again; milliseconds. */
const LOOK_EVERY_MS = 2000;
/** Whoever asked waits so long for the other processes; milliseconds. */
const PATIENCE_MS = 8000;
const ANSWER_POLL_MS = 500;

export function createRulesInForce(parts: RulesInForceParts): RulesInForce {
  const { atStart, readFile, reloads, onChange, clock, log } = parts;
  let inForce = atStart;
  let reading: Promise<ReadOutcome> | undefined;
  /** The number of the last time that this process read its file because all were asked. */
  let seen = 0;
  let isStopped = false;

  function outcomeOf(problems: readonly string[]): ReadOutcome {
    const { default: usual, ask, askIn, rules } = inForce;
    const { sha256 } = fileFactsOf(JSON.stringify([usual, ask, [...(askIn ?? [])], rules]));
    return { rules: rules.length, fingerprint: sha256, problems };
  }

  async function readNow(): Promise<ReadOutcome> {
    const found = (await readFile?.()) ?? { policy: inForce };
    if ('policy' in found) {
      inForce = found.policy;
      log.info({ rules: inForce.rules.length }, 'The access rules were read again');
      onChange();
      return outcomeOf([]);
    }
    const { problems } = found;
    log.error({ problems }, 'The file of access rules has faults: the old rules stay in force');
    return outcomeOf(problems);
  }

  /** One after the other: what is read last is what counts. */
  function read(): Promise<ReadOutcome> {
    const next = (reading ?? Promise.resolve()).then(readNow);
    reading = next;
    return next;
  }

  async function look(): Promise<void> {
    const latest = await reloads.latest();
    // At the first look, what was asked last may have come after this process read its file: then the file is read again.
    if (latest <= seen) return;
    seen = latest;
    await reloads.answer(latest, await read());
  }

  async function round(): Promise<void> {
    if (isStopped) return;
    try {
      await look();
    } catch (error) {
      log.warn({ err: error }, 'Could not find out whether the access rules are to be read again');
    }
    if (!isStopped) clock.after(LOOK_EVERY_MS, () => void round());
  }

  async function answersOf(number: number): Promise<{ answers: ProcessOutcome[]; silent: number }> {
    for (let waited = 0; ; waited += ANSWER_POLL_MS) {
      const answered = await reloads.others(number);
      if (answered.silent === 0 || waited >= PATIENCE_MS) return answered;
      await clock.wait(ANSWER_POLL_MS);
    }
  }

  return {
    policy: () => inForce,
    read,
    async readEverywhere() {
      if (readFile === undefined) return undefined;
      const own = await read();
      const number = await reloads.ask();
      seen = Math.max(seen, number);
      await reloads.answer(number, own);
      const { answers, silent } = await answersOf(number);
      return { own, others: answers, silent };
    },
    start() {
      if (readFile !== undefined) void round();
    },
    stop() {
      isStopped = true;
    },
  };
}
