/** What goes wrong with a call. */
export type Fault = (
  | { /** Slack's answer, as `restricted_action`. */ error: string }
  | { status: number /** Seconds, sent as `Retry-After`. */; retryAfter?: number }
  | { /** The connection breaks. */ reset: true }
  | {
      /**
       * `files.completeUploadExternal` answers `ok`, the file exists, and no message holds it (seen with Slack:
       * paradigmxyz/centaur issue 311).
       */
      neverLands: true;
    }
) & {
  /** The call is done, and only its answer is lost. */
  afterForwarding?: true;
};

/** Things that are to go wrong, for tests: each is used up by a call. */
export interface PlannedFaults {
  plan(method: string, fault: Fault, times: number): void;
  /** The fault of a call that comes in now; undefined where it is to go well. */
  take(method: string): Fault | undefined;
}

export function createPlannedFaults(): PlannedFaults {
  const planned = new Map<string, Fault[]>();
  return {
    plan(method, fault, times) {
      planned.set(method, [...(planned.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    take: (method) => planned.get(method)?.shift(),
  };
}
