import { NotAllowed } from '../../access/not-allowed.ts';
import type { Audit, CallerAudit } from '../../audit/audit.ts';
import { CamsError } from '../../cams/errors.ts';
import type { Caller } from '../payloads/caller.ts';
import { NotServed } from './not-served.ts';

/** What is written down of somebody at a door: it knows who, where, and which door. */
export interface DoorAudit extends CallerAudit {
  /** Writes down a refusal that was thrown. What else was thrown is none, and a request that is one too many has its entry. */
  thrown(error: unknown): Promise<void>;
}

/** As `Door`. */
export interface NamedDoor {
  kind: string;
  name: string;
}

export const doorName = ({ kind, name }: NamedDoor): string => `${kind} ${name}`;

/** Which rule a refusal is by, as it was thrown. */
function ruleOf(error: unknown): string | undefined {
  if (error instanceof NotServed) return 'workspaces';
  if (error instanceof NotAllowed) return error.refused.rule;
  return error instanceof CamsError && error.kind === 'account-unknown' ? 'accounts' : undefined;
}

/** What was asked for, as far as it is known: the right that it takes, else the door. */
const actionOf = (door: NamedDoor, error: unknown): string =>
  error instanceof NotAllowed ? error.refused.right : doorName(door);

export function createDoorAudit(
  audit: Pick<Audit, 'record'>,
  door: NamedDoor,
  { person, channelId, threadTs }: Caller,
): DoorAudit {
  async function record(facts: Parameters<DoorAudit['record']>[0]): Promise<void> {
    // Nobody asked, as far as the payload says.
    if (person === undefined) return;
    await audit.record({ ...person, channelId, threadTs, door: doorName(door), flows: [], ...facts });
  }

  return {
    record,
    async thrown(error) {
      const rule = ruleOf(error);
      if (rule !== undefined) await record({ event: 'refused', action: actionOf(door, error), rule });
    },
  };
}
