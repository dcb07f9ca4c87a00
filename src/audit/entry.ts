/**
 * What an entry tells: that a request was accepted, or something else allowed; that somebody was refused; what came of a
 * request.
 */
export const AUDIT_EVENTS = ['accepted', 'allowed', 'refused', 'delivered', 'failed', 'held'] as const;
export type AuditEvent = (typeof AUDIT_EVENTS)[number];

/** A flow of an entry, and what came of it where that is known. */
export interface AuditedFlow {
  /** Empty: what was asked is about no flow of an account, as a text that was checked. */
  flowId: string;
  /** Where the entry's own account and space are not this flow's. */
  account?: string | undefined;
  custSpaceId?: string | undefined;
  /** `delivered`, or the kind of fault. */
  outcome?: string | undefined;
  /** Alibaba Cloud's, of the call that brought the file or failed. */
  requestId?: string | undefined;
  /** Of the bytes as the API gave them; hexadecimal. */
  sha256?: string | undefined;
}

/** What is written down once and never changed. */
export interface AuditEntry {
  event: AuditEvent;
  teamId: string;
  /** Who asked; a user ID. */
  userId: string;
  channelId?: string | undefined;
  threadTs?: string | undefined;
  /** The kind and name of the door that was used, as `command /flow-json`. */
  door?: string | undefined;
  /** What was asked: `fetch`, or a subcommand. */
  action: string;
  /** Which rule allowed or refused it. */
  rule?: string | undefined;
  /** Of the journal: entries with the same are about the same request. */
  request?: string | undefined;
  account?: string | undefined;
  custSpaceId?: string | undefined;
  flows: readonly AuditedFlow[];
  /** The conversation that the files came to, by its ID: that of a direct message begins with D. */
  deliveredTo?: string | undefined;
}

/** An entry that is to be written down. */
export interface NewAuditEntry extends AuditEntry {
  /** Unique: see `withAuditId`. */
  id: string;
}

/** An entry as it is kept. */
export interface AuditRecord extends NewAuditEntry {
  /** By the database's clock; Unix ms. */
  at: number;
}

/** At which point of a request an entry stands: there is one of each. */
function momentOf(event: AuditEvent): string | undefined {
  switch (event) {
    case 'accepted':
      return 'accepted';
    case 'delivered':
    case 'failed':
    case 'held':
      return 'ended';
    default:
      return undefined;
  }
}

/**
 * An entry with its ID. What is written down twice, since a process died before it knew, has the same twice and is kept once.
 *
 * @param newId for what may happen as often as it likes.
 */
export function withAuditId(entry: AuditEntry, newId: () => string): NewAuditEntry {
  const moment = momentOf(entry.event);
  return {
    ...entry,
    id: entry.request === undefined || moment === undefined ? newId() : `${entry.request}/${moment}`,
  };
}
