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
export { explainBrokenJson, type JsonFault, linesAround, type NumberedLine } from './parse/broken-json.ts';
