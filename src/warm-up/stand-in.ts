import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleFile } from './sample-flow.ts';
import { CHANNEL_ID, TEAM_ID, USER_ID } from './typed-command.ts';

/** Stands for Slack, for Alibaba Cloud and for its storage, at a port of this machine that nobody else knows of. */
export interface StandIn {
  /** As `127.0.0.1:8080`. */
  host: string;
  /**
   * Of the command with that number: the `response_url` that Slack gives with it, and what resolves once there is a reply, the last
   * thing that happens to a request.
   */
  requester(number: number): { responseUrl: string; replied: Promise<void> };
  /** How many times files were shared: a reply may say as well why they were not. */
  shared(): number;
  /** Cuts whatever is still connected. */
  close(): void;
}

const FILE_ID = 'F0000000000';
const SHARES_FILES = '/api/files.completeUploadExternal';
const RESPONSES = '/response/';

/** By path, what Slack answers: as much of it as a share reads. */
const slackAnswers = (origin: string): Readonly<Record<string, object>> => {
  const file = { id: FILE_ID, permalink: `${origin}/files/${FILE_ID}` };
  return {
    '/api/auth.test': { team_id: TEAM_ID, user_id: 'U0000000001', bot_id: 'B0000000001' },
    '/api/users.info': { user: { id: USER_ID, team_id: TEAM_ID, locale: 'en-US' } },
    '/api/conversations.info': { channel: { id: CHANNEL_ID, is_channel: true, is_private: false } },
    '/api/files.getUploadURLExternal': { upload_url: `${origin}/upload`, file_id: FILE_ID },
    [SHARES_FILES]: { files: [file] },
    '/api/files.info': { file: { ...file, channels: [CHANNEL_ID] } },
  };
};

/** By operation, what Alibaba Cloud answers. */
const camsAnswers = (origin: string): Readonly<Record<string, object>> => ({
  GetFlowJSONAssest: { FilePath: `${origin}/flow.json` },
  GetFlow: {
    FlowName: 'Warm-up',
    Status: 'PUBLISHED',
    Categories: ['APPOINTMENT_BOOKING'],
    JSONVersion: '7.1',
    PreviewUrl: 'https://example.com/preview',
    PreviewUrlExpires: Date.now(),
  },
  ListFlow: [],
});

/** @param giveWay waited for before each answer. */
export async function startStandIn(giveWay: () => Promise<void>): Promise<StandIn> {
  const waiting = new Map<string, () => void>();
  let files = 0;
  let shared = 0;

  function answerTo({ url = '', headers }: IncomingMessage, origin: string): string | Buffer {
    if (url === '/flow.json') {
      files += 1;
      return sampleFile(files - 1);
    }
    const operation = headers['x-acs-action'];
    if (typeof operation === 'string') {
      return JSON.stringify({ Code: 'OK', RequestId: 'warm-up', Data: camsAnswers(origin)[operation] });
    }
    if (url === SHARES_FILES) shared += 1;
    waiting.get(url)?.();
    return JSON.stringify({ ok: true, ...slackAnswers(origin)[url] });
  }

  const server = createServer((request, response) => {
    request.resume().once('end', async () => {
      await giveWay();
      const body = answerTo(request, origin);
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;

  return {
    host,
    requester(number) {
      const path = `${RESPONSES}${number}`;
      const { promise: replied, resolve } = Promise.withResolvers<void>();
      waiting.set(path, resolve);
      return { responseUrl: `${origin}${path}`, replied };
    },
    shared: () => shared,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
