import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** An HTTP answer. */
export interface Reply {
  status: number;
  headers: Record<string, string | number>;
  /** What is not a string is streamed, without `content-length`. */
  body: string | AsyncIterable<string>;
  /** The connection breaks once the body is out: `headers` promise more than there is. */
  isCutShort?: true;
}

/** How a request is answered: with a reply, with a broken connection, or never. */
export type Answer = Reply | 'reset' | 'silence';

/** `value` as JSON, with Alibaba Cloud's content type. */
export function jsonReply(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json;charset=utf-8' }, body: JSON.stringify(value) };
}

/** A flow's file as it is stored: its bytes are its own, whether they are JSON or not. */
export function jsonFile(body: string): Reply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

async function sendReply(response: ServerResponse, { status, headers, body, isCutShort }: Reply): Promise<void> {
  if (typeof body !== 'string') {
    response.writeHead(status, headers);
    return pipeline(Readable.from(body), response);
  }
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  if (isCutShort) response.write(body, () => response.destroy());
  else response.end(body);
}

/** @throws what a stream gives when the client goes away before its end. */
export async function send(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer === 'reset') response.socket?.resetAndDestroy();
  else if (answer !== 'silence') await sendReply(response, answer);
}
