import { RULE_IDS, ruleOf } from '../catalogue/index.ts';
import type { Severity } from '../finding.ts';
import type { FileFindings } from './file-findings.ts';

const ruleIds: readonly string[] = RULE_IDS;

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  refused: 'error',
  device: 'error',
  hurts: 'warning',
  advice: 'note',
};

/** A path as a relative URI. */
const uriOf = (file: string) => file.split('/').map(encodeURIComponent).join('/');

/**
 * The findings as SARIF 2.1.0, which code scanning takes in.
 *
 * @param version of this tool
 */
export function sarifReport(files: readonly FileFindings[], version: string): string {
  const rules = RULE_IDS.map((id) => {
    const { title, why, severity, metaCode, source } = ruleOf(id);
    return {
      id,
      shortDescription: { text: title },
      fullDescription: { text: why },
      help: { text: `${why} Source: ${source}.` },
      defaultConfiguration: { level: LEVELS[severity] },
      properties: { severity, ...(metaCode === undefined ? {} : { metaCode }) },
    };
  });
  const results = files.flatMap(({ file, findings }) =>
    findings.map(({ rule, severity, pointer, line, column, screen, component, message, fix, metaCode }) => ({
      ruleId: rule,
      ruleIndex: ruleIds.indexOf(rule),
      level: LEVELS[severity],
      message: { text: `${message} ${fix}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
            region: { startLine: line, startColumn: column },
          },
          logicalLocations: [
            { fullyQualifiedName: [screen, component].filter((part) => part !== undefined).join(' / ') || 'flow' },
          ],
        },
      ],
      properties: { severity, pointer, ...(metaCode === undefined ? {} : { metaCode }) },
    })),
  );
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'flow-json-for-slack', semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
