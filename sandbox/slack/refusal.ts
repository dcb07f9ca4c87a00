/** Slack's refusal of a call. */
export interface Refusal {
  error: string;
  /** Details, as Slack gives them in `response_metadata.messages`. */
  messages?: string[];
}
