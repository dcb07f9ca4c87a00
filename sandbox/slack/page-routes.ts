import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import { flowPreview } from '../cams/flow-preview.ts';
import { parseJson } from './call-body.ts';
import type { Changes } from './changes.ts';
import type { Emulator } from './emulator.ts';
import { type AccountFlows, editFlow } from './flow-editing.ts';
import { type Handler, readBody, sendJson } from './http.ts';
import type { Person, WorkspaceState } from './page-api.ts';
import {
  actionRequest,
  closeRequest,
  editFlowRequest,
  homeRequest,
  optionsRequest,
  sayRequest,
  shortcutRequest,
  submitRequest,
  switchRequest,
  viewActionRequest,
} from './page-requests.ts';
import type { PersonActions } from './person-actions.ts';
import type { SwitchBoard } from './switches.ts';

/** What a page can ask for and do: the server's side of `page-api.ts`. */
export interface PageRoutesParts {
  emulator: Emulator;
  changes: Changes;
  /** The person whom `as` names, or the first of all; undefined for an ID that nobody has. */
  person: (as: string | null) => Person | undefined;
  state: (me: Person) => Promise<WorkspaceState>;
  actions: PersonActions;
  switches: SwitchBoard;
  /** Absent: no flow can be edited. */
  flows?: AccountFlows | undefined;
}

/** What a browser shows and never runs: no SVG. */
const PICTURES = /^image\/(?:png|jpeg|gif|webp)$/;
const NOBODY = { ok: false, error: 'Nobody has that ID.' };
const notFound = (response: ServerResponse) => sendJson(response, 404, { error: 'not_found' });

export function createPageRoutes(parts: PageRoutesParts) {
  const { emulator, changes, person, state, actions, switches, flows } = parts;
  const { say, click, shortcut, openHome, viewAction, options, submit, closeView } = actions;
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

  const sendFlows: Handler = (_request, response) => {
    const shown = (flows?.list() ?? []).map(({ flowId, name, json }) => ({ flowId, name, json }));
    sendJson(response, 200, shown);
  };

  const sendPreview: Handler = (_request, response, { pathname }) => {
    const flowId = decodeURIComponent(pathname.slice('/preview/'.length));
    const flow = flows?.list().find((each) => each.flowId === flowId);
    if (flow === undefined) return notFound(response);
    // A flow is what somebody wrote: none of it may run.
    const policy = "default-src 'none'; style-src 'unsafe-inline'";
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(flowPreview(flow.name, parseJson(flow.json)));
  };

  function switched(wanted: Parameters<SwitchBoard['set']>[0]) {
    const answer = switches.set(wanted);
    changes.changed();
    return answer;
  }

  const post =
    <Body extends { as: string }>(shape: z.ZodType<Body>, run: (me: Person, body: Body) => Promise<unknown>): Handler =>
    async (request, response) => {
      // A page of another origin can't send this type without being asked first, and nobody answers that.
      if (!request.headers['content-type']?.includes('application/json')) return notFound(response);
      const { data } = shape.safeParse(parseJson((await readBody(request)).toString('utf8')));
      if (data === undefined) return sendJson(response, 400, { ok: false, error: 'The request is malformed.' });
      const me = person(data.as);
      sendJson(response, 200, me === undefined ? NOBODY : await run(me, data));
    };

  const sendFile: Handler = async (_request, response, { pathname, searchParams }) => {
    const me = person(searchParams.get('as'));
    if (me === undefined) return notFound(response);
    const fileId = encodeURIComponent(decodeURIComponent(pathname.slice('/sandbox/files/'.length)));
    const headers = { authorization: emulator.authorization({ person: me.name }) };
    const suffix = searchParams.has('download') ? '?download=1' : '';
    const file = await fetch(`${emulator.url}/files-pri/${fileId}/file${suffix}`, { headers });
    const disposition = file.headers.get('content-disposition');
    const type = file.headers.get('content-type') ?? '';
    response.writeHead(file.status, {
      // A file is what somebody wrote: a picture, or else shown as text, so that none of it runs on this page's origin.
      'content-type': PICTURES.test(type) ? type : 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...(disposition === null ? {} : { 'content-disposition': disposition }),
    });
    response.end(Buffer.from(await file.arrayBuffer()));
  };

  const routes: readonly [string, RegExp, Handler][] = [
    ['GET', /^\/sandbox\/state$/, sendState],
    ['GET', /^\/sandbox\/changes$/, sendChanges],
    [
      'POST',
      /^\/sandbox\/say$/,
      post(sayRequest, (me, said) => say(me, said.conversationId, said.text, said.threadTs)),
    ],
    ['POST', /^\/sandbox\/switches$/, post(switchRequest, async (_me, wanted) => switched(wanted))],
    ['POST', /^\/sandbox\/action$/, post(actionRequest, (me, { as: _as, ...button }) => click(me, button))],
    ['POST', /^\/sandbox\/shortcut$/, post(shortcutRequest, (me, one) => shortcut(me, one.callbackId, one.message))],
    ['POST', /^\/sandbox\/home$/, post(homeRequest, (me, { tab }) => openHome(me, tab))],
    ['POST', /^\/sandbox\/view\/action$/, post(viewActionRequest, (me, { as: _as, ...used }) => viewAction(me, used))],
    ['POST', /^\/sandbox\/view\/options$/, post(optionsRequest, (me, { as: _as, ...typed }) => options(me, typed))],
    ['POST', /^\/sandbox\/view\/submit$/, post(submitRequest, (me, { viewId, values }) => submit(me, viewId, values))],
    ['POST', /^\/sandbox\/view\/close$/, post(closeRequest, (me, { viewId }) => closeView(me, viewId))],
    ['GET', /^\/sandbox\/flows$/, sendFlows],
    [
      'POST',
      /^\/sandbox\/flows$/,
      post(editFlowRequest, async (_me, { flowId, json }) => editFlow(flows, flowId, json)),
    ],
    ['GET', /^\/sandbox\/files\/[^/]+$/, sendFile],
    ['GET', /^\/preview\/[^/]+$/, sendPreview],
  ];

  /** The handler of a request; undefined where it is none of the page's. */
  return (method: string, pathname: string): Handler | undefined =>
    routes.find(([verb, path]) => verb === method && path.test(pathname))?.[2];
}
