import type { StricterKey } from '../data/versions.ts';
import type { Language } from '../finding.ts';
import { type RuleId, ruleOf } from './index.ts';
import type { RuleTexts } from './rule.ts';
import { CHINESE, CHINESE_STRICTER } from './zh-cn.ts';

const STRICTER: Readonly<Record<StricterKey, string>> = {
  'endpoint-in-api': 'from 3.0 the endpoint is set outside the JSON',
  'group-labels': 'from 4.0 CheckboxGroup and RadioButtonsGroup need a label',
  'dates-as-days': 'from 5.0 DatePicker takes days as YYYY-MM-DD',
  'no-blank-texts': 'from 6.0 blank texts are refused',
  'small-list-images': 'from 6.0 pictures in lists may have 100 KB',
  'init-values-typed': 'from 7.0 the types of init-values are checked',
  'one-form': 'from 7.0 a screen has one Form',
  'payload-expressions': 'from 7.2 expressions in payloads are checked',
  'payload-match': "from 7.3 a navigate payload must match the next screen's data both ways",
  'terminal-footers': "from 7.3 a terminal screen's Footer must end the flow",
};

/** What becomes stricter on the way up, in words. */
export const stricterWords = (keys: readonly StricterKey[], language: Language): string =>
  keys.map((key) => (language === 'zh-CN' ? CHINESE_STRICTER : STRICTER)[key]).join(language === 'zh-CN' ? ';' : '; ');

/** The texts of a rule, or of its variant where that has texts of its own. */
export function textsOf(id: RuleId, variant: string | undefined, language: Language): RuleTexts {
  const { message, fix, fixNearest, variants } = ruleOf(id);
  const english: RuleTexts = {
    message,
    fix,
    ...(fixNearest === undefined ? {} : { fixNearest }),
    ...(variant === undefined ? {} : variants?.[variant]),
  };
  if (language === 'en') return english;
  return { ...english, ...CHINESE[id], ...(variant === undefined ? {} : CHINESE[`${id}/${variant}`]) };
}
