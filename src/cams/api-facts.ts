/** Meta's states of a flow (source: "Flows" in the documentation of the WhatsApp Business Platform). */
export const FLOW_STATUSES = ['DRAFT', 'PUBLISHED', 'DEPRECATED', 'BLOCKED', 'THROTTLED'] as const;
export type FlowStatus = (typeof FLOW_STATUSES)[number];

/** Flows that are asked for on a page of `ListFlow`. */
export const FLOWS_PER_PAGE = 100;
