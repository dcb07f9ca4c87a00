import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { createBotConnection } from './bot-connection.ts';
import { createBotMessages } from './bot-messages.ts';
import type { CallArgs } from './call-body.ts';
import { createChanges } from './changes.ts';
import { createClicks } from './clicks.ts';
import { APP_ID, BOT_USER_ID, startEmulator, TEAM_ID } from './emulator.ts';
import { createPlannedFaults, type Fault } from './faults.ts';
import { close, type Handler, listen, sendJson } from './http.ts';
import type { Manifest } from './manifest.ts';
import type { Person, SayAnswer, Suggestion, WorkspaceState } from './page-api.ts';
import { createPageRoutes } from './page-routes.ts';
import { createPrivateLines } from './private-lines.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSlashCommands, type Where } from './said.ts';
import { type Conversations, moveIn, type People, SEED, TEAM } from './seed.ts';
import { createStateReader } from './state.ts';
import { createStrictness } from './strictness.ts';
import { createWebApi, type RecordedCall } from './web-api.ts';

/** What the bot is told, so that it takes this workspace for Slack. */
export const SANDBOX_BOT_TOKEN = 'xoxb-sandbox-bot-token';
export const SANDBOX_SIGNING_SECRET = 'sandbox-signing-secret';

export interface WorkspaceOptions {
  manifest: Manifest;
  /** 0 or absent: any free port. */
  port?: number;
  suggestions?: readonly Suggestion[];
  /** What the page shows of the account's API. */
  cams?: () => WorkspaceState['cams'];
  /** Serves the page; absent: there is none. */
  page?: Handler;
}

export interface Workspace {
  /** As `http://127.0.0.1:8080`: the page is here. */
  url: string;
  /** For the setting `SLACK_API_URL`. */
  apiUrl: string;
  people: People;
  conversations: Conversations;
  /** Every request of the bot, in order of its answer. */
  calls: readonly RecordedCall[];
  /** @param requestUrl of the app, as `http://127.0.0.1:3000/slack/events`. */
  connectBot(requestUrl: string): void;
  /** The workspace as somebody sees it. */
  state(as: Person): Promise<WorkspaceState>;
  /** Types `text` into a conversation; one that begins with `/` is a slash command. */
  say(as: Person, conversationId: string, text: string): Promise<SayAnswer>;
  /** Clicks a button in a message. */
  click(
    as: Person,
    button: { conversationId: string; messageTs: string; blockId: string; actionId: string },
  ): Promise<SayAnswer>;
  /** Resolves when something changed. */
  changed(): Promise<void>;
  /** Makes the bot's next `times` (1) requests of that kind go wrong: a Web API method, `upload` or `response_url`. */
  failNext(method: string, fault: Fault, times?: number): void;
  close(): Promise<void>;
}

const trigger = z.object({ trigger_id: z.string() });
const ephemeral = z.object({ channel: z.string(), user: z.string(), text: z.string().default('') });
const posted = z.object({ message_ts: z.string() });
const NO_CAMS = { callsInLastSecond: 0, worstWindow: 0, calls: 0, dropped: 0 };
const identity = { appId: APP_ID, team: { id: TEAM_ID, domain: TEAM.domain }, token: 'sandbox-verification-token' };

const newId = () => randomBytes(4).toString('base64url');

