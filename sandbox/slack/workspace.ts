import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createAfterCall } from './after-call.ts';
import { createAmendments } from './amendments.ts';
import { createBotConnection, type DeliveryControls } from './bot-connection.ts';
import { createBotMessages } from './bot-messages.ts';
import { createChanges } from './changes.ts';
import { type ConversationControls, createConversationControls } from './conversation-controls.ts';
import { APP_ID, BOT_USER_ID, startEmulator, TEAM_ID } from './emulator.ts';
import type { After } from './event-retries.ts';
import { createPlannedFaults, type Fault } from './faults.ts';
import type { AccountFlows } from './flow-editing.ts';
import { close, type Handler, listen, sendJson } from './http.ts';
import type { Manifest } from './manifest.ts';
import { createMessageEvents, type MessageEvents } from './message-events.ts';
import { AUTHORIZE_PATH, createOAuthPages } from './oauth-pages.ts';
import { createOrganisationInstall, type Organisation } from './organisation-install.ts';
import { createOrganisations } from './organisations.ts';
import type { Person, Suggestion, WorkspaceState } from './page-api.ts';
import { createPageRoutes } from './page-routes.ts';
import { createPersonActions, type PersonActions } from './person-actions.ts';
import { createPrivateFiles } from './private-files.ts';
import { createPrivateLines } from './private-lines.ts';
import { createResponseUrls } from './response-urls.ts';
import type { AppIdentity } from './said.ts';
import { type Conversations, moveIn, type People, SEED, TEAM } from './seed.ts';
import { createSocketMode, OPEN_METHOD, type SocketModeControls } from './socket-mode.ts';
import { createStateReader } from './state.ts';
import { createStrictness } from './strictness.ts';
import { createSwitches, type RamPermission, type SwitchBoard } from './switches.ts';
import { createThreads } from './threads.ts';
import { createUploadAsPerson } from './upload-as-person.ts';
import { createUserGroups } from './user-groups.ts';
import { createViews, shownView } from './views.ts';
import { createWebApi, type RecordedCall } from './web-api.ts';

/** What the bot is told, so that it takes this workspace for Slack. */
export const SANDBOX_BOT_TOKEN = 'xoxb-sandbox-bot-token';
export const SANDBOX_SIGNING_SECRET = 'sandbox-signing-secret';
export const SANDBOX_APP_TOKEN = 'xapp-sandbox-app-token';

export interface WorkspaceOptions {
  manifest: Manifest;
  /** Installs the app for the workspace, by the pages of OAuth; absent: the app is there, with the bot's token. */
  organisation?: Organisation;
  /** 0 or absent: any free port. */
  port?: number;
  suggestions?: readonly Suggestion[];
  /** What the page shows of the account's API. */
  cams?: () => WorkspaceState['cams'];
  /** The flows that the page can edit; absent: none. */
  flows?: AccountFlows;
  /** The RAM permission of the account; absent: nothing to switch. */
  permission?: RamPermission;
  /** Serves the page; absent: there is none. */
  page?: Handler;
  /** Reaches the bot through WebSockets that it opens, and never by HTTP. */
  socketMode?: boolean;
}

export interface Workspace extends PersonActions, ConversationControls, DeliveryControls {
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
  /** Sends an event of the Events API, given without its envelope. */
  sendEvent: MessageEvents['send'];
  /** Which blocks Slack takes beside a file, and whether the bot's RAM user may call the account's API. */
  switches: SwitchBoard;
  /** The WebSockets of Socket Mode. */
  socketMode: SocketModeControls;
  /** Somebody shares a file. */
  shareFile: ReturnType<typeof createUploadAsPerson>;
  /** The workspace as somebody sees it. */
  state(as: Person): Promise<WorkspaceState>;
  /** Resolves when something changed. */
  changed(): Promise<void>;
  /** Makes the bot's next `times` (1) requests of that kind go wrong: a Web API method, `upload` or `response_url`. */
  failNext(method: string, fault: Fault, times?: number): void;
  close(): Promise<void>;
}

const NO_CAMS = { callsInLastSecond: 0, worstWindow: 0, calls: 0, dropped: 0 };
const usualIdentity = {
  appId: APP_ID,
  team: { id: TEAM_ID, domain: TEAM.domain },
  token: 'sandbox-verification-token',
};

/** Keeps no process alive. */
const after: After = (ms, run) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};

const newId = () => randomBytes(4).toString('base64url');

/** An organisation that has given the app to this workspace. */
function installFor(organisation: Organisation, botScopes: readonly string[], userId: string) {
  const install = createOrganisationInstall(organisation);
  install.isChosen = true;
  install.workspaces.add(TEAM_ID);
  const pages = createOAuthPages({ organisation: install, botToken: SANDBOX_BOT_TOKEN, botScopes, userId });
  return { organisation: install, pages };
}

