import { faultNameOf } from './faults.ts';
import { SAMPLE_FLOWS, type SampleFlow } from './sample-flows.ts';

/** The flows of the account. */
export interface FlowStore {
  flows(): readonly SampleFlow[];
  /** The flow of that ID; for a fault's flow ID one of the sample flows, which is what shows where the fault is over. */
  flow(flowId: string): SampleFlow | undefined;
  /** Adds a flow, or gives one another JSON, and a name if one is given. */
  set(flowId: string, json: string, name?: string): void;
}

const [shownAfterFault] = SAMPLE_FLOWS;

const unnamed = (flowId: string): Omit<SampleFlow, 'json'> => ({
  flowId,
  name: flowId,
  status: 'DRAFT',
  categories: ['OTHER'],
});

/** The flows, or the JSON text of each by flow ID. */
export type GivenFlows = readonly SampleFlow[] | Readonly<Record<string, string>>;

const isList = (given: GivenFlows): given is readonly SampleFlow[] => Array.isArray(given);

/** @param given absent: the sample flows. */
export function createFlowStore(given: GivenFlows = SAMPLE_FLOWS): FlowStore {
  const flows = new Map<string, SampleFlow>();
  const samples = new Map(SAMPLE_FLOWS.map((flow) => [flow.flowId, flow]));

  function set(flowId: string, text: string, name?: string): void {
    const known = flows.get(flowId) ?? samples.get(flowId) ?? unnamed(flowId);
    flows.set(flowId, { ...known, name: name ?? known.name, json: text });
  }

  if (isList(given)) for (const flow of given) flows.set(flow.flowId, flow);
  else for (const [flowId, text] of Object.entries(given)) set(flowId, text);

  return {
    flows: () => [...flows.values()],
    flow(flowId) {
      const isFault = faultNameOf(flowId) !== undefined;
      return flows.get(flowId) ?? (isFault && shownAfterFault ? { ...shownAfterFault, flowId } : undefined);
    },
    set,
  };
}
