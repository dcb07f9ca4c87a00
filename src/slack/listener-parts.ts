import type { Log } from '../log.ts';
import type { FlowRequests } from './flow-requests.ts';

/** What the listeners are handed: each takes what it needs. */
export interface ListenerParts {
  requests: FlowRequests;
  /** The space that is asked when a command names none. */
  defaultCustSpaceId: string | undefined;
  log: Log;
}
