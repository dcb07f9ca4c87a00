import { describe, expect, it, vi } from 'vitest';
import { contentHashOf } from '../../../../src/flows/json/flow-document.ts';
import type { FlowWork } from '../../../../src/flows/work/flow-work.ts';
import { translateTo } from '../../../../src/i18n.ts';
import { createCheckResults } from '../../../../src/slack/delivery/check-results.ts';
import { parseFindingsValue } from '../../../../src/slack/payloads/findings-value.ts';
import { checkAtOnce } from '../../support/check-at-once.ts';
import { createRecordingLog } from '../support/bolt.ts';
import { fetchedOf, flow, otherFlow } from '../support/requests.ts';
import { english } from '../support/texts.ts';

const BROKEN = '{\n  "version": "7.3",\n  "screens": []\n}\n';

const fetchedWith = (json: string, ref = flow) => {
  const fetched = fetchedOf(ref);
  const contentHash = contentHashOf(JSON.parse(json));
  return { ...fetched, flowJson: { ...fetched.flowJson, text: json, contentHash } };
};

function setUp(check: FlowWork['check'] = checkAtOnce) {
  const { log, lines } = createRecordingLog();
  const over = Promise.withResolvers<void>();
  const wait = vi.fn((_ms: number) => over.promise);
  const checkResults = createCheckResults({ check, clock: { wait }, log });
  return { checkResults, lines, wait, timeIsOver: () => over.resolve() };
}

describe('the checks of what is shared', () => {
  it('say what was found, the worst first, in the language of the reader', async () => {
    const { checkResults } = setUp();
    const [checks] = await checkResults(english, [fetchedWith(BROKEN)]);
    expect(checks).toMatchObject({ is: 'checked', summary: 'Checks: 1 that Meta refuses', rest: 0 });
    expect(checks).toMatchObject({ worst: ['Line 3: "screens" has 0 entries; it needs at least 1.'] });
    const [chinese] = await checkResults(translateTo('zh-CN'), [fetchedWith(BROKEN)]);
    expect(JSON.stringify(chinese)).toContain('1 项会被 Meta 拒绝');
  });

  it('hand on which file they are of', async () => {
    const { checkResults } = setUp();
    const fetched = fetchedWith(BROKEN);
    const [checks] = await checkResults(english, [fetched]);
    const value = checks?.is === 'checked' ? parseFindingsValue(checks.value) : undefined;
    const { contentHash, summary } = fetched.flowJson;
    expect(value).toEqual({ flow, contentHash, sha256: summary.sha256 });
  });

  it('keep a file waiting for 300 ms at the most: what is not checked by then is late', async () => {
    const never = new Promise<never>(() => {});
    const check = vi.fn<FlowWork['check']>(checkAtOnce);
    const { checkResults, timeIsOver, wait } = setUp(check);
    check.mockResolvedValueOnce(await checkAtOnce({ json: BROKEN, language: 'en' })).mockReturnValueOnce(never);
    const results = checkResults(english, [fetchedWith(BROKEN), fetchedWith(BROKEN, otherFlow)]);
    await vi.waitFor(() => expect(check).toHaveBeenCalledTimes(2));
    timeIsOver();
    expect((await results).map(({ is }) => is)).toEqual(['checked', 'late']);
    expect(wait).toHaveBeenCalledExactlyOnceWith(300);
  });

  it('are made once of a file that many people have joined, in each of their languages, and again where they failed', async () => {
    const check = vi.fn<FlowWork['check']>(checkAtOnce);
    const { checkResults } = setUp(check);
    const { flowJson } = fetchedWith(BROKEN);
    const joined = { ...fetchedOf(flow), flowJson };
    check.mockRejectedValueOnce(new Error('out of memory'));
    for (const t of [english, english, english, translateTo('zh-CN')]) await checkResults(t, [{ ...joined }]);
    expect(check.mock.calls.map(([{ language }]) => language)).toEqual(['en', 'en', 'zh-CN']);
  });

  it('that fail cost their line alone, and are logged', async () => {
    const check = vi.fn<FlowWork['check']>(checkAtOnce);
    const { checkResults, lines } = setUp(check);
    check.mockRejectedValueOnce(new Error('out of memory'));
    const results = await checkResults(english, [fetchedWith(BROKEN), fetchedWith(BROKEN, otherFlow)]);
    expect(results.map(({ is }) => is)).toEqual(['failed', 'checked']);
    expect(lines).toEqual(['warn: A flow could not be checked']);
  });
});
