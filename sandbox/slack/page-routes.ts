import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { parseJson } from './call-body.ts';
import type { Changes } from './changes.ts';
import type { Emulator } from './emulator.ts';
import { type Handler, readBody, sendJson } from './http.ts';
import type { ActionRequest, Person, SayAnswer, SayRequest, WorkspaceState } from './page-api.ts';

/** What a page can ask for and do: the server's side of `page-api.ts`. */
export interface PageRoutesParts {
  emulator: Emulator;
  changes: Changes;
  /** The person whom `as` names, or the first of all; undefined for an ID that nobody has. */
  person: (as: string | null) => Person | undefined;
  state: (me: Person) => Promise<WorkspaceState>;
  say: (request: SayRequest) => Promise<SayAnswer>;
  act: (request: ActionRequest) => Promise<SayAnswer>;
}

const sayRequest = z.object({ as: z.string(), conversationId: z.string(), text: z.string().min(1) });
const actionRequest = z.object({
  as: z.string(),
  conversationId: z.string(),
  messageTs: z.string(),
  blockId: z.string(),
  actionId: z.string(),
});

const notFound = (response: ServerResponse) => sendJson(response, 404, { error: 'not_found' });

export function createPageRoutes({ emulator, changes, person, state, say, act }: PageRoutesParts) {
  const sendState: Handler = async (_request, response, { searchParams }) => {
    const me = person(searchParams.get('as'));
    if (me === undefined) return notFound(response);
    sendJson(response, 200, await state(me));
  };

  const sendChanges: Handler = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    const unsubscribe = changes.subscribe(() => void response.write('data: changed\n\n'));
    response.on('close', unsubscribe);
  };

  const post =
    <Body>(shape: z.ZodType<Body>, run: (body: Body) => Promise<SayAnswer>): Handler =>
    async (request, response) => {
      // A page of another origin can't send this type without being asked first, and nobody answers that.
      if (!request.headers['content-type']?.includes('application/json')) return notFound(response);
      const { data } = shape.safeParse(parseJson((await readBody(request)).toString('utf8')));
      if (data === undefined) return sendJson(response, 400, { ok: false, error: 'The request is malformed.' });
      sendJson(response, 200, await run(data));
    };

  const sendFile: Handler = async (_request, response, { pathname, searchParams }) => {
    const me = person(searchParams.get('as'));
    if (me === undefined) return notFound(response);
    const fileId = encodeURIComponent(decodeURIComponent(pathname.slice('/sandbox/files/'.length)));
    const headers = { authorization: emulator.authorization({ person: me.name }) };
    const suffix = searchParams.has('download') ? '?download=1' : '';
    const file = await fetch(`${emulator.url}/files-pri/${fileId}/file${suffix}`, { headers });
    const disposition = file.headers.get('content-disposition');
    response.writeHead(file.status, {
      // A file is what somebody wrote: shown as text, so that none of it runs on this page's origin.
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...(disposition === null ? {} : { 'content-disposition': disposition }),
    });
    response.end(Buffer.from(await file.arrayBuffer()));
  };

  const routes: readonly [string, RegExp, Handler][] = [
    ['GET', /^\/sandbox\/state$/, sendState],
    ['GET', /^\/sandbox\/changes$/, sendChanges],
    ['POST', /^\/sandbox\/say$/, post<SayRequest>(sayRequest, say)],
    ['POST', /^\/sandbox\/action$/, post<ActionRequest>(actionRequest, act)],
    ['GET', /^\/sandbox\/files\/[^/]+$/, sendFile],
  ];

  /** The handler of a request; undefined where it is none of the page's. */
  return (method: string, pathname: string): Handler | undefined =>
    routes.find(([verb, path]) => verb === method && path.test(pathname))?.[2];
}
