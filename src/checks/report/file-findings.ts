import type { Finding } from '../finding.ts';

/** What was found in one file. */
export interface FileFindings {
  /** As it was named, with slashes. */
  file: string;
  findings: readonly Finding[];
}
