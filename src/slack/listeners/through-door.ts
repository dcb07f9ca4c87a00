import { type DoorAudit, doorName, type NamedDoor } from './door-audit.ts';
import type { ListenerParts } from './listener-parts.ts';

/** What a listener is handed: a request that it makes says by which door it came. */
export const throughDoor = (own: Omit<ListenerParts, 'audit'>, door: NamedDoor, audit: DoorAudit): ListenerParts => ({
  ...own,
  audit,
  requests: {
    isNew: own.requests.isNew,
    accept: (request, once, assumed) => own.requests.accept({ ...request, door: doorName(door) }, once, assumed),
  },
});
