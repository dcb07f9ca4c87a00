import type { Language, Severity } from '../finding.ts';

/** All words of the reports, besides what the rules say. */
interface Words {
  severity: Readonly<Record<Severity, string>>;
  /** "2 that Meta refuses". */
  count: Readonly<Record<Severity, (count: number) => string>>;
  checks: (counts: string) => string;
  noFindings: string;
  /** Between parts of a line. */
  and: string;
  /** Behind a label. */
  colon: string;
  screen: (id: string) => string;
  wholeFlow: string;
  line: (line: number) => string;
  fix: string;
  rule: string;
  metaCode: string;
}

const plural = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    severity: { refused: 'refused', device: 'fails on the phone', hurts: 'hurts', advice: 'advice' },
    count: {
      refused: (count) => `${count} that Meta refuses`,
      device: (count) => plural(count, 'that fails on the phone', 'that fail on the phone'),
      hurts: (count) => plural(count, 'that hurts', 'that hurt'),
      advice: (count) => plural(count, 'piece of advice', 'pieces of advice'),
    },
    checks: (counts) => `Checks: ${counts}`,
    noFindings: 'Checks: no findings',
    and: ', ',
    colon: ': ',
    screen: (id) => `Screen ${id}`,
    wholeFlow: 'The flow as a whole',
    line: (line) => `Line ${line}`,
    fix: 'Fix',
    rule: 'Rule',
    metaCode: 'Meta calls it',
  },
  'zh-CN': {
    severity: { refused: 'Meta 会拒绝', device: '在手机上会失败', hurts: '影响体验', advice: '建议' },
    count: {
      refused: (count) => `${count} 项会被 Meta 拒绝`,
      device: (count) => `${count} 项在手机上会失败`,
      hurts: (count) => `${count} 项影响体验`,
      advice: (count) => `${count} 条建议`,
    },
    checks: (counts) => `检查：${counts}`,
    noFindings: '检查：没有发现问题',
    and: '，',
    colon: '：',
    screen: (id) => `页面 ${id}`,
    wholeFlow: '整个流程',
    line: (line) => `第 ${line} 行`,
    fix: '修改方法',
    rule: '规则',
    metaCode: 'Meta 错误码',
  },
};
