import { Agent, request } from 'node:http';
import { signatureHeaders } from '../sandbox/slack/signing.ts';

export const SIGNING_SECRET = 'bench-signing-secret';
/** Where the commands are typed. */
export const CHANNEL_ID = 'C000000001';

/** Slack gives each command a trigger of its own, by which the bot knows one that is sent twice. */
let triggers = 0;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** What Slack sends of `/flow-json <text>`. */
export function commandFields(text: string, responseUrl: string, userId = 'U000000001'): Record<string, string> {
  triggers += 1;
  return {
    command: '/flow-json',
    text,
    team_id: 'T000000001',
    channel_id: CHANNEL_ID,
    user_id: userId,
    api_app_id: 'A000000001',
    response_url: responseUrl,
    trigger_id: `${triggers}.1.bench`,
  };
}

/**
 * Sends `/flow-json <text>` as Slack does, signed.
 *
 * @returns from the first byte sent to the last one of the ack; milliseconds.
 */
export const sendCommand = (botUrl: string, text: string, responseUrl: string, userId?: string): Promise<number> =>
  postSigned(botUrl, new URLSearchParams(commandFields(text, responseUrl, userId)).toString());

/** Posts what Slack signs. @returns as `sendCommand`. */
export function postSigned(botUrl: string, body: string): Promise<number> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    ...signatureHeaders({ signingSecret: SIGNING_SECRET, timestamp: Math.floor(Date.now() / 1000), body }),
  };
  const sentAt = performance.now();
  return new Promise((resolve, reject) => {
    function send(): void {
      const sending = request(`${botUrl}/slack/events`, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - sentAt);
          else reject(new Error(`It was answered with HTTP ${response.statusCode}`));
        });
      });
      sending.on('error', (error: NodeJS.ErrnoException) => {
        // A kept connection may be closed just as it is used again (see `request.reusedSocket` in Node's documentation).
        if (sending.reusedSocket && error.code === 'ECONNRESET') send();
        else reject(error);
      });
      sending.end(body);
    }
    send();
  });
}

/**
 * Sends `count` commands at an even rate, without waiting for their acks.
 *
 * @param isOver ends it early.
 * @returns the latency of each; milliseconds.
 */
export async function sendCommands(
  count: number,
  perSecond: number,
  send: (index: number) => Promise<number>,
  isOver: () => boolean = () => false,
): Promise<number[]> {
  const startedAt = performance.now();
  const latencies: Promise<number>[] = [];
  while (latencies.length < count && !isOver()) {
    const due = Math.min(count, Math.floor(((performance.now() - startedAt) / 1000) * perSecond) + 1);
    while (latencies.length < due) latencies.push(send(latencies.length));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(latencies);
}
