import { createServer } from 'node:http';
import { createEmulator } from 'emulate';
import { parseCallBody, parseJson } from '../../../sandbox/slack/call-body.ts';
import { close, freePort, listen, readBody, sendJson } from '../../../sandbox/slack/http.ts';
import { createOrganisationInstall, type OrganisationInstall } from '../../../sandbox/slack/organisation-install.ts';

export const CLIENT = { id: '1000.2000', secret: 'the-client-secret' };
/** A workspace that has the app already, with this token. */
export const SECOND = { teamId: 'T000000002', token: 'xoxb-second-workspace' };
/** Can install the app for its workspaces; emulate's own and the next are two of them. */
export const ORGANISATION = { id: 'E000000001', name: 'Harbour' };
/** emulate's own. */
export const FIRST_TEAM_ID = 'T000000001';
const BOT = { app_id: 'A0OAUTH001', bot_id: 'B0OAUTH001', bot_user_id: 'U0OAUTH001' };

export interface SlackCall {
  method: string;
  /** Undefined: the call came without one. */
  token: string | undefined;
  body: string;
}

/** emulate's Slack with its pages of installing an app, behind a door that sees which token each call comes with. */
export interface OAuthSlack {
  url: string;
  calls: SlackCall[];
  organisation: OrganisationInstall;
  /** What was posted to a `response_url`. */
  answers: string[];
  /** @param redirectUrl where the Slack app says that the browser comes back to. */
  open(redirectUrl: string): Promise<void>;
  close(): Promise<void>;
}

const bearerOf = (authorization: string | undefined) => /^Bearer (.+)$/.exec(authorization ?? '')?.[1];

/** @param botScopes of the app's manifest. */
export async function startOAuthSlack(botScopes: string[]): Promise<OAuthSlack> {
  const calls: SlackCall[] = [];
  const answers: string[] = [];
  const organisation = createOrganisationInstall(ORGANISATION);
  const port = await freePort();
  let redirectUrl = '';
  let emulator: { close(): Promise<void> } | undefined;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    const bytes = await readBody(request);
    const body = bytes.toString('utf8');
    if (url.pathname === '/response') {
      answers.push(body);
      response.end('ok');
      return;
    }
    const method = url.pathname.startsWith('/api/') ? url.pathname.slice('/api/'.length) : '';
    const token = bearerOf(request.headers.authorization) ?? new URLSearchParams(body).get('token') ?? undefined;
    const args = parseCallBody(request.headers['content-type'] ?? '', body)?.args ?? {};
    if (method !== '') calls.push({ method, token, body });
    const ofOrganisation = organisation.answerTo(method, token, args);
    if (ofOrganisation !== undefined) return sendJson(response, 200, ofOrganisation);
    if (method === 'auth.revoke') {
      // emulate does not know it.
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true,"revoked":true}');
      return;
    }
    // Slack goes back to the address that the app's settings name; emulate wants it said.
    if (url.pathname === '/oauth/v2/authorize' && !url.searchParams.get('redirect_uri')) {
      url.searchParams.set('redirect_uri', redirectUrl);
    }
    const { authorization, 'content-type': contentType } = request.headers;
    const forwarded = await fetch(url, {
      method: request.method ?? 'GET',
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      ...(request.method === 'POST' ? { body: new Uint8Array(bytes) } : {}),
      redirect: 'manual',
    });
    const location = forwarded.headers.get('location');
    response.writeHead(forwarded.status, {
      'content-type': forwarded.headers.get('content-type') ?? 'text/plain',
      ...(method === '' ? {} : { 'x-oauth-scopes': botScopes.join(',') }),
      ...(location === null ? {} : { location }),
    });
    const said = await forwarded.text();
    const parsed = method === '' ? undefined : parseJson(said);
    const answer = parsed === undefined ? said : JSON.stringify(organisation.amend(method, token, args, parsed));
    // emulate knows one workspace: of the second one's people it says that they are of the first.
    const isOfSecond = url.pathname === '/api/users.info' && bearerOf(authorization) === SECOND.token;
    response.end(isOfSecond ? answer.replaceAll(`"${FIRST_TEAM_ID}"`, `"${SECOND.teamId}"`) : answer);
  });
  const url = `http://127.0.0.1:${await listen(server, 0)}`;

  return {
    url,
    calls,
    organisation,
    answers,
    async open(to) {
      redirectUrl = to;
      const bot = { type: 'bot', user: BOT.bot_user_id, ...BOT };
      emulator = await createEmulator({
        service: 'slack',
        port,
        baseUrl: url,
        seed: {
          slack: {
            strict_scopes: true,
            users: [{ name: 'maya', real_name: 'Maya Lindqvist' }],
            oauth_apps: [
              {
                client_id: CLIENT.id,
                client_secret: CLIENT.secret,
                name: 'Flow JSON',
                redirect_uris: [to],
                scopes: botScopes,
                bot_name: 'Flow JSON',
                ...BOT,
              },
            ],
            tokens: [{ ...bot, token: SECOND.token, scopes: botScopes }],
          },
        },
      });
    },
    async close() {
      await close(server);
      await emulator?.close();
    },
  };
}
