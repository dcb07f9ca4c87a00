/** Checking a flow: what Meta would refuse and what will hurt. Pure; knows nothing of the rest of the bot. */

export { RULE_IDS, RULES, type RuleId } from './catalogue/index.ts';
export { type CheckOptions, checkFlow } from './check-flow.ts';
export {
  compareSeverity,
  type Finding,
  isAtLeast,
  LANGUAGES,
  type Language,
  SEVERITIES,
  type Severity,
} from './finding.ts';
export { gainedFindings } from './gained.ts';
export { explainBrokenJson, type JsonFault, linesAround, type NumberedLine } from './parse/broken-json.ts';
export { type Unwrapped, unwrapFlow, type Wrapping } from './parse/unwrap.ts';
export type { FileFindings } from './report/file-findings.ts';
export { githubReport } from './report/github.ts';
export { jsonReport } from './report/json.ts';
export { sarifReport } from './report/sarif.ts';
export { countsInWords, findingLine, findingsText, groupByScreen, summaryLine, worstFirst } from './report/text.ts';
