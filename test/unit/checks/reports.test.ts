import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import draft04 from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import { flowOf } from '../../../scripts/checks/example.ts';
import { EXAMPLES } from '../../../scripts/checks/examples.ts';
import {
  checkFlow,
  type Finding,
  findingLine,
  findingsText,
  githubReport,
  groupByScreen,
  jsonReport,
  RULE_IDS,
  sarifReport,
  summaryLine,
  worstFirst,
} from '../../../src/checks/index.ts';

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'text-too-long',
  severity: 'hurts',
  pointer: '/screens/0',
  line: 3,
  column: 5,
  screen: 'A',
  component: 'TextInput "mail"',
  message: 'It is long.',
  fix: 'Shorten it.',
  metaCode: undefined,
  ...more,
});
const FOUND = [
  finding(),
  finding({ severity: 'refused', line: 9, screen: 'B', message: 'No.', metaCode: 'INVALID_X' }),
  finding({ severity: 'advice', line: 1, screen: undefined, component: undefined }),
  finding({ severity: 'refused', line: 12, screen: 'B' }),
];

describe('the words of a result', () => {
  it('are one line with what there is, or say that there is nothing', () => {
    expect(summaryLine(FOUND)).toBe('Checks: 2 that Meta refuses, 1 that hurts, 1 piece of advice');
    expect(summaryLine([])).toBe('Checks: no findings');
    expect(summaryLine([finding({ severity: 'device' })], 'zh-CN')).toBe('检查：1 项在手机上会失败');
  });

  it('name line and component', () => {
    expect(findingLine(finding())).toBe('Line 3, TextInput "mail": It is long.');
    expect(findingLine(finding({ component: undefined }))).toBe('Line 3, Screen A: It is long.');
    expect(findingLine(finding({ component: undefined, screen: undefined }), 'zh-CN')).toBe('第 3 行：It is long.');
  });

  it('put the worst first, and what is as bad in the order of the file', () => {
    expect(worstFirst(FOUND).map(({ line }) => line)).toEqual([9, 12, 3, 1]);
    expect(groupByScreen(FOUND).map(({ screen }) => screen)).toEqual(['B', 'A', undefined]);
  });

  it('are a text that people read', () => {
    expect(findingsText(FOUND.slice(0, 2), { title: 'Sign-up' })).toBe(`Sign-up
Checks: 1 that Meta refuses, 1 that hurts

── Screen B ──

Line 9:5 · refused · TextInput "mail"
  No.
  Fix: Shorten it.
  Rule: text-too-long · Meta calls it: INVALID_X

── Screen A ──

Line 3:5 · hurts · TextInput "mail"
  It is long.
  Fix: Shorten it.
  Rule: text-too-long
`);
  });
});

describe('JSON', () => {
  it('has every field, null for what is not known', () => {
    expect(JSON.parse(jsonReport([{ file: 'a.json', findings: [finding()] }]))).toEqual({
      files: [{ file: 'a.json', findings: [{ ...finding(), metaCode: null }] }],
    });
  });
});

describe('workflow commands of GitHub', () => {
  it('end at no character of a message, file or title', () => {
    const report = githubReport([{ file: 'a,b:c.json', findings: [finding({ message: 'one\ntwo 100%' })] }]);
    expect(report).toBe(
      '::warning file=a%2Cb%3Ac.json,line=3,col=5,title=text-too-long::A, TextInput "mail": one%0Atwo 100%25 Shorten it.\n',
    );
  });

  it('are errors for what is refused or fails on the phone', () => {
    const kinds = (['refused', 'device', 'hurts', 'advice'] as const).map((severity) => finding({ severity }));
    expect(githubReport([{ file: 'a', findings: kinds }]).match(/^::\w+/gm)).toEqual([
      '::error',
      '::error',
      '::warning',
      '::notice',
    ]);
  });
});

describe('SARIF', () => {
  const schema: object = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../fixtures/sarif-schema-2.1.0.json'), 'utf8'),
  );
  const validate = new draft04.default({ strict: false, validateFormats: false }).compile(schema);

  it('is what the published schema wants, for the findings of all examples', () => {
    const files = RULE_IDS.map((rule) => ({
      file: `flows/${rule} ä.json`,
      findings: checkFlow(flowOf(EXAMPLES[rule][0], 'wrong')),
    }));
    const log: unknown = JSON.parse(sarifReport(files, '1.2.3'));
    expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(files.flatMap(({ findings }) => findings).length).toBeGreaterThan(100);
    expect(log).toMatchObject({
      runs: [{ results: expect.arrayContaining([expect.objectContaining({ ruleId: 'unknown-property' })]) }],
    });
  });

  it('would not be valid with a wrong level', () => {
    expect(
      validate(
        JSON.parse(sarifReport([{ file: 'a', findings: [finding()] }], '1.0.0').replaceAll('"warning"', '"bad"')),
      ),
    ).toBe(false);
  });
});
