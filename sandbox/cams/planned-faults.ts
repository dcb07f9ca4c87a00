import { type FaultName, faultEntry, faultNameOf } from './faults.ts';

/**
 * Which fault a call meets: one that was planned for it, else the one that its flow ID stands for. That one is about the
 * file: of the other operations, `GetFlow` fails where the API itself does, since nothing is there to be told of.
 */
export interface PlannedFaults {
  /** For `GetFlowJSONAssest`; @param flowId `*`: whatever call comes next. */
  plan(flowId: string, name: FaultName, times: number): void;
  /** For any one operation, whatever the flow. */
  planOperation(operation: string, name: FaultName, times: number): void;
  /** The fault that a call meets now; a planned one is used up by it. */
  take(operation: string, flowId: string): FaultName | undefined;
  clear(): void;
}

const FILE_OPERATION = 'GetFlowJSONAssest';

/** Nothing is planned at first. */
export function createPlannedFaults(): PlannedFaults {
  const plannedForFlow = new Map<string, FaultName[]>();
  const plannedForOperation = new Map<string, FaultName[]>();
  /** Flow IDs of faults that every other call meets, where the last call met it. */
  const met = new Set<string>();

  function add(planned: Map<string, FaultName[]>, key: string, name: FaultName, times: number): void {
    planned.set(key, [...(planned.get(key) ?? []), ...Array.from({ length: times }, () => name)]);
  }

  function takeOwn(flowId: string): FaultName | undefined {
    const name = faultNameOf(flowId);
    if (name === undefined || !faultEntry(name).isEveryOther) return name;
    if (met.delete(flowId)) return undefined;
    met.add(flowId);
    return name;
  }

  function takeElsewhere(flowId: string): FaultName | undefined {
    const name = faultNameOf(flowId);
    return name !== undefined && faultEntry(name).fault.kind === 'api' ? 'e400-unknown-resource-owner-id' : undefined;
  }

  return {
    plan: (flowId, name, times) => add(plannedForFlow, flowId, name, times),
    planOperation: (operation, name, times) => add(plannedForOperation, operation, name, times),
    take(operation, flowId) {
      const planned = plannedForOperation.get(operation)?.shift();
      if (planned !== undefined) return planned;
      if (operation !== FILE_OPERATION) return takeElsewhere(flowId);
      return plannedForFlow.get(flowId)?.shift() ?? plannedForFlow.get('*')?.shift() ?? takeOwn(flowId);
    },
    clear() {
      plannedForFlow.clear();
      plannedForOperation.clear();
      met.clear();
    },
  };
}
