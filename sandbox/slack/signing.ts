import { createHmac } from 'node:crypto';

export interface SigningInput {
  signingSecret: string;
  /** Unix time; seconds. */
  timestamp: number;
  body: string;
}

/** The headers by which an app knows that a request comes from Slack (source: "Verifying requests from Slack"). */
export function signatureHeaders({ signingSecret, timestamp, body }: SigningInput): Record<string, string> {
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${signature}` };
}
