import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { parseCallBody, parseJson } from '../../sandbox/slack/call-body.ts';
import { close, listen, readBody, sendJson } from '../../sandbox/slack/http.ts';

/** A file as it was announced, and its bytes as they came. */
export interface RecordedUpload {
  filename: string;
  /** The number of bytes that was announced. */
  length: number;
  altText: string | undefined;
  snippetType: string | undefined;
  bytes: Buffer;
}

/** A Slack that remembers what was shared and told, and takes a little while for each call, so that kills hit any step. */
export interface RecordingSlack {
  /** Files that were uploaded, shared or not, in the order in which their bytes came. */
  uploads: readonly RecordedUpload[];
  /** For `SLACK_API_URL`. */
  apiUrl: string;
  /** For a command's `response_url`. */
  responseUrl: string;
  /** Names of the files that were shared, in order; one that was shared twice is there twice. */
  shared: readonly string[];
  /** Texts that somebody was told: by a response_url, an ephemeral or a direct message. */
  told: readonly string[];
  /** What stood behind the question mark of each `response_url` that was used. */
  answered: readonly string[];
  /** Every call is answered so, until this is undefined again. */
  outage: 'unavailable' | 'silent' | undefined;
  close(): Promise<void>;
}

const files = z.array(z.object({ id: z.string() }));
const optionalText = z.string().optional();
const note = z.looseObject({ text: z.string().default('') });

/** @param latencyMs asked once a call, and once more before its answer; milliseconds. */
export async function startRecordingSlack(latencyMs: () => number): Promise<RecordingSlack> {
  const announced = new Map<string, Omit<RecordedUpload, 'bytes'>>();
  const uploads: RecordedUpload[] = [];
  const shares = new Map<string, string>();
  const shared: string[] = [];
  const told: string[] = [];
  const answered: string[] = [];

  function answer(method: string, args: Readonly<Record<string, unknown>>, base: string): object {
    switch (method) {
      case 'auth.test':
        return { user_id: 'U000000009', bot_id: 'B000000009', team_id: 'T000000001' };
      case 'users.info':
        return { user: { id: args.user, team_id: 'T000000001', locale: 'en-US' } };
      case 'conversations.info':
        return { channel: { id: args.channel, is_channel: true, is_private: false } };
      case 'conversations.open':
        return { channel: { id: `D${String(args.users).slice(1)}` } };
      case 'files.getUploadURLExternal': {
        const id = `F${randomUUID().slice(0, 8).toUpperCase()}`;
        announced.set(id, {
          filename: String(args.filename),
          length: Number(args.length),
          altText: optionalText.parse(args.alt_txt),
          snippetType: optionalText.parse(args.snippet_type),
        });
        return { upload_url: `${base}/upload/${id}`, file_id: id };
      }
      case 'files.completeUploadExternal': {
        const ids = files.parse(parseJson(args.files)).map(({ id }) => id);
        for (const id of ids) {
          shared.push(announced.get(id)?.filename ?? id);
          shares.set(id, String(args.channel_id));
        }
        return { files: ids.map((id) => ({ id, permalink: `${base}/files/${id}` })) };
      }
      case 'files.info': {
        const channel = shares.get(String(args.file));
        return { file: { id: args.file, channels: channel === undefined ? [] : [channel] } };
      }
      case 'chat.postMessage':
      case 'chat.postEphemeral':
        told.push(String(args.text));
        return { ts: '1.2' };
      default:
        return {};
    }
  }

  const slack = { outage: undefined as RecordingSlack['outage'] };
  const server = createServer({ keepAliveTimeout: 0 }, async (request, response) => {
    const bytes = await readBody(request);
    const body = bytes.toString('utf8');
    await pause(latencyMs());
    if (slack.outage === 'silent') return;
    if (slack.outage === 'unavailable') return void response.writeHead(503).end();
    const { pathname, search } = new URL(request.url ?? '/', base);
    if (pathname === '/response') {
      told.push(note.parse(parseJson(body)).text);
      answered.push(search);
    }
    const upload = announced.get(pathname.split('/upload/')[1] ?? '');
    if (upload !== undefined) uploads.push({ ...upload, bytes });
    const args = parseCallBody(request.headers['content-type'] ?? '', body)?.args ?? {};
    const said = pathname.startsWith('/api/') ? answer(pathname.slice('/api/'.length), args, base) : {};
    await pause(latencyMs());
    sendJson(response, 200, { ok: true, ...said });
  });
  const base = `http://127.0.0.1:${await listen(server, 0)}`;

  return Object.assign(slack, {
    apiUrl: `${base}/api/`,
    responseUrl: `${base}/response`,
    uploads,
    shared,
    told,
    answered,
    close: () => close(server),
  });
}