/** Starts a small Slack on this machine: emulate's Web API, and what emulate lacks around it. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { manifest, port = 0, suggestions = [], cams = () => NO_CAMS, page } = options;
  const server = createServer({ keepAliveTimeout: 0 });
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  const emulator = await startEmulator({ ...SEED, baseUrl: url, manifest });
  const { people, conversations } = await moveIn(emulator, manifest.botName);
  const everybody = Object.values(people);

  const calls: RecordedCall[] = [];
  const record = (call: Omit<RecordedCall, 'at'>) => void calls.push({ ...call, at: Date.now() });
  const faults = createPlannedFaults();
  const changes = createChanges();
  const privateLines = createPrivateLines();
  const now = Date.now;

  async function afterCall(method: string, args: CallArgs, answer: unknown): Promise<void> {
    if (method === 'chat.postEphemeral') {
      const { channel: conversationId, user: visibleTo, text } = ephemeral.parse(args);
      const { message_ts: ts } = posted.parse(answer);
      privateLines.add({ ts, conversationId, visibleTo, authorId: BOT_USER_ID, text, blocks: undefined });
    }
    changes.changed();
  }

  const strictness = createStrictness(emulator, manifest.botScopes);
  const webApi = createWebApi({
    emulator,
    strictness,
    faults,
    botToken: SANDBOX_BOT_TOKEN,
    newId,
    record,
    onDone: afterCall,
  });
  const messages = createBotMessages({ emulator, privateLines, botUserId: BOT_USER_ID, newId });
  const onDone = () => changes.changed();
  const responseUrls = createResponseUrls({ faults, record, baseUrl: () => url, messages, now, onDone });

  let requestUrl: string | undefined;
  const bot = createBotConnection({ requestUrl: () => requestUrl, signingSecret: SANDBOX_SIGNING_SECRET, now });
  const triggerId = async (userId: string) =>
    trigger.parse(await emulator.demand('bot', 'views.generateTriggerId', { user_id: userId })).trigger_id;
  const toBot = { bot, messages, identity, responseUrl: responseUrls.open, triggerId, now };
  const runCommand = createSlashCommands({ ...toBot, commands: manifest.commands });
  const clickButton = createClicks(toBot);
  const view = createStateReader({ emulator, privateLines, people: everybody });

  const state = async (me: Person): Promise<WorkspaceState> => ({
    team: { name: TEAM.name },
    me,
    people: everybody,
    ...(await view(me)),
    suggestions: [...suggestions],
    cams: cams(),
  });

  /** Where somebody is; undefined for a conversation that they can't see. */
  async function whereIs(me: Person, conversationId: string): Promise<Where | undefined> {
    const conversation = (await view(me)).conversations.find(({ id }) => id === conversationId);
    return conversation && { me, conversation };
  }

  async function say(me: Person, conversationId: string, text: string): Promise<SayAnswer> {
    const where = await whereIs(me, conversationId);
    if (where === undefined) return { ok: false, error: 'You can’t see that conversation.' };
    const answer = text.startsWith('/') ? await runCommand(where, text) : await post(me, conversationId, text);
    changes.changed();
    return answer;
  }

  async function post(me: Person, channel: string, text: string): Promise<SayAnswer> {
    const answer = await emulator.call({ person: me.name }, 'chat.postMessage', { channel, text });
    return answer.ok ? { ok: true } : { ok: false, error: `The message was not sent (${answer.error}).` };
  }

  async function click(me: Person, button: Parameters<Workspace['click']>[1]): Promise<SayAnswer> {
    const where = await whereIs(me, button.conversationId);
    if (where === undefined) return { ok: false, error: 'You can’t see that conversation.' };
    const line = (await view(me)).lines.find(
      ({ ts, conversationId }) => ts === button.messageTs && conversationId === button.conversationId,
    );
    const answer = await clickButton(where, line, { as: me.id, ...button });
    changes.changed();
    return answer;
  }

  const person = (as: string | null) => everybody.find(({ id, isBot }) => !isBot && (as === null ? true : id === as));
  const asPerson = async (as: string, run: (me: Person) => Promise<SayAnswer>): Promise<SayAnswer> => {
    const me = person(as);
    return me === undefined ? { ok: false, error: 'Nobody has that ID.' } : run(me);
  };
  const pageRoute = createPageRoutes({
    emulator,
    changes,
    person,
    state,
    say: ({ as, conversationId, text }) => asPerson(as, (me) => say(me, conversationId, text)),
    act: ({ as, ...button }) => asPerson(as, (me) => click(me, button)),
  });

  function handlerOf(method: string, pathname: string): Handler | undefined {
    if (pathname.startsWith('/api/')) return webApi.call;
    if (pathname.startsWith('/upload/v1/')) return webApi.upload;
    if (pathname.startsWith('/response/')) return responseUrls.post;
    return pageRoute(method, pathname) ?? page;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = new URL(request.url ?? '/', url);
    const handler = handlerOf(request.method ?? 'GET', target.pathname);
    try {
      if (handler === undefined) sendJson(response, 404, { error: 'not_found' });
      else await handler(request, response, target);
    } catch (error) {
      // A fault of the sandbox itself: the bot sees a 500, and a test's log why.
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: String(error) });
    }
  }
  server.on('request', handle);

  return {
    url,
    apiUrl: `${url}/api/`,
    people,
    conversations,
    calls,
    connectBot: (given) => {
      requestUrl = given;
    },
    state,
    say,
    click,
    changed: () =>
      new Promise((resolve) => {
        const unsubscribe = changes.subscribe(() => {
          unsubscribe();
          resolve();
        });
      }),
    failNext: (method, fault, times = 1) => faults.plan(method, fault, times),
    async close() {
      await close(server);
      await emulator.close();
    },
  };
}
