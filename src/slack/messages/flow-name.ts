import type { Translate } from '../../i18n.ts';
import { code } from './message.ts';

/** A flow as messages name it. */
export interface NamedFlow {
  flowId: string;
  /** The name or ID of its space; undefined where that goes without saying. */
  space: string | undefined;
}

/** `flow 1706…`, or `flow 1706… in space cams-…`, as mrkdwn. */
export function flowName(t: Translate, { flowId, space }: NamedFlow): string {
  return space === undefined
    ? t('common.flow', { flow: code(flowId) })
    : t('common.flowInSpace', { flow: code(flowId), space: code(space) });
}

/** `17b6… space:cams-1`, as a command takes it. */
export const flowWords = ({ flowId, space }: NamedFlow): string =>
  space === undefined ? flowId : `${flowId} space:${space}`;

/** One flow by its name, several by their number. */
export function flowsName(t: Translate, flows: readonly NamedFlow[]): string {
  const [only, ...others] = flows;
  return only !== undefined && others.length === 0 ? flowName(t, only) : t('common.flows', { count: flows.length });
}
