import { App, type Receiver, type webApi } from '@slack/bolt';
import { vi } from 'vitest';
import type { Access } from '../../../../src/access/access.ts';
import type { AccountAccess } from '../../../../src/access/account-access.ts';
import type { AuditEntry } from '../../../../src/audit/entry.ts';
import type { AuditRecords } from '../../../../src/audit/records.ts';
import type { CamsAccount } from '../../../../src/cams/account.ts';
import type { CheckFlow } from '../../../../src/flows/catalogue/check-flow.ts';
import type { CatalogueAnswer, FlowCatalogue } from '../../../../src/flows/catalogue/flow-catalogue.ts';
import type { FlowVersions } from '../../../../src/flows/fetch/flow-versions.ts';
import { createHeldMemory } from '../../../../src/flows/fetch/held-memory.ts';
import type { LookAtFlow } from '../../../../src/flows/fetch/look-at-flow.ts';
import type { Space } from '../../../../src/flows/ids/spaces.ts';
import type { Favourites, FetchHistory, Preferences } from '../../../../src/flows/records.ts';
import { checkGivenText } from '../../../../src/flows/work/check-given.ts';
import { createChecksUnderWay } from '../../../../src/flows/work/checks-under-way.ts';
import type { Log } from '../../../../src/log.ts';
import type { NotifyPreferences, OpsChannels, Watches } from '../../../../src/notify/records.ts';
import type { Watcher } from '../../../../src/notify/watcher.ts';
import type { Accept, Accepted } from '../../../../src/requests/accept.ts';
import type { DisplayPreferences } from '../../../../src/requests/display.ts';
import type { HeldQuestions } from '../../../../src/requests/held-questions.ts';
import type { OnceKey } from '../../../../src/requests/journal.ts';
import { PlaceChanged } from '../../../../src/requests/refusals.ts';
import type { FlowRequest } from '../../../../src/requests/request.ts';
import type { AccountSettings } from '../../../../src/settings/types.ts';
import type { DrawChangePictures } from '../../../../src/slack/delivery/pictures/change-pictures.ts';
import { NO_PLAN } from '../../../../src/slack/delivery/pictures/late-plan.ts';
import type { ShareLater } from '../../../../src/slack/delivery/pictures/share-later.ts';
import { createPrivateLine, type ReplyPrivately } from '../../../../src/slack/delivery/private-line.ts';
import type { ReadThread } from '../../../../src/slack/delivery/read-thread.ts';
import { respondBy } from '../../../../src/slack/delivery/response-url.ts';
import type { ShareFiles } from '../../../../src/slack/delivery/share-files.ts';
import { auditedParts } from '../../../../src/slack/listeners/audited-parts.ts';
import type { DoorParts, ListenerParts } from '../../../../src/slack/listeners/listener-parts.ts';
import { createDoorParts } from '../../../../src/slack/listeners/parts-of-team.ts';
import { registerListeners } from '../../../../src/slack/listeners/register.ts';
import { paragraphs } from '../../../../src/slack/messages/message.ts';
import { boltLogger } from '../../../../src/slack/workspaces/bolt-logger.ts';
import { accessWith } from '../../support/access.ts';
import { checkAtOnce } from '../../support/check-at-once.ts';
import { compareAtOnce } from '../../support/compare-at-once.ts';
import { instantClock } from '../../support/fakes.ts';
import { catalogued } from './flows.ts';
import { guardAtOnce } from './guard.ts';
import { answerAll } from './slack-dispatcher.ts';
import { english, shownIn } from './texts.ts';

/** Of a question that is kept. */
export const HELD_ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

export const ACCOUNTS: readonly AccountSettings[] = [
  {
    name: 'default',
    endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
    accessKey: undefined,
    callsPerSecond: 5,
    custSpaceId: undefined,
    spaces: [
      { name: 'eu-shop', custSpaceId: 'cams-eu' },
      { name: 'us-shop', custSpaceId: 'cams-us' },
    ],
  },
];

const camsAccount: Pick<CamsAccount, 'name' | 'health'> = {
  name: 'default',
  health: () => ({
    operation: 'GetFlowJSONAssest' as const,
    callsInLastMinute: 0,
    limitPerMinute: 300,
    queue: { ahead: 0, expectedWaitMs: 0 },
    lastSuccessAt: undefined,
    lastError: undefined,
  }),
};

