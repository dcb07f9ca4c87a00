import { type Finding, findingLine, summaryLine, worstFirst } from '../../checks/index.ts';
import type { Clock } from '../../clock.ts';
import type { FetchedFlow } from '../../flows/fetch/fetch-flow.ts';
import type { FlowWork } from '../../flows/work/flow-work.ts';
import { type Language, languageOfTexts, type Translate } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import type { ResultChecks, ShownFindings } from '../messages/result/checks.ts';
import { findingsValueOf } from '../payloads/findings-value.ts';

export interface CheckResultsParts {
  check: FlowWork['check'];
  clock: Pick<Clock, 'wait'>;
  log: Pick<Log, 'warn'>;
}

/**
 * Checks flows that are about to be shared.
 *
 * @returns what is said of each, in their order. Never rejects, and takes no longer than the files may be kept waiting: what
 *   has not been checked then is `late`.
 */
export type CheckResults = (t: Translate, flows: readonly FetchedFlow[]) => Promise<ResultChecks[]>;

/** How long files that are there wait for their checks; milliseconds. */
const PATIENCE_MS = 300;
/** Findings that a message names; the file has all of them. */
const MAX_NAMED = 3;

/** What is shown of findings, in the language of `t`. */
export function shownFindings(t: Translate, findings: readonly Finding[]): ShownFindings {
  const language = languageOfTexts(t);
  const worst = worstFirst(findings).slice(0, MAX_NAMED);
  return {
    summary: summaryLine(findings, language),
    worst: worst.map((finding) => findingLine(finding, language)),
    rest: findings.length - worst.length,
  };
}

const buttonValueOf = ({ flow, flowJson: { contentHash, summary } }: Pick<FetchedFlow, 'flow' | 'flowJson'>): string =>
  findingsValueOf({ flow, contentHash, sha256: summary.sha256 });

/** Of a check that has not ended. */
export const lateChecks = (fetched: Pick<FetchedFlow, 'flow' | 'flowJson'>): ResultChecks => ({
  is: 'late',
  value: buttonValueOf(fetched),
});

export function createCheckResults({ check, clock, log }: CheckResultsParts): CheckResults {
  /** Of a fetch that many have joined there is one file: it is checked once in each language, and not kept beyond it. */
  const known = new WeakMap<FetchedFlow['flowJson'], Map<Language, ReturnType<FlowWork['check']>>>();

  function findingsOf(flowJson: FetchedFlow['flowJson'], language: Language): ReturnType<FlowWork['check']> {
    const ofFile = known.get(flowJson) ?? new Map<Language, ReturnType<FlowWork['check']>>();
    known.set(flowJson, ofFile);
    const begun = ofFile.get(language);
    if (begun !== undefined) return begun;
    const findings = check({ json: flowJson.utf8 ?? flowJson.text, language });
    ofFile.set(language, findings);
    findings.catch(() => ofFile.delete(language));
    return findings;
  }

  async function checked(t: Translate, fetched: FetchedFlow): Promise<ResultChecks> {
    try {
      const findings = await findingsOf(fetched.flowJson, languageOfTexts(t));
      return { is: 'checked', ...shownFindings(t, findings), value: buttonValueOf(fetched) };
    } catch (error) {
      log.warn({ err: error, flow: fetched.flow }, 'A flow could not be checked');
      return { is: 'failed' };
    }
  }

  return async (t, flows) => {
    const results = flows.map(lateChecks);
    let isOver = false;
    async function checkAll(): Promise<void> {
      for (const [index, flow] of flows.entries()) {
        if (isOver) return;
        results[index] = await checked(t, flow);
      }
    }
    await Promise.race([checkAll(), clock.wait(PATIENCE_MS)]);
    isOver = true;
    return [...results];
  };
}
