import { isFlowId } from '../../../flows/ids/flow-id.ts';
import type { Result } from '../../../result.ts';
import type { CommandProblem } from './command.ts';
import { asFlowId } from './words.ts';

/** What is asked of the audit; what is absent is not asked. */
export interface AuditArguments {
  userId: string | undefined;
  flowId: string | undefined;
  days: number;
}

const USUAL_DAYS = 7;
/** As `RETENTION_AUDIT_DAYS`. */
const MAX_DAYS = 3650;

/** A member ID, as it is copied, and as a mention holds it. */
const PERSON = /^@?([UW][A-Z0-9]{5,20})$/;
const DAYS = /^(\d{1,4})d?(ays?)?$/i;
/** Of `30 days`, which is `30`. */
const UNITS = /^d(ays?)?$/i;

/** A person, a flow and a number of days, in any order. */
export function readAuditWords(words: readonly string[]): Result<AuditArguments, CommandProblem> {
  const found: AuditArguments = { userId: undefined, flowId: undefined, days: USUAL_DAYS };
  for (const word of words) {
    const [, userId] = PERSON.exec(word) ?? [];
    const [, days] = DAYS.exec(word) ?? [];
    const flowId = asFlowId(word);
    if (userId !== undefined) found.userId = userId;
    else if (days !== undefined && Number(days) >= 1 && Number(days) <= MAX_DAYS) found.days = Number(days);
    else if (days === undefined && isFlowId(flowId)) found.flowId = flowId;
    else if (!UNITS.test(word)) return { ok: false, error: { kind: 'audit-what', given: word } };
  }
  return { ok: true, value: found };
}
