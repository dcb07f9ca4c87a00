import type { Severity } from '../finding.ts';
import type { FileFindings } from './file-findings.ts';
import { showable } from './fill-in.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  refused: 'error',
  device: 'error',
  hurts: 'warning',
  advice: 'notice',
};

/** Workflow commands end at a line break, and their properties at a comma or colon (source: GitHub, actions/toolkit). */
const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** The findings as workflow commands: GitHub shows each at its line. */
export function githubReport(files: readonly FileFindings[]): string {
  const lines = files.flatMap(({ file, findings }) =>
    findings.map(({ severity, rule, line, column, screen, component, message, fix }) => {
      const properties = [
        `file=${escapeProperty(file)}`,
        `line=${line}`,
        `col=${column}`,
        `title=${escapeProperty(rule)}`,
      ];
      const place = [screen, component]
        .filter((part) => part !== undefined)
        .map(showable)
        .join(', ');
      const said = `${place === '' ? '' : `${place}: `}${message} ${fix}`;
      return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(said)}`;
    }),
  );
  return lines.map((line) => `${line}\n`).join('');
}
