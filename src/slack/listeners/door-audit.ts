import { NotAllowed } from '../../access/not-allowed.ts';
import type { Audit } from '../../audit/audit.ts';
import type { AuditEntry, AuditedFlow } from '../../audit/entry.ts';
import { CamsError } from '../../cams/errors.ts';
import type { FlowRef } from '../../cams/types.ts';
import { auditedFailure } from '../../requests/audit-entries.ts';
import { ModalNotOpened } from '../answers/modals.ts';
import type { Caller } from '../payloads/caller.ts';
import { UnreadablePayload } from '../payloads/unreadable-payload.ts';
import { NotServed } from './not-served.ts';

/** What is known of a flow's file that somebody is shown. */
export interface AuditedFile {
  sha256?: string | undefined;
  requestId?: string | undefined;
}

/**
 * What is written down of one interaction of somebody at a door: once that it was allowed, before anything is done or shown, and
 * once what came of it, where that is more. Nothing here rejects.
 */
export interface DoorAudit {
  /** What is done behind the door, where the door itself does not say. */
  does(action: string): void;
  /** Which rule let the person through. */
  allowedBy(rule: string): void;
  /** Which flow it is about; absent: a text that is of none. */
  about(flow: FlowRef | undefined, file?: AuditedFile): void;
  /** It was done before: nothing is written down. */
  isRepeated(): void;
  /** Before something is done: writes that it was allowed. Once, however often it is called. */
  allowed(): Promise<void>;
  /** Files are shared. @param isMasked what looks like a secret is masked in them. */
  delivered(channelId: string, isMasked: boolean): void;
  /** The person is asked first. */
  held(): void;
  /** It is over: writes what came of it. */
  ended(): Promise<void>;
  /** Writes a refusal. */
  refused(action: string, rule: string): Promise<void>;
  /** It is over by what was thrown: writes the refusal, or that it failed. A request that is one too many has its own entry. */
  thrown(error: unknown): Promise<void>;
}

/** As `Door`. */
export interface NamedDoor {
  kind: string;
  name: string;
  /** As `AsksFor` has it. */
  action?: string | undefined;
}

export const doorName = ({ kind, name }: NamedDoor): string => `${kind} ${name}`;

/** Which rule a refusal is by, as it was thrown. */
function ruleOf(error: unknown): string | undefined {
  if (error instanceof NotServed) return 'workspaces';
  if (error instanceof NotAllowed) return error.refused.rule;
  return error instanceof CamsError && error.kind === 'account-unknown' ? 'accounts' : undefined;
}

/** Nothing was done, and the person was only told how to do it. */
const isNothing = (error: unknown) => error instanceof UnreadablePayload || error instanceof ModalNotOpened;

const isSame = (one: FlowRef, other: FlowRef) => one.account === other.account && one.custSpaceId === other.custSpaceId;

export interface DoorAuditParts {
  audit: Pick<Audit, 'record'>;
  newId: () => string;
}

export function createDoorAudit(
  { audit, newId }: DoorAuditParts,
  door: NamedDoor,
  { person, channelId, threadTs }: Caller,
): DoorAudit {
  let { action } = door;
  let rule: string | undefined;
  let request: string | undefined;
  let [isWritten, isRepeated] = [false, false];
  let end: (Pick<AuditEntry, 'event' | 'deliveredTo'> & { outcome: string }) | undefined;
  const about: { flow: FlowRef | undefined; file: AuditedFile }[] = [];

  async function record(facts: Pick<AuditEntry, 'event' | 'action'> & Partial<AuditEntry>): Promise<void> {
    // Nobody asked, as far as the payload says.
    if (person === undefined) return;
    await audit.record({ ...person, channelId, threadTs, door: doorName(door), flows: [], ...facts });
  }

  /** Of several flows, the space of the first is that of all but those that say another. */
  function flowsWith(
    came: Pick<AuditedFlow, 'outcome' | 'requestId'>,
  ): Pick<AuditEntry, 'account' | 'custSpaceId' | 'flows'> {
    const first = about.find(({ flow }) => flow !== undefined)?.flow;
    const flows = about.map(({ flow, file }): AuditedFlow => {
      const isElsewhere = flow !== undefined && first !== undefined && !isSame(flow, first);
      const place = isElsewhere ? { account: flow.account, custSpaceId: flow.custSpaceId } : {};
      return { flowId: flow?.flowId ?? '', ...place, ...file, ...came };
    });
    const isNamed = flows.length > 0 || came.outcome === undefined;
    return {
      account: first?.account,
      custSpaceId: first?.custSpaceId,
      flows: isNamed ? flows : [{ flowId: '', ...came }],
    };
  }

  async function allowed(): Promise<void> {
    if (action === undefined || isWritten) return;
    isWritten = true;
    request = newId();
    await record({ event: 'allowed', action, rule, request, ...flowsWith({}) });
  }

  async function ended(): Promise<void> {
    if (action === undefined || (isRepeated && !isWritten)) return;
    await allowed();
    if (end === undefined) return;
    const { outcome, ...came } = end;
    await record({ ...came, action, rule, request, ...flowsWith({ outcome }) });
  }

  return {
    does(what) {
      action = what;
    },
    allowedBy(by) {
      rule = by;
    },
    about(flow, file = {}) {
      const key = (one: FlowRef | undefined) => one && [one.account, one.custSpaceId, one.flowId].join('/');
      const known = about.find(
        (one) => key(one.flow) === key(flow) && (one.file.sha256 ?? file.sha256) === file.sha256,
      );
      if (known === undefined) about.push({ flow, file });
      else if (file.sha256 !== undefined) known.file = file;
    },
    isRepeated() {
      isRepeated = true;
    },
    allowed,
    delivered(deliveredTo, isMasked) {
      end = { event: 'delivered', deliveredTo, outcome: isMasked ? 'delivered-masked' : 'delivered' };
    },
    held() {
      end = { event: 'held', outcome: 'held' };
    },
    ended,
    refused: (what, by) => record({ event: 'refused', action: what, rule: by }),
    async thrown(error) {
      const by = ruleOf(error);
      if (by !== undefined) {
        // What was asked for, as far as it is known: the right that it takes, else the door.
        const what = error instanceof NotAllowed ? error.refused.right : doorName(door);
        await record({ event: 'refused', action: what, rule: by });
      } else if (end !== undefined) {
        // The files are there, whatever went wrong behind them.
        await ended();
      } else if (action !== undefined && !isNothing(error) && !isRepeated) {
        await allowed();
        await record({ event: 'failed', action, rule, request, ...flowsWith(auditedFailure(error)) });
      }
    },
  };
}
