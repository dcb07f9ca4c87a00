import { ruleOf } from '../catalogue/index.ts';
import { textsOf } from '../catalogue/texts.ts';
import type { Finding, Language } from '../finding.ts';
import type { JsonFault } from '../parse/broken-json.ts';
import { fillIn } from './fill-in.ts';

/** What is wrong with a text that is no JSON, as findings. */
export function brokenJsonFindings(
  faults: readonly JsonFault[],
  language: Language,
  disabled: ReadonlySet<string>,
): Finding[] {
  const rule = 'json-syntax';
  if (disabled.has(rule)) return [];
  const { severity, metaCode } = ruleOf(rule);
  return faults.map(({ kind, line, column, found, open, opened, missing, name }) => {
    const texts = textsOf(rule, kind, language);
    const facts = new Map<string, string | undefined>([
      ['found', found],
      ['open', open],
      ['opened', opened === undefined ? undefined : String(opened)],
      ['missing', missing],
      ['name', name],
    ]);
    return {
      rule,
      severity,
      pointer: '',
      line,
      column,
      screen: undefined,
      component: undefined,
      message: fillIn(texts.message, facts),
      fix: fillIn(texts.fix, facts),
      metaCode,
    };
  });
}
