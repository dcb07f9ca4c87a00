import { type FaultName, faultEntry, faultNameOf } from './faults.ts';

/** Which fault a call meets: one that was planned for it, else the one that its flow ID stands for. */
export interface PlannedFaults {
  /** @param flowId `*`: whatever call comes next. */
  plan(flowId: string, name: FaultName, times: number): void;
  /** The fault that a call for `flowId` meets now; a planned one is used up by it. */
  take(flowId: string): FaultName | undefined;
  clear(): void;
}

/** Nothing is planned at first. */
export function createPlannedFaults(): PlannedFaults {
  const planned = new Map<string, FaultName[]>();
  /** Flow IDs of faults that every other call meets, where the last call met it. */
  const met = new Set<string>();

  function takeOwn(flowId: string): FaultName | undefined {
    const name = faultNameOf(flowId);
    if (name === undefined || !faultEntry(name).isEveryOther) return name;
    if (met.delete(flowId)) return undefined;
    met.add(flowId);
    return name;
  }

  return {
    plan(flowId, name, times) {
      planned.set(flowId, [...(planned.get(flowId) ?? []), ...Array.from({ length: times }, () => name)]);
    },
    take: (flowId) => planned.get(flowId)?.shift() ?? planned.get('*')?.shift() ?? takeOwn(flowId),
    clear() {
      planned.clear();
      met.clear();
    },
  };
}
