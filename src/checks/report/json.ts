import type { FileFindings } from './file-findings.ts';

/**
 * The findings as JSON: `{"files": [{"file", "findings": [{"rule", "severity", "pointer", "line", "column", "screen",
 * "component", "message", "fix", "metaCode"}]}]}`. What is not known is null.
 */
export function jsonReport(files: readonly FileFindings[]): string {
  const shown = files.map(({ file, findings }) => ({
    file,
    findings: findings.map(({ rule, severity, pointer, line, column, screen, component, message, fix, metaCode }) => ({
      rule,
      severity,
      pointer,
      line,
      column,
      screen: screen ?? null,
      component: component ?? null,
      message,
      fix,
      metaCode: metaCode ?? null,
    })),
  }));
  return `${JSON.stringify({ files: shown }, null, 2)}\n`;
}
