import { describe, expect, it, vi } from 'vitest';
import type { ProcessOutcome, Reloads } from '../../../src/access/reloads.ts';
import { createRulesInForce } from '../../../src/access/rules-in-force.ts';
import { USUAL_POLICY } from '../../../src/settings/access/policy.ts';
import type { AccessPolicy } from '../../../src/settings/types.ts';
import { createRecordingLog } from '../slack/support/bolt.ts';

const DENY: AccessPolicy = { ...USUAL_POLICY, default: 'deny' };
type Read = { policy: AccessPolicy } | { problems: readonly string[] };

/** The file, the database and the time: all do what a test says. */
function setUp(file: { holds: Read } | undefined = { holds: { policy: DENY } }) {
  const timers: (() => void)[] = [];
  let waitedMs = 0;
  let number = 0;
  let others: { answers: ProcessOutcome[]; silent: number }[] = [{ answers: [], silent: 0 }];
  const answer = vi.fn<Reloads['answer']>(async () => {});
  const reloads: Reloads = {
    latest: async () => number,
    ask: async () => {
      number += 1;
      return number;
    },
    answer,
    others: async () => (others.length > 1 ? others.shift() : others[0]) ?? { answers: [], silent: 0 },
  };
  const onChange = vi.fn();
  const { log, lines } = createRecordingLog();
  const rules = createRulesInForce({
    atStart: USUAL_POLICY,
    readFile: file && (async () => file.holds),
    reloads,
    onChange,
    clock: {
      after: (_ms, run) => void timers.push(run),
      wait: async (ms) => {
        waitedMs += ms;
      },
    },
    log,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    rules,
    answer,
    onChange,
    lines,
    timers,
    settle,
    waited: () => waitedMs,
    askElsewhere: () => {
      number += 1;
    },
    answerAs: (...given: typeof others) => {
      others = given;
    },
    async round() {
      for (const run of timers.splice(0)) run();
      await settle();
    },
  };
}

describe('the rules in force', () => {
  it('are those of the start until the file is read again', async () => {
    const { rules, onChange, lines } = setUp();
    expect(rules.policy()).toBe(USUAL_POLICY);
    expect(await rules.read()).toMatchObject({ rules: 0, problems: [] });
    expect(rules.policy()).toBe(DENY);
    expect(onChange).toHaveBeenCalledOnce();
    expect(lines).toEqual(['info: The access rules were read again']);
  });

  it('stay in force where the new file has faults, which are all said', async () => {
    const { rules, onChange, lines } = setUp({ holds: { problems: ['line 1: a', 'line 2: b'] } });
    const before = await setUp({ holds: { policy: USUAL_POLICY } }).rules.read();
    expect(await rules.read()).toEqual({ ...before, problems: ['line 1: a', 'line 2: b'] });
    expect(rules.policy()).toBe(USUAL_POLICY);
    expect(onChange).not.toHaveBeenCalled();
    expect(lines).toEqual(['error: The file of access rules has faults: the old rules stay in force']);
  });

  it('are those that were read last, however long the one before takes', async () => {
    const file: { holds: Read } = { holds: { policy: DENY } };
    const { rules } = setUp(file);
    const first = rules.read();
    file.holds = { policy: USUAL_POLICY };
    await Promise.all([first, rules.read()]);
    expect(rules.policy()).toBe(USUAL_POLICY);
  });

  it('have a fingerprint that tells others from them', async () => {
    const file: { holds: Read } = { holds: { policy: DENY } };
    const { rules } = setUp(file);
    const { fingerprint } = await rules.read();
    expect((await rules.read()).fingerprint).toBe(fingerprint);
    file.holds = { policy: { ...DENY, askIn: new Map([['T1', { kind: 'person', id: 'U1' }]]) } };
    expect((await rules.read()).fingerprint).not.toBe(fingerprint);
  });
});

describe('reading in every process', () => {
  it('is not done without a file', async () => {
    const { rules, timers } = setUp(undefined);
    expect(await createRulesWithoutFile().readEverywhere()).toBeUndefined();
    rules.start();
    expect(timers).toEqual([]);
  });

  it('waits for the others, and says what they made of it', async () => {
    const { rules, answer, answerAs, waited } = setUp();
    const other = { process: 'b/2', outcome: { rules: 1, fingerprint: 'x', problems: [] } };
    answerAs({ answers: [], silent: 1 }, { answers: [other], silent: 0 });
    const report = await rules.readEverywhere();
    expect(report).toMatchObject({ own: { problems: [] }, others: [other], silent: 0 });
    expect(answer).toHaveBeenCalledWith(1, report?.own);
    expect(waited()).toBe(500);
  });

  it('does not wait for good for one that says nothing', async () => {
    const { rules, answerAs, waited } = setUp();
    answerAs({ answers: [], silent: 2 });
    expect(await rules.readEverywhere()).toMatchObject({ silent: 2 });
    expect(waited()).toBe(8000);
  });

  it('is done in a process that another one told to, once', async () => {
    const { rules, answer, settle, round, askElsewhere } = setUp();
    rules.start();
    await settle();
    // Nobody was asked yet.
    expect(rules.policy()).toBe(USUAL_POLICY);
    askElsewhere();
    await round();
    expect(rules.policy()).toBe(DENY);
    await round();
    expect(answer.mock.calls.map(([number]) => number)).toEqual([1]);
  });

  it('is done in a process that was told to between reading its file and its first look', async () => {
    const { rules, answer, settle, round, askElsewhere } = setUp();
    askElsewhere();
    rules.start();
    await settle();
    expect(rules.policy()).toBe(DENY);
    await round();
    expect(answer.mock.calls.map(([number]) => number)).toEqual([1]);
  });

  it('is not done again for what this process itself asked for', async () => {
    const { rules, answer, settle, round } = setUp();
    rules.start();
    await settle();
    await rules.readEverywhere();
    await round();
    expect(answer).toHaveBeenCalledOnce();
  });

  it('looks no more once it was stopped', async () => {
    const { rules, round, settle, askElsewhere } = setUp();
    rules.start();
    await settle();
    rules.stop();
    askElsewhere();
    await round();
    expect(rules.policy()).toBe(USUAL_POLICY);
  });
});

function createRulesWithoutFile() {
  return createRulesInForce({
    atStart: USUAL_POLICY,
    reloads: { latest: fail, ask: fail, answer: fail, others: fail },
    onChange: () => {},
    clock: { after: () => {}, wait: async () => {} },
    log: createRecordingLog().log,
  });
}
async function fail(): Promise<never> {
  throw new Error('is not asked');
}