/** Log lines, as the level and its words. */
export function createRecordingLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const record =
    (level: string) =>
    (...parts: unknown[]) => {
      lines.push(`${level}: ${parts.map((part) => (typeof part === 'string' ? part : '')).join('')}`);
    };
  return {
    log: { debug: () => {}, info: record('info'), warn: record('warn'), error: record('error') } as Log,
    lines,
  };
}

/** Web API methods that the listeners call, each answered well. */
function stubClient(client: webApi.WebClient) {
  return {
    openView: vi.spyOn(client.views, 'open').mockResolvedValue({ ok: true }),
    publishView: vi.spyOn(client.views, 'publish').mockResolvedValue({ ok: true }),
    postEphemeral: vi.spyOn(client.chat, 'postEphemeral').mockResolvedValue({ ok: true }),
    postMessage: vi.spyOn(client.chat, 'postMessage').mockResolvedValue({ ok: true, ts: '1700000002.000200' }),
    deleteMessage: vi.spyOn(client.chat, 'delete').mockResolvedValue({ ok: true }),
    updateMessage: vi.spyOn(client.chat, 'update').mockResolvedValue({ ok: true }),
    authTest: vi.spyOn(client.auth, 'test').mockResolvedValue({ ok: true, team: 'Harbour & Co' }),
    joinConversation: vi.spyOn(client.conversations, 'join').mockResolvedValue({ ok: true }),
    openConversation: vi
      .spyOn(client.conversations, 'open')
      .mockResolvedValue({ ok: true, channel: { id: 'D000000001' } }),
    join: vi.spyOn(client.conversations, 'join').mockResolvedValue({ ok: true }),
  };
}

const receiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

/** What the listeners did, in its order: a request accepted, Slack acked, a post to a `response_url`. */
export type Step = 'accept' | 'ack' | 'post';

