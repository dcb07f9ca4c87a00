import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHANNEL_ID } from './command.ts';
import { createInstantLinks, type InstantLinks } from './instant-links.ts';

/** A Slack Web API that answers at once, so that what a bench sees is the bot's own time. */
export interface InstantSlack {
  /** For `SLACK_API_URL`. */
  apiUrl: string;
  /** For a command's `response_url`. */
  responseUrl: string;
  /** Resolves once `count` files were shared since the start. */
  shared(count: number): Promise<void>;
  /** How many files were shared. */
  readonly sharedCount: number;
  /** Of Socket Mode, where the bot asks for it. */
  readonly links: InstantLinks;
  close(): void;
}

const answers: Readonly<Record<string, (base: string) => object>> = {
  'conversations.open': () => ({ channel: { id: 'D000000001' } }),
  'auth.test': () => ({ user_id: 'U000000009', bot_id: 'B000000009', team_id: 'T000000001' }),
  // A member of the workspace, in a channel of its own: who is neither is refused, or asked.
  'users.info': () => ({ user: { id: 'U000000001', team_id: 'T000000001', locale: 'en-US' } }),
  'conversations.info': () => ({ channel: { id: CHANNEL_ID, is_channel: true, is_private: false } }),
  'files.getUploadURLExternal': (base) => ({ upload_url: `${base}/upload`, file_id: 'F000000001' }),
  // The channel of the bench's commands.
  'files.info': (base) => ({ file: { permalink: `${base}/files/F000000001`, channels: [CHANNEL_ID] } }),
  'files.completeUploadExternal': (base) => ({ files: [{ id: 'F000000001', permalink: `${base}/files/F000000001` }] }),
};

const answer = (response: ServerResponse, body: object) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

export async function startInstantSlack(): Promise<InstantSlack> {
  let sharedCount = 0;
  let waiting: { count: number; resolve: () => void }[] = [];

  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const method = /^\/api\/(.+)$/.exec(request.url ?? '')?.[1];
      const link = method === 'apps.connections.open' ? { url: `${base.replace('http', 'ws')}/link` } : {};
      answer(response, { ok: true, ...link, ...(method === undefined ? {} : answers[method]?.(base)) });
      if (method !== 'files.completeUploadExternal') return;
      sharedCount += 1;
      for (const { count, resolve } of waiting) if (sharedCount >= count) resolve();
      waiting = waiting.filter(({ count }) => sharedCount < count);
    });
  });
  const links = createInstantLinks(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `${base}/api/`,
    responseUrl: `${base}/response`,
    shared: (count) =>
      new Promise((resolve) => {
        if (sharedCount >= count) return resolve();
        waiting.push({ count, resolve });
      }),
    get sharedCount() {
      return sharedCount;
    },
    links,
    close() {
      links.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
