import type { AuditRecord, NewAuditEntry } from './entry.ts';

/** Which entries are read; what is absent is not asked. */
export interface AuditQuery {
  teamId?: string | undefined;
  userId?: string | undefined;
  flowId?: string | undefined;
  /** Unix ms, by the database's clock; from this moment on. */
  since: number;
  /** Unix ms; before this moment. */
  until?: number | undefined;
}

/**
 * The table of entries. Nothing here changes or deletes one: the database refuses it too.
 *
 * Every function rejects where the database fails.
 */
export interface AuditRecords {
  /** An entry of an ID that is there already is left out. */
  add(entry: NewAuditEntry): Promise<void>;
  /** The oldest first, some at a time, so that a year of them needs no memory. */
  read(query: AuditQuery): AsyncIterable<AuditRecord[]>;
}
