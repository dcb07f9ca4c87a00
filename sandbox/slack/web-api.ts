import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { withIds } from './block-ids.ts';
import { type CallArgs, parseCallBody, parseJson } from './call-body.ts';
import type { Emulator } from './emulator.ts';
import type { Fault, PlannedFaults } from './faults.ts';
import { type Handler, readBody, sendJson } from './http.ts';
import type { OAuthPages } from './oauth-pages.ts';
import type { OrganisationInstall } from './organisation-install.ts';
import type { Strictness } from './strictness.ts';
import type { OwnAnswers } from './user-groups.ts';

/** One request that the bot made. */
export interface RecordedCall {
  /** A Web API method, or `upload` (the bytes of a file), or `response_url`. */
  method: string;
  ok: boolean;
  error?: string;
  /** When it was answered; Unix time in milliseconds. */
  at: number;
}

export interface WebApiParts {
  emulator: Emulator;
  strictness: Strictness;
  faults: PlannedFaults;
  botToken: string;
  /** Of the manifest; Slack says with each answer which of them the token has. */
  botScopes: readonly string[];
  newId: () => string;
  record: (call: Omit<RecordedCall, 'at'>) => void;
  /** What is answered without emulate. */
  own: OwnAnswers;
  /** Undefined: the workspace has installed the app itself. */
  install: { organisation: OrganisationInstall; pages: OAuthPages } | undefined;
  /** What Slack answers where emulate says less. */
  amend: (method: string, args: CallArgs, answer: unknown) => Promise<unknown>;
  /** Told of each call that emulate took, with its answer's body. */
  onDone: (method: string, args: CallArgs, answer: unknown) => Promise<void>;
}

/**
 * Slack stores a longer snippet as an ordinary file; bytes. Source: "Snippets are limited to 1 megabyte", in Slack's
 * help on snippets.
 */
const MAX_SNIPPET_BYTES = 1024 * 1024;

const viewWithBlocks = z.looseObject({ blocks: z.array(z.unknown()) });
const result = z.looseObject({ ok: z.boolean(), error: z.string().optional() });

/** The arguments of `files.getUploadURLExternal` as Slack takes them; emulate has another name for `alt_txt`. */
function asUploaded({ snippet_type, alt_txt, ...rest }: CallArgs): CallArgs {
  const isSnippet = snippet_type !== undefined && Number(rest.length) <= MAX_SNIPPET_BYTES;
  return { ...rest, ...(isSnippet && { snippet_type }), ...(alt_txt !== undefined && { alt_text: alt_txt }) };
}

/** The file of such a call exists, and is shared nowhere. */
function withoutDestination({ channel_id: _channel, channels: _channels, ...rest }: CallArgs): CallArgs {
  return rest;
}

/** What Slack makes of a call's arguments before it stores them. */
function asStored(method: string, args: CallArgs, newId: () => string): CallArgs {
  if (method === 'files.getUploadURLExternal') return asUploaded(args);
  const blocks = parseJson(args.blocks);
  const { data: view } = viewWithBlocks.safeParse(parseJson(args.view));
  return {
    ...args,
    ...(Array.isArray(blocks) && { blocks: withIds(blocks, newId) }),
    ...(view && { view: { ...view, blocks: withIds(view.blocks, newId) } }),
  };
}

interface Forwarded {
  status: number;
  contentType: string;
  body: Buffer;
}

/** A fault by which the call's answer is not Slack's own. */
type AnswerFault = Exclude<Fault, { neverLands: true }>;

function sendFault(response: ServerResponse, fault: AnswerFault): void {
  if ('reset' in fault) response.destroy();
  else if ('error' in fault) sendJson(response, 200, { ok: false, error: fault.error });
  else {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    response.writeHead(fault.status, headers).end();
  }
}

/** How a fault is named in the record. */
function faultName(fault: AnswerFault): string {
  if ('error' in fault) return fault.error;
  return 'reset' in fault ? 'reset' : `http_${fault.status}`;
}

/**
 * Runs a request under the faults that are planned for it.
 *
 * @param run does the request and returns how to answer it; `neverLands`: what it shares reaches nobody.
 */
