import type { FlowStatus } from '../../cams/types.ts';
import type { Log } from '../../log.ts';
import type { FlowChange } from '../change/what.ts';
import type { FlowWork } from '../work/flow-work.ts';
import type { FetchedFile } from './fetch-file.ts';
import { type DetailsInTime, knownDetails } from './flow-details.ts';
import type { FlowVersionFacts, FlowVersionRecords } from './flow-versions.ts';

type Fetched = FetchedFile & { details: DetailsInTime };

/** How a flow that was just fetched differs from what the workspace saw of it last. */
export interface SinceSeen {
  /** What it saw last. */
  version: number;
  /** When that was seen first; Unix ms, by the database's clock. */
  firstSeenAt: number;
  /** Undefined: it is the same still. */
  changed: Changed | undefined;
  /** Two contents whose difference can be shown; undefined where there are no two. */
  step: { before: number; afterHash: string } | undefined;
}

export interface Changed {
  /** Undefined where the files mean the same, or were not compared. */
  change: FlowChange | undefined;
  status: { before: FlowStatus; after: FlowStatus } | undefined;
  rename: { before: string; after: string } | undefined;
}

/** Flows with what differs since the workspace saw them last. Never rejects: what can't be found out is left out. */
export type AddSinceSeen = (
  teamId: string,
  fetched: readonly Fetched[],
) => Promise<(Fetched & { sinceSeen?: SinceSeen | undefined })[]>;

export interface SinceSeenParts {
  versions: Pick<FlowVersionRecords, 'ofTeam'>;
  compare: FlowWork['compare'];
  log: Pick<Log, 'error'>;
}

/** Longer files are not compared while somebody waits for one of them; the button does it. Characters of both. */
const MAX_COMPARED = 512 * 1024;

/** The other value, where both are known and differ. */
const differing = <T>(before: T | undefined, after: T | undefined) =>
  before === undefined || after === undefined || before === after ? undefined : { before, after };

export function createSinceSeen({ versions, compare, log }: SinceSeenParts): AddSinceSeen {
  async function changeOf(teamId: string, { flow, flowJson }: Fetched, latest: FlowVersionFacts) {
    if (latest.file.bytes + flowJson.summary.bytes > MAX_COMPARED) return undefined;
    const before = await versions.ofTeam(teamId).get(flow, latest.version);
    if (before === undefined) return undefined;
    const names = { before: 'before', after: 'after' };
    return (await compare({ before: before.json, after: flowJson.text, names })).change;
  }

  async function sinceSeen(teamId: string, fetched: Fetched, isOnly: boolean): Promise<SinceSeen | undefined> {
    const [latest, previous] = await versions.ofTeam(teamId).list(fetched.flow, 2);
    if (latest === undefined) return undefined;
    const { version, firstSeenAt, contentHash } = latest;
    const afterHash = fetched.flowJson.contentHash;
    const details = knownDetails(fetched.details);
    const isSameContent = contentHash === afterHash;
    const status = differing(latest.status, details?.status);
    const rename = differing(latest.name, details?.name);
    if (isSameContent && status === undefined && rename === undefined) {
      const isOther = previous !== undefined && previous.contentHash !== contentHash;
      const step = isOther ? { before: previous.version, afterHash } : undefined;
      return { version, firstSeenAt, changed: undefined, step };
    }
    // Of several a line has no room for it.
    const change = isSameContent || !isOnly ? undefined : await changeOf(teamId, fetched, latest);
    const step = isSameContent ? undefined : { before: version, afterHash };
    return { version, firstSeenAt, changed: { change, status, rename }, step };
  }

  return async (teamId, fetched) =>
    Promise.all(
      fetched.map(async (each) => {
        try {
          return { ...each, sinceSeen: await sinceSeen(teamId, each, fetched.length === 1) };
        } catch (error) {
          log.error({ err: error, flow: each.flow }, 'A flow is shown without what changed since it was last seen');
          return each;
        }
      }),
    );
}
