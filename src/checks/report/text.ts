import { compareSeverity, type Finding, type Language, SEVERITIES } from '../finding.ts';
import { showable } from './fill-in.ts';
import { WORDS } from './words.ts';

/** How many of each severity, in words: "2 that Meta refuses, 3 that hurt"; undefined for none. */
export function countsInWords(findings: readonly Finding[], language: Language = 'en'): string | undefined {
  const { count, and } = WORDS[language];
  const parts = SEVERITIES.flatMap((severity) => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found === 0 ? [] : [count[severity](found)];
  });
  return parts.length === 0 ? undefined : parts.join(and);
}

/** The one line of a result: "Checks: 2 that Meta refuses, 3 that hurt", or "Checks: no findings". */
export function summaryLine(findings: readonly Finding[], language: Language = 'en'): string {
  const counts = countsInWords(findings, language);
  const { checks, noFindings } = WORDS[language];
  return counts === undefined ? noFindings : checks(counts);
}

/** The findings with the worst first, those of the same severity in the order of the file. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => compareSeverity(a.severity, b.severity));

/** A finding in one line, as below a result: "Line 12, TextInput "mail": …". */
export function findingLine({ line, component, screen, message }: Finding, language: Language = 'en'): string {
  const words = WORDS[language];
  const place = [words.line(line), component ?? (screen === undefined ? undefined : words.screen(screen))];
  return `${place
    .filter((part) => part !== undefined)
    .map(showable)
    .join(words.and)}${words.colon}${message}`;
}

interface Group {
  screen: string | undefined;
  findings: Finding[];
}

/** By screen, the screen with the worst finding first, in it the worst first. */
export function groupByScreen(findings: readonly Finding[]): Group[] {
  const groups = new Map<string | undefined, Group>();
  for (const finding of worstFirst(findings)) {
    const group = groups.get(finding.screen) ?? { screen: finding.screen, findings: [] };
    groups.set(finding.screen, group);
    group.findings.push(finding);
  }
  return [...groups.values()];
}

/**
 * All findings as a text that people read: grouped by screen, worst first, each with its line, what is wrong and how to
 * mend it. Ends in a line break.
 *
 * @param title stands on top, such as the flow's name
 */
export function findingsText(
  findings: readonly Finding[],
  { language = 'en', title }: { language?: Language; title?: string } = {},
): string {
  const words = WORDS[language];
  const lines: string[] = title === undefined ? [] : [title];
  lines.push(summaryLine(findings, language));
  for (const { screen, findings: group } of groupByScreen(findings)) {
    lines.push('', `── ${screen === undefined ? words.wholeFlow : words.screen(showable(screen))} ──`);
    for (const { line, column, severity, component, message, fix, rule, metaCode } of group) {
      const where = component === undefined ? '' : ` · ${showable(component)}`;
      lines.push(
        '',
        `${words.line(line)}:${column} · ${words.severity[severity]}${where}`,
        `  ${message}`,
        `  ${words.fix}${words.colon}${fix}`,
        `  ${words.rule}${words.colon}${rule}${metaCode === undefined ? '' : ` · ${words.metaCode}${words.colon}${metaCode}`}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
