import type { FlowRef } from '../../cams/types.ts';

/** One text for each flow of each space of each account: none of the three parts holds a slash. */
export const flowKey = ({ account, custSpaceId, flowId }: FlowRef): string =>
  `${account}/${custSpaceId ?? ''}/${flowId}`;
