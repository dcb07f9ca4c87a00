import { AsyncLocalStorage } from 'node:async_hooks';
import { type BytesInFlight, createBytesInFlight, type Hold } from './bytes-in-flight.ts';
import type { FlowVersionRecords } from './flow-versions.ts';
import type { LookAtFlow } from './look-at-flow.ts';

/**
 * What answers to people hold of big files, as those that they compare: whoever's files do not fit beside the others' waits
 * before they are read. What a fetch takes until its file is shared counts by itself (`bytes-in-flight.ts`): nobody who fetches
 * ever waits for an answer, so that an answer which fetches can't wait for itself.
 */
export interface HeldMemory {
  /** Does an answer's work: what is taken meanwhile is given back when it ends. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until there is memory for so many bytes, within `during`; anything else, and what is small, does not wait. */
  take(bytes: number): Promise<void>;
  /** What is taken now; bytes. */
  readonly taken: number;
}

const MEGABYTE = 1024 * 1024;
/**
 * Beside what fetches may take, in a container of 384 MB: the two files of a comparison of 9.5 MB each, laid out, have 28 MB.
 * The rest is for others' smaller files meanwhile.
 */
const LIMITS = { all: 48 * MEGABYTE, group: 32 * MEGABYTE };
/** Files of this size are as many as people click; bytes. */
const SMALL_BYTES = 128 * 1024;

interface Scope {
  holds: Hold[];
  taken: number;
  isOver: boolean;
}

export function createHeldMemory(limits = LIMITS): HeldMemory {
  const bytesInFlight: BytesInFlight = createBytesInFlight(limits);
  const scopes = new AsyncLocalStorage<Scope>();

  return {
    during(work) {
      const scope: Scope = { holds: [], taken: 0, isOver: false };
      return scopes.run(scope, async () => {
        try {
          return await work();
        } finally {
          scope.isOver = true;
          for (const hold of scope.holds) hold.release();
        }
      });
    },

    async take(bytes) {
      const scope = scopes.getStore();
      if (scope === undefined || scope.isOver || bytes < SMALL_BYTES) return;
      // Who needs more than there is for one gets it all, alone: where two files are too large to compare they are shared still.
      const left = Math.min(bytes, limits.group - scope.taken);
      if (left <= 0) return;
      scope.taken += left;
      const hold = await bytesInFlight.take(left, scope);
      hold.settle(left);
      if (scope.isOver) hold.release();
      else scope.holds.push(hold);
    },

    get taken() {
      return bytesInFlight.taken;
    },
  };
}

/** The versions, whose files count as held memory. */
export const heldVersions = <Records extends Pick<FlowVersionRecords, 'ofTeam' | 'bytesOf'>>(
  records: Records,
  held: Pick<HeldMemory, 'take'>,
): Records => ({
  ...records,
  ofTeam(teamId) {
    const versions = records.ofTeam(teamId);
    return {
      ...versions,
      async get(flow, version) {
        await held.take(await records.bytesOf(teamId, flow, version));
        return versions.get(flow, version);
      },
    };
  },
});

/** The same of a flow that is fetched to be looked at: by what it had when it was seen last, before it is asked for. */
export const heldLook =
  (lookAtFlow: LookAtFlow, versions: Pick<FlowVersionRecords, 'ofTeam'>, held: Pick<HeldMemory, 'take'>): LookAtFlow =>
  async (flow, person) => {
    const known = (await versions.ofTeam(person.teamId).latest(flow))?.file.bytes ?? 0;
    await held.take(known);
    const now = await lookAtFlow(flow, person);
    await held.take(now.file.bytes - known);
    return now;
  };
