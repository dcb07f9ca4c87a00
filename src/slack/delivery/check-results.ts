import { type Finding, findingLine, summaryLine, worstFirst } from '../../checks/index.ts';
import type { Clock } from '../../clock.ts';
import type { FetchedFlow } from '../../flows/fetch/fetch-flow.ts';
import type { FlowWork } from '../../flows/work/flow-work.ts';
import { languageOfTexts, type Translate } from '../../i18n.ts';
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

/** Of a check that has not ended. */
export const lateChecks = ({ flow, flowJson }: Pick<FetchedFlow, 'flow' | 'flowJson'>): ResultChecks => ({
  is: 'late',
  value: findingsValueOf({ flow, contentHash: flowJson.contentHash, textSha256: undefined }),
});

export function createCheckResults({ check, clock, log }: CheckResultsParts): CheckResults {
  async function checked(t: Translate, { flow, flowJson }: FetchedFlow): Promise<ResultChecks> {
    const { contentHash, text, utf8 } = flowJson;
    try {
      const { findings, textSha256 } = await check({ json: utf8 ?? text, language: languageOfTexts(t) });
      return {
        is: 'checked',
        ...shownFindings(t, findings),
        value: findingsValueOf({ flow, contentHash, textSha256 }),
      };
    } catch (error) {
      log.warn({ err: error, flow }, 'A flow could not be checked');
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
