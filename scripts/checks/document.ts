import type { Rule } from '../../src/checks/catalogue/rule.ts';
import { COMPONENTS_TAKEN_ON } from '../../src/checks/data/components.ts';
import { VERSIONS, VERSIONS_TAKEN_ON } from '../../src/checks/data/versions.ts';
import { RULE_IDS, RULES, type RuleId, SEVERITIES, type Severity } from '../../src/checks/index.ts';
import { shownOf } from './example.ts';
import { EXAMPLES } from './examples.ts';

const MEANING: Readonly<Record<Severity, string>> = {
  refused: 'Meta does not publish the flow',
  device: 'it is published, and fails on the phone',
  hurts: 'it is published, and works badly',
  advice: 'worth knowing',
};

const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** The severities that a rule can have, the usual one first. */
function severitiesOf({ severity, variants }: Rule): Severity[] {
  const others = Object.values(variants ?? {}).flatMap((variant) => (variant.severity ? [variant.severity] : []));
  return [...new Set([severity, ...others])];
}

function metaCodesOf({ metaCode, variants }: Rule): string[] {
  const others = Object.values(variants ?? {}).flatMap((variant) => (variant.metaCode ? [variant.metaCode] : []));
  return [...new Set([...(metaCode === undefined ? [] : [metaCode]), ...others])];
}

function section(id: RuleId): string {
  const rule: Rule = RULES[id];
  const codes = metaCodesOf(rule);
  const [example] = EXAMPLES[id];
  const facts = [
    `- Severity: ${severitiesOf(rule).join(', or ')}`,
    ...(codes.length > 0 ? [`- Meta's code: ${codes.map((code) => `\`${code}\``).join(', ')}`] : []),
    `- Versions: ${rule.versions ?? 'all'}`,
    `- Source: ${rule.source}`,
  ];
  const version = example.version === undefined ? '' : ` (Flow JSON ${example.version})`;
  return [
    `<a id="${id}"></a>`,
    '',
    `### ${id}`,
    '',
    `**${rule.title}.** ${rule.why}`,
    '',
    ...facts,
    '',
    `Wrong${version}:`,
    '',
    '```json',
    shownOf(example, 'wrong'),
    '```',
    '',
    'Right:',
    '',
    '```json',
    shownOf(example, 'right'),
    '```',
  ].join('\n');
}

const versionRows = () =>
  VERSIONS.map(({ version, frozenSince }) =>
    frozenSince === undefined ? `| ${version} | yes |` : `| ${version} | no, frozen since ${frozenSince} |`,
  );

/** docs/checks.md, from the same data as the check itself. */
export function checksDocument(): string {
  const overview = RULE_IDS.map((id) => {
    const rule: Rule = RULES[id];
    return `| [${id}](#${id}) | ${escapeCell(rule.title)} | ${severitiesOf(rule).join(', ')} |`;
  });
  return `${[
    '<!-- Written by `npm run docs:checks` from src/checks/catalogue and scripts/checks; a test fails when it is out of date. -->',
    '',
    '# What is checked',
    '',
    `Every rule of \`flow-json-for-slack check\` and of the bot. The tables of versions were taken on ${VERSIONS_TAKEN_ON},`,
    `those of components on ${COMPONENTS_TAKEN_ON}. A flow of a later version is checked by what is known, and the check says so.`,
    '',
    '| Severity | Meaning |',
    '| --- | --- |',
    ...SEVERITIES.map((severity) => `| \`${severity}\` | ${MEANING[severity]} |`),
    '',
    '| Flow JSON | Can be published |',
    '| --- | --- |',
    ...versionRows(),
    '',
    'A flow of a frozen version that is published goes on working; it can be neither published anew nor updated.',
    '',
    '## All rules',
    '',
    '| Rule | What | Severity |',
    '| --- | --- | --- |',
    ...overview,
    '',
    '## Each rule',
    '',
    RULE_IDS.map(section).join('\n\n'),
  ].join('\n')}\n`;
}
