import { parseJson } from './call-body.ts';
import type { AccountFlow, SayAnswer } from './page-api.ts';

/** The flows of the account, for the page: Slack knows nothing of them. */
export interface AccountFlows {
  list(): readonly AccountFlow[];
  set(flowId: string, json: string): void;
  /** As in `WorkspaceState`. */
  watchPace: number;
}

/**
 * Saves a flow as an editor of the account would: what is no JSON object is not taken.
 *
 * @param text the flow's JSON, with any white space.
 */
export function editFlow(flows: AccountFlows | undefined, flowId: string, text: string): SayAnswer {
  if (!flows?.list().some((flow) => flow.flowId === flowId)) return { ok: false, error: 'There is no such flow.' };
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, error: 'That is no JSON object: nothing was saved.' };
  }
  flows.set(flowId, JSON.stringify(json));
  return { ok: true };
}
