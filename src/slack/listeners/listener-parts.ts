import type { Access } from '../../access/access.ts';
import type { Audit } from '../../audit/audit.ts';
import type { FlowRef } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import type { HeldMemory } from '../../flows/fetch/held-memory.ts';
import type { Log } from '../../log.ts';
import type { Requests } from '../../requests/requests.ts';
import type { FlowRight } from '../../settings/types.ts';
import type { AnswerParts } from '../answers/answer-parts.ts';
import type { InstallationChanges } from '../workspaces/installations/installation-changes.ts';
import type { DoorAudit } from './door-audit.ts';

/** What the listeners are handed for what happens in one workspace: each takes what it needs. */
export interface ListenerParts extends AnswerParts {
  requests: Pick<Requests, 'accept' | 'isNew'>;
  /**
   * Asks the rules once more, for another conversation than the one that the person is in.
   *
   * @throws {NotAllowed}
   */
  demandIn(channelId: string, right: FlowRight, flow: FlowRef): Promise<void>;
  /** Where decisions on what is no request are written down. */
  audit: DoorAudit;
  log: Log;
}

/** What is there before it is known whose workspace it is about. */
export interface DoorParts extends Pick<ListenerParts, 'textsFor' | 'log'> {
  audit: Pick<Audit, 'record'>;
  newId: () => string;
  /** All that a workspace may see and do: there is no other way to any of it. What is done with it is written down. */
  partsOf: (teamId: string, audit: DoorAudit) => Omit<ListenerParts, 'audit'>;
  /** Asks the rules who may do what; the parts of a workspace become those of a person by it. */
  access: Access;
  /** Absent: the one workspace's token is a setting. */
  installationChanges?: InstallationChanges;
  clock: Pick<Clock, 'wait'>;
  /** Big files that an answer needs count until it is given. */
  heldMemory: Pick<HeldMemory, 'during'>;
}
