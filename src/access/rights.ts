import type { FlowRight } from '../settings/types.ts';

const OF_FLOWS: Readonly<Record<FlowRight, true>> = {
  fetch: true,
  list: true,
  watch: true,
  compare: true,
  check: true,
};

/** Whether it is about flows: then rules may say of which. */
export const isFlowRight = (right: string): right is FlowRight => Object.hasOwn(OF_FLOWS, right);

export const FLOW_RIGHTS: readonly FlowRight[] = Object.keys(OF_FLOWS).filter(isFlowRight);