/** A real Bolt app with every listener, whose parts are fakes and whose Slack is stubbed. */
export function setUpApp(
  {
    installationChanges,
    ...overrides
  }: Partial<Omit<ListenerParts, 'audit'> & Pick<DoorParts, 'installationChanges'>> = {},
  accountAccess?: AccountAccess,
  access: Access = accessWith(),
  clock: DoorParts['clock'] = { wait: () => new Promise(() => {}) },
) {
  const steps: Step[] = [];
  const posts: { url: string; body: Record<string, unknown> }[] = [];
  answerAll(({ url, body }) => {
    steps.push('post');
    posts.push({ url, body: JSON.parse(body) });
    return { status: 200, body: 'ok' };
  });

  const { log, lines } = createRecordingLog();
  const started: FlowRequest[] = [];
  const onceKeys: (readonly OnceKey[])[] = [];
  const places = {
    destination: vi.fn<Preferences['destination']>(async () => 'conversation'),
    setDestination: vi.fn<Preferences['setDestination']>(async () => {}),
    space: vi.fn<Preferences['space']>(async () => undefined),
    setSpace: vi.fn<Preferences['setSpace']>(async () => {}),
  };
  const placeOf: Preferences['of'] = async (teamId, channelId) => ({
    destination: await places.destination(teamId),
    space: channelId === undefined ? undefined : await places.space(teamId, channelId),
  });
  const preferences = {
    ...places,
    of: vi.fn<Preferences['of']>(placeOf),
    assumed: vi.fn<Preferences['assumed']>(() => ({ destination: 'conversation', space: undefined })),
    learn: vi.fn<Preferences['learn']>(() => {}),
  };
  const favourites = {
    add: vi.fn<Favourites['add']>(async () => 'added'),
    remove: vi.fn<Favourites['remove']>(async () => {}),
    list: vi.fn<Favourites['list']>(async () => []),
  };
  const history = {
    add: vi.fn<FetchHistory['add']>(async () => {}),
    recent: vi.fn<FetchHistory['recent']>(async () => []),
  };
  const findWatch = vi.fn<Watches['find']>(async () => undefined);
  const watches = {
    add: vi.fn<Watches['add']>(async () => 'added'),
    find: findWatch,
    // What is there.
    remove: vi.fn<Watches['remove']>((key) => findWatch(key)),
    ofChannel: vi.fn<Watches['ofChannel']>(async () => []),
    ofCreator: vi.fn<Watches['ofCreator']>(async () => []),
    mute: vi.fn<Watches['mute']>(async () => true),
    fullFor: vi.fn<Watches['fullFor']>(async () => undefined),
    countOf: vi.fn<Watches['countOf']>(async () => 0),
    blindFlows: vi.fn<Watches['blindFlows']>(async () => new Map()),
    pauseUnserved: vi.fn<Watches['pauseUnserved']>(async () => 0),
    pauseChannel: vi.fn<Watches['pauseChannel']>(async () => []),
    pauseFlow: vi.fn<Watches['pauseFlow']>(async () => []),
    pauseShared: vi.fn<Watches['pauseShared']>(async () => {}),
  };
  const versions = {
    latest: vi.fn<FlowVersions['latest']>(async () => undefined),
    get: vi.fn<FlowVersions['get']>(async () => undefined),
    oldest: vi.fn<FlowVersions['oldest']>(async () => 1),
    list: vi.fn<FlowVersions['list']>(async () => []),
  };
  const notifyPreferences = {
    get: vi.fn<NotifyPreferences['get']>(async () => ({
      mode: 'at-once',
      useThread: false,
      broadcast: false,
      filesIn: 'thread' as const,
    })),
    set: vi.fn<NotifyPreferences['set']>(async () => {}),
  };
  const displays = {
    of: vi.fn<DisplayPreferences['of']>(async () => ({ channel: undefined, workspace: 'both' })),
    setWorkspace: vi.fn<DisplayPreferences['setWorkspace']>(async () => {}),
    setChannel: vi.fn<DisplayPreferences['setChannel']>(async () => {}),
  };
  const opsChannels = {
    set: vi.fn<OpsChannels['set']>(async () => undefined),
    remove: vi.fn<OpsChannels['remove']>(async () => undefined),
    of: vi.fn<OpsChannels['of']>(async () => undefined),
    all: vi.fn<OpsChannels['all']>(async () => []),
  };
  const lookAtFlow = vi.fn<LookAtFlow>(async () => Promise.reject(new Error('the test says nothing of it')));
  const watcher = { interval: vi.fn<Watcher['interval']>(() => undefined) };
  const share = vi.fn<ShareFiles['share']>(async () => ({ fileIds: ['F1'], permalink: 'https://files.example/F1' }));
  const find = vi.fn(
    async (_space: Space, _query: string, _page: object): Promise<CatalogueAnswer> => ({
      flows: [catalogued({ categories: ['SIGN_UP'] })],
      total: 1,
      isComplete: true,
    }),
  );
  /** Every ID is a flow of the first space. */
  const lookUp = vi.fn<FlowCatalogue['lookUp']>(async ([space], ids) => ({
    listed: ids.map(({ id: flowId }) => catalogued({ flowId, ...space })),
    isListKnown: true,
  }));
  const checkFlow = vi.fn<CheckFlow>(async () => ({ is: 'there' }));
  let outcome: (tell: ReplyPrivately) => void = () => {};
  const accept = vi.fn<Accept>(async (request, once, assumed): Promise<Accepted | undefined> => {
    // As the journal does, which takes a while.
    await new Promise((resolve) => setImmediate(resolve));
    const place = await placeOf(request.teamId, assumed?.channelId);
    const isAsAssumed = assumed?.destination === place.destination && assumed.space === place.space;
    if (!isAsAssumed) throw new PlaceChanged(place);
    steps.push('accept');
    started.push(request);
    onceKeys.push(once);
    const { url, channelId, replaces } = request.replyTo;
    const respond = respondBy({ client: app.client, log }, url);
    const tell = createPrivateLine({ respond, client: app.client, userId: request.userId, channelId, replaces, log });
    outcome(tell);
    const send = async (text: string) => void (await tell(paragraphs(text)));
    return {
      started: { queues: request.flows.map(() => ({ ahead: 0, expectedWaitMs: 0 })), expectedMs: 1000 },
      reply: {
        started: () => send('started'),
        retrying: () => send('retrying'),
        progress: () => send('progress'),
        end: (note) => tell(paragraphs(note)),
      },
    };
  });
  const seen = new Set<string>();
  const isNew = vi.fn(async (_teamId: string, { key }: OnceKey) => {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const readThread = vi.fn<ReadThread>(async () => []);
  const recorded: AuditEntry[] = [];
  const audit = { record: async (entry: AuditEntry) => void recorded.push(entry) };
  const heldQuestions = {
    keep: vi.fn<HeldQuestions['keep']>(async () => HELD_ID),
    find: vi.fn<HeldQuestions['find']>(async () => undefined),
  };
  const auditRecords = { read: vi.fn<AuditRecords['read']>(async function* () {}) };
  const reloadRules = vi.fn<ListenerParts['reloadRules']>(async () => ({ report: undefined, unread: [] }));
  const drawChangePictures = vi.fn<DrawChangePictures>(async () => ({
    files: [],
    missing: [],
    drawing: [],
    orders: [],
  }));
  const shareLater = { add: vi.fn<ShareLater['add']>() };
  const guard = guardAtOnce({}, overrides.organisationsOf);
  const parts: Omit<ListenerParts, 'audit'> = {
    auditRecords,
    reloadRules,
    heldQuestions,
    organisationsOf: guard.organisations,
    missingScopes: async () => [],
    passVersions: guard.passVersions,
    demandIn: async () => {},
    requests: { accept, isNew },
    readThread,
    textsFor: async () => english,
    catalogue: { find, lookUp },
    checkFlow,
    accounts: ACCOUNTS,
    offered: () => ACCOUNTS,
    may: () => true,
    isOffered: () => true,
    refusal: () => undefined,
    camsAccounts: () => [camsAccount],
    preferences,
    drawChangePictures,
    shareLater,
    planLate: () => NO_PLAN,
    displays,
    history,
    favourites,
    watches,
    versions,
    lookAtFlow,
    admitFile: async () => {},
    compare: compareAtOnce,
    checkJson: checkAtOnce,
    checkGiven: async (given) => checkGivenText(given),
    checksUnderWay: createChecksUnderWay(),
    notifyPreferences,
    opsChannels,
    opsChannel: undefined,
    watcher,
    shareFilesBy: (of, consent) => guard.guarded(of, { share, find: async () => undefined }, consent),
    version: '0.1.0',
    clock: instantClock,
    wallMs: () => 1_700_000_000_000,
    log,
    ...overrides,
  };

  const app = new App({
    receiver,
    authorize: async () => ({ botId: 'B000000009', botUserId: 'U000000009' }),
    logger: boltLogger(log, 'info'),
    // Nobody listens there: what is not stubbed fails, and never leaves this machine.
    clientOptions: { slackApiUrl: 'http://127.0.0.1:1/api/', retryConfig: { retries: 0 } },
  });
  const client = stubClient(app.client);
  const heldMemory = createHeldMemory();
  const rules = {
    ...{ access, clock, audit, heldMemory, newId: () => 'an-id' },
    ...(installationChanges && { installationChanges }),
  };
  const ofOneWorkspace: DoorParts = {
    ...rules,
    partsOf: (_teamId, of) => auditedParts(parts, of),
    textsFor: parts.textsFor,
    log: parts.log,
  };
  registerListeners(
    app,
    accountAccess === undefined
      ? ofOneWorkspace
      : createDoorParts({ ...parts, ...rules, accountAccess, versions: { ofTeam: () => parts.versions } }),
  );
  app.error(async (error) => log.error({ err: error }, `not handled: ${error.message}`));

  const acks: unknown[] = [];
  /** Sends what Slack would send; resolves once every listener has ended, with what it was acked with; the first ack may get lost. */
  async function send(body: object, { isAckLost = false } = {}): Promise<unknown[]> {
    acks.length = 0;
    let isLost = isAckLost;
    const ack = async (answer?: unknown) => {
      if (isLost) {
        isLost = false;
        throw new Error('The connection is closed');
      }
      steps.push('ack');
      acks.push(answer);
    };
    await app.processEvent({ body: { ...body }, ack });
    return [...acks];
  }
  /** What the person reads of all this: acks, private lines by the `response_url`, in the conversation and directly. */
  const notified = (): string =>
    [
      ...acks,
      ...posts.map(({ body }) => body),
      ...client.postEphemeral.mock.calls.flat(),
      ...client.postMessage.mock.calls.flat(),
    ]
      .map((one) => shownIn(one))
      .join('\n');
  return {
    send,
    notified,
    acks,
    steps,
    accept,
    started,
    onceKeys,
    posts,
    lines,
    client,
    preferences,
    favourites,
    history,
    watches,
    versions,
    lookAtFlow,
    heldMemory,
    notifyPreferences,
    displays,
    drawChangePictures,
    shareLater,
    opsChannels,
    watcher,
    share,
    find,
    lookUp,
    checkFlow,
    isNew,
    readThread,
    recorded,
    auditRecords,
    heldQuestions,
    onStart: (act: (tell: ReplyPrivately) => void) => {
      outcome = act;
    },
  };
}
