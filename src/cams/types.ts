/** Meta's states of a flow (source: "Flows" in the documentation of the WhatsApp Business Platform). */
export const FLOW_STATUSES = ['DRAFT', 'PUBLISHED', 'DEPRECATED', 'BLOCKED', 'THROTTLED'] as const;
export type FlowStatus = (typeof FLOW_STATUSES)[number];

/** Flows that are asked for on a page of `ListFlow`. */
export const FLOWS_PER_PAGE = 100;

/** The operations of CAMS that are called, by their names there (the first is spelled so): all of them read, each has a limit of its own. */
export const CAMS_OPERATIONS = ['GetFlowJSONAssest', 'GetFlow', 'ListFlow'] as const;
export type CamsOperation = (typeof CAMS_OPERATIONS)[number];

/**
 * Calls of an operation in any second, if Alibaba Cloud has granted no more (source: "QPS limit" in the documentation of each
 * operation).
 */
export const CALLS_PER_SECOND = 5;

/** Which flow, in which space of which account. */
export interface FlowRef {
  flowId: string;
  /** The space ID of an ISV's sub-customer, or a direct customer's instance ID (`cams-…`); absent: the account's own. */
  custSpaceId: string | undefined;
  /** The account's name in the settings. */
  account: string;
}

export interface FlowJsonAsset {
  /** Where the file lies: signed, and expiring. Not to be shown or logged. */
  fileUrl: string;
  requestId: string | undefined;
}

/** What `GetFlow` says of a flow; what it leaves out, or gives as `None`, is undefined. */
export interface FlowDetails {
  name: string | undefined;
  status: FlowStatus | undefined;
  /** Meta's categories, as `APPOINTMENT_BOOKING`. */
  categories: string[];
  /** The Flow JSON version, as `7.1`. */
  jsonVersion: string | undefined;
  dataApiVersion: string | undefined;
  /** Meta's web preview, by HTTPS; `expiresAt` in Unix time, milliseconds. */
  preview: { url: string; expiresAt: number | undefined } | undefined;
}

/** A flow as `ListFlow` gives it. */
export interface ListedFlow {
  flowId: string;
  /** Empty where the API gives none. */
  name: string;
  categories: string[];
}
