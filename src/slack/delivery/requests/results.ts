import type { FetchedFlow } from '../../../flows/fetch/fetch-flow.ts';
import { knownDetails } from '../../../flows/fetch/flow-details.ts';
import type { FlowRef, FlowRequest } from '../../../requests/request.ts';
import type { Result } from '../../messages/result/result.ts';
import { toStepValue } from '../../payloads/step-value.ts';
import { lateChecks } from '../check-results.ts';
import { againValue } from './again-value.ts';

/** What was fetched for a request, as messages show it. */
export interface Results {
  results: (Result & { fetched: FetchedFlow })[];
  /** What the button for all of them gives back. */
  all: string;
}

/** @param spaceOf how to name where a flow lies. */
export function resultsOf(
  request: Pick<FlowRequest, 'conversation' | 'display'>,
  flows: readonly FetchedFlow[],
  spaceOf: (flow: FlowRef) => string | undefined,
): Results {
  const results = flows.map((fetched) => ({
    flow: { flowId: fetched.flow.flowId, space: spaceOf(fetched.flow) },
    fetched,
    value: againValue(request, [fetched.flow], knownDetails(fetched.details)?.name),
    stepValue: fetched.sinceSeen?.step && toStepValue({ flow: fetched.flow, ...fetched.sinceSeen.step }),
    checks: lateChecks(fetched),
  }));
  const all = againValue(
    request,
    flows.map(({ flow }) => flow),
  );
  return { results, all };
}
