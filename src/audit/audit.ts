import type { Log } from '../log.ts';
import { type AuditEntry, withAuditId } from './entry.ts';
import { auditLines, jsonLinesOf } from './lines.ts';
import type { AuditRecords } from './records.ts';

/** Where decisions and what came of them are written down. */
export interface Audit {
  /**
   * Writes an entry down: wait for it before a refusal is told, or something is done, so that no crash comes between. Never
   * rejects: where the database fails, the log has the entry.
   */
  record(entry: AuditEntry): Promise<void>;
  /** Of an entry that was written down with something else, in one statement: the stream of the log gets it too. */
  written(entry: AuditEntry): void;
}

export interface AuditParts {
  records: Pick<AuditRecords, 'add'>;
  /** Takes JSON lines, each with its end; absent: there is no such stream. */
  stream?: ((lines: string) => void) | undefined;
  newId: () => string;
  /** Unix ms. */
  wallMs: () => number;
  log: Pick<Log, 'error'>;
}

export function createAudit({ records, stream, newId, wallMs, log }: AuditParts): Audit {
  function written(entry: AuditEntry): void {
    stream?.(jsonLinesOf(auditLines({ ...entry, at: wallMs() })));
  }

  return {
    async record(entry) {
      try {
        await records.add(withAuditId(entry, newId));
        written(entry);
      } catch (error) {
        log.error({ err: error, audit: entry }, 'An entry of the audit could not be written down');
      }
    },
    written,
  };
}
