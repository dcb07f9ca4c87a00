import {
  countsInWords,
  type FileFindings,
  findingsText,
  githubReport,
  jsonReport,
  type Language,
  sarifReport,
  summaryLine,
} from '../checks/index.ts';
import type { Format } from './check-options.ts';

/** What a person reads in the terminal: each file with what was found in it, then all together. */
function textReport(files: readonly (FileFindings & { unwrapped?: string | undefined })[], language: Language): string {
  const parts = files.flatMap(({ file, findings, unwrapped }) => {
    const title = unwrapped === undefined ? file : `${file} (${unwrapped})`;
    return findings.length === 0 ? [] : [findingsText(findings, { language, title })];
  });
  const all = files.flatMap(({ findings }) => findings);
  const counts = countsInWords(all, language) ?? summaryLine(all, language);
  const many =
    language === 'zh-CN'
      ? `已检查 ${files.length} 个文件`
      : `${files.length} ${files.length === 1 ? 'file' : 'files'} checked`;
  return `${parts.map((part) => `${part}\n`).join('')}${many}: ${counts}\n`;
}

/** The findings in a format. */
export function writeReport(
  files: readonly (FileFindings & { unwrapped?: string | undefined })[],
  { format, language, version }: { format: Format; language: Language; version: string },
): string {
  switch (format) {
    case 'text':
      return textReport(files, language);
    case 'json':
      return jsonReport(files);
    case 'sarif':
      return sarifReport(files, version);
    case 'github':
      return githubReport(files);
  }
}
