import { createHmac } from 'node:crypto';
import { request, type Server } from 'node:http';
import { duplexPair } from 'node:stream';

export const TEAM_ID = 'T0000000000';
export const CHANNEL_ID = 'C0000000000';
export const USER_ID = 'U0000000000';

/** What Slack sends where somebody types `/flow-json <text>`. */
const typedCommand = ({ text, responseUrl, number }: Pick<Typed, 'text' | 'responseUrl' | 'number'>) => ({
  command: '/flow-json',
  text,
  team_id: TEAM_ID,
  channel_id: CHANNEL_ID,
  user_id: USER_ID,
  api_app_id: 'A0000000000',
  response_url: responseUrl,
  trigger_id: `${number}.1.warm-up`,
});

export interface Typed {
  text: string;
  responseUrl: string;
  /** Another one for each: as Slack's trigger, it tells them apart. */
  number: number;
  signingSecret: string;
}

/**
 * Types a command as Slack would bring it, signed, by a connection in memory: the server listens nowhere.
 *
 * @returns once it is acked. Rejects where it is refused.
 */
export function typeCommand(server: Server, { signingSecret, ...typed }: Typed): Promise<void> {
  const [here, there] = duplexPair();
  server.emit('connection', there);
  const body = new URLSearchParams(typedCommand(typed)).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        method: 'POST',
        path: '/slack/events',
        // A duplex is what it takes of a socket.
        createConnection: () => here,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
      },
      (response) => {
        response.resume().once('end', () => {
          here.destroy();
          there.destroy();
          if (response.statusCode === 200) resolve();
          else reject(new Error(`The command was answered with HTTP ${response.statusCode}`));
        });
      },
    );
    sending.once('error', reject);
    sending.end(body);
  });
}