export async function underFaults(
  { faults, record }: Pick<WebApiParts, 'faults' | 'record'>,
  method: string,
  response: ServerResponse,
  run: (neverLands: boolean) => Promise<() => void>,
): Promise<void> {
  const fault = faults.take(method);
  if (fault === undefined || 'neverLands' in fault) return (await run(fault !== undefined))();
  if (fault.afterForwarding) await run(false);
  record({ method, ok: false, error: faultName(fault) });
  sendFault(response, fault);
}

export interface WebApi {
  /** `/api/<method>`. */
  call: Handler;
  /** `/upload/v1/<fileId>`: the address that `files.getUploadURLExternal` gave. */
  upload: Handler;
}

/** Slack's Web API as the bot sees it: emulate's, made as strict as Slack's own, with the faults that a test plans. */
export function createWebApi(parts: WebApiParts): WebApi {
  const { emulator, strictness, botToken, botScopes, newId, record, own, install, amend, onDone } = parts;

  async function forward(
    path: string,
    contentType: string,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<Forwarded> {
    const headers = { authorization: emulator.authorization('bot'), 'content-type': contentType };
    const answer = await fetch(`${emulator.url}${path}`, { method: 'POST', headers, body });
    return {
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? 'text/plain',
      body: Buffer.from(await answer.arrayBuffer()),
    };
  }

  const send = (response: ServerResponse, { status, contentType, body }: Forwarded) =>
    response.writeHead(status, { 'content-type': contentType }).end(body);

  function refuse(response: ServerResponse, method: string, error: string, messages?: string[]): () => void {
    record({ method, ok: false, error });
    const details = messages === undefined ? {} : { response_metadata: { messages } };
    return () => sendJson(response, 200, { ok: false, error, ...details });
  }

  async function answerCall(
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
    neverLands: boolean,
  ): Promise<() => void> {
    const bytes = await readBody(request);
    const { authorization, 'content-type': contentType = '' } = request.headers;
    if (method === 'oauth.v2.access' && install !== undefined) {
      const answer = install.pages.access(parseCallBody(contentType, bytes.toString('utf8'))?.args ?? {});
      return () => sendJson(response, 200, answer);
    }
    if (authorization === undefined) return refuse(response, method, 'not_authed');
    if (authorization !== `Bearer ${botToken}`) return refuse(response, method, 'invalid_auth');
    response.setHeader('x-oauth-scopes', botScopes.join(','));
    const body = parseCallBody(contentType, bytes.toString('utf8'));
    if (body === undefined) return refuse(response, method, 'invalid_post_type');
    const refusal = await strictness.refusalOf(method, body.args);
    if (refusal !== undefined) return refuse(response, method, refusal.error, refusal.messages);

    const answered =
      result.optional().parse(install?.organisation.answerTo(method, botToken, body.args)) ?? own(method, body.args);
    if (answered !== undefined) {
      const { ok, error } = answered;
      record({ method, ok, ...(error === undefined ? {} : { error }) });
      return () => sendJson(response, 200, answered);
    }

    const stored = asStored(method, body.args, newId);
    const args = neverLands ? withoutDestination(stored) : stored;
    const forwarded = await forward(`/api/${method}`, contentType, body.encode(args));
    const answer: unknown = parseJson(forwarded.body.toString('utf8'));
    const { ok, error } = result.catch({ ok: false, error: `http_${forwarded.status}` }).parse(answer);
    record({ method, ok, ...(error === undefined ? {} : { error }) });
    if (!ok) return () => send(response, forwarded);
    const ofAnybody = await amend(method, args, answer);
    const amended = install?.organisation.amend(method, botToken, args, ofAnybody) ?? ofAnybody;
    await onDone(method, args, amended);
    return () => sendJson(response, forwarded.status, amended);
  }

  return {
    call(request, response, { pathname }) {
      const method = pathname.slice('/api/'.length);
      return underFaults(parts, method, response, (neverLands) => answerCall(method, request, response, neverLands));
    },

    upload(request, response, { pathname }) {
      return underFaults(parts, 'upload', response, async () => {
        const contentType = request.headers['content-type'] ?? 'application/octet-stream';
        const forwarded = await forward(pathname, contentType, new Uint8Array(await readBody(request)));
        const ok = forwarded.status === 200;
        record({ method: 'upload', ok, ...(ok ? {} : { error: `http_${forwarded.status}` }) });
        return () => send(response, forwarded);
      });
    },
  };
}
