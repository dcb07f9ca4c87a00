import type { NewAuditEntry } from '../../src/audit/entry.ts';
import type { NewRequest } from '../../src/requests/journal.ts';

/** The entry that is written with a request. */
export const acceptedOf = ({ id, teamId, userId }: Pick<NewRequest, 'id' | 'teamId' | 'userId'>): NewAuditEntry => ({
  id: `${id}/accepted`,
  event: 'accepted',
  teamId,
  userId,
  channelId: 'C1',
  door: 'command /flow-json',
  action: 'fetch',
  request: id,
  account: 'default',
  custSpaceId: 'cams-eu',
  flows: [{ flowId: '17b6aa11' }],
});

/** The entry that is written with what came of it. */
export const deliveredOf = (id: string, teamId = 'T1', userId = 'U1'): NewAuditEntry => ({
  ...acceptedOf({ id, teamId, userId }),
  id: `${id}/ended`,
  event: 'delivered',
  flows: [{ flowId: '17b6aa11', outcome: 'delivered', requestId: 'R-1', sha256: 'ab12' }],
  deliveredTo: 'C1',
});

/** A request as the journal takes it. */
export const audited = <T extends Omit<NewRequest, 'audit'>>(request: T): T & Pick<NewRequest, 'audit'> => ({
  ...request,
  audit: acceptedOf(request),
});