/** Starts a small Slack on this machine: emulate's Web API, and what emulate lacks around it. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const {
    manifest,
    port = 0,
    suggestions = [],
    cams = () => NO_CAMS,
    flows,
    permission,
    page,
    socketMode: isSocketMode = false,
    organisation: installedBy,
  } = options;
  const identity: AppIdentity = { ...usualIdentity, ...(installedBy && { organisation: installedBy }) };
  const server = createServer({ keepAliveTimeout: 0 });
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  const emulator = await startEmulator({ ...SEED, baseUrl: url, manifest });
  const { people, conversations, shared } = await moveIn(emulator, manifest.botName);
  const everybody = Object.values(people);

  const calls: RecordedCall[] = [];
  const record = (call: Omit<RecordedCall, 'at'>) => void calls.push({ ...call, at: Date.now() });
  const faults = createPlannedFaults();
  const changes = createChanges();
  const privateLines = createPrivateLines();
  const views = createViews();
  const now = Date.now;

  const threads = createThreads(emulator);
  const organisations = createOrganisations(everybody, shared);
  const switches = createSwitches(permission);

  const messages = createBotMessages({ emulator, privateLines, botUserId: BOT_USER_ID, newId });
  const { changed } = changes;
  const responseUrls = createResponseUrls({ faults, record, baseUrl: () => url, messages, now, onDone: changed });

  let requestUrl: string | undefined;
  const overHttp = createBotConnection({
    requestUrl: () => requestUrl,
    signingSecret: SANDBOX_SIGNING_SECRET,
    now,
    after,
  });
  const socketMode = createSocketMode({
    isOn: isSocketMode,
    server,
    baseUrl: url,
    appId: APP_ID,
    appToken: SANDBOX_APP_TOKEN,
    botToken: SANDBOX_BOT_TOKEN,
    faults,
    record,
    newId,
    after,
  });
  const bot = isSocketMode ? socketMode.connection : overHttp;
  const { sharedWith } = organisations;
  const sightOf = createStateReader({ emulator, privateLines, people: everybody, sharedWith });
  const messageEvents = createMessageEvents({ bot, identity, manifest, newId, now });
  const strictness = createStrictness({
    emulator,
    botScopes: manifest.botScopes,
    views,
    threads,
    fileBlocks: switches.fileBlocks,
  });
  const install = installedBy && installFor(installedBy, manifest.botScopes, people.onCallEngineer.id);
  const webApi = createWebApi({
    emulator,
    strictness,
    faults,
    botToken: SANDBOX_BOT_TOKEN,
    botScopes: manifest.botScopes,
    newId,
    record,
    own: createUserGroups(people, manifest.botScopes),
    install,
    amend: createAmendments({ emulator, people: everybody, organisations, shared, threads }),
    onDone: createAfterCall({ views, threads, privateLines, messageEvents, changed }),
  });
  const { botScopes } = manifest;
  const privateFiles = createPrivateFiles({ emulator, botToken: SANDBOX_BOT_TOKEN, botScopes, record });
  const actions = createPersonActions({
    emulator,
    bot,
    messages,
    identity,
    manifest,
    views,
    people: everybody,
    privateLines,
    messageEvents,
    sightOf,
    responseUrl: responseUrls.open,
    newId,
    now,
    changed,
  });

  async function state(me: Person): Promise<WorkspaceState> {
    const sight = await sightOf(me);
    const home = views.home(me.id);
    return {
      team: { name: TEAM.name },
      connection: isSocketMode ? 'Socket Mode' : 'HTTP',
      me,
      people: everybody,
      ...sight,
      suggestions: suggestions.filter(({ needs }) => needs === undefined || manifest.botEvents.includes(needs)),
      shortcuts: me.outside === undefined ? [...manifest.shortcuts] : [],
      modals: views.modals(me.id).map(shownView),
      ...(home === undefined ? {} : { home: shownView(home) }),
      cams: cams(),
      switches: switches.state(),
      ...(flows === undefined ? {} : { watchPace: flows.watchPace }),
    };
  }

  const person = (as: string | null) => everybody.find(({ id, isBot }) => !isBot && (as === null ? true : id === as));
  const pageRoute = createPageRoutes({ emulator, changes, person, state, actions, switches, flows });

  function handlerOf(method: string, pathname: string): Handler | undefined {
    if (pathname === `/api/${OPEN_METHOD}`) return socketMode.open;
    if (pathname.startsWith('/api/')) return webApi.call;
    if (pathname === AUTHORIZE_PATH && install !== undefined) return install.pages.authorize;
    if (pathname.startsWith('/upload/v1/')) return webApi.upload;
    if (pathname.startsWith('/files-pri/')) return privateFiles;
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
    socketMode: socketMode.controls,
    sendEvent: messageEvents.send,
    loseAcks: bot.loseAcks,
    sendAgain: bot.sendAgain,
    switches,
    state,
    shareFile: createUploadAsPerson(emulator, changed),
    ...actions,
    ...createConversationControls({ emulator, person: people.supportLead.name, changed }),
    changed: () =>
      new Promise((resolve) => {
        const unsubscribe = changes.subscribe(() => {
          unsubscribe();
          resolve();
        });
      }),
    failNext: (method, fault, times = 1) => faults.plan(method, fault, times),
    async close() {
      socketMode.close();
      await close(server);
      await emulator.close();
    },
  };
}
