import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock.ts';
import type { FileForm } from './beside-file.ts';

/** What each workspace takes beside a file, as far as it has shown. */
export interface AcceptedForms {
  /** The form to begin with; undefined: whichever has most in it. */
  of(workspace: string): FileForm | undefined;
  /** @param code by which Slack refused the form above this one. */
  remember(workspace: string, form: FileForm, code: string): void;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long such an answer says something of the next message too; milliseconds. */
const HOLDS_FOR_MS: Readonly<Record<string, number>> = {
  invalid_blocks: DAY_MS,
  invalid_blocks_format: DAY_MS,
  // Slack's answer to some blocks that it takes elsewhere, and to what goes wrong on its side for a moment.
  internal_error: 10 * 60 * 1000,
};
const MAX_WORKSPACES = 1000;

interface Kept {
  form: FileForm;
  keptUntil: number;
}

/**
 * Kept in memory: a process that does not know it yet, after a start or beside others, learns it by one call that Slack
 * refuses before anybody sees anything. That is cheaper than a question to the database before each share.
 */
export function createAcceptedForms(clock: Pick<Clock, 'monotonicMs'>): AcceptedForms {
  const kept = new LRUCache<string, Kept>({ max: MAX_WORKSPACES });
  return {
    of(workspace) {
      const known = kept.get(workspace);
      return known !== undefined && known.keptUntil > clock.monotonicMs() ? known.form : undefined;
    },
    remember(workspace, form, code) {
      const holdsForMs = HOLDS_FOR_MS[code];
      if (holdsForMs !== undefined) kept.set(workspace, { form, keptUntil: clock.monotonicMs() + holdsForMs });
    },
  };
}
