import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { hostname } from 'node:os';
import type { webApi } from '@slack/bolt';
import { createAccess, groupsIn } from './access/access.ts';
import { createAccountAccess } from './access/account-access.ts';
import { createRulesInForce } from './access/rules-in-force.ts';
import { createAudit } from './audit/audit.ts';
import { createAccountWithBudgets } from './cams/account-with-budgets.ts';
import { createAssetDownloader } from './cams/asset.ts';
import { createSharedLimits } from './cams/shared-limits.ts';
import { CAMS_OPERATIONS, type FlowRef } from './cams/types.ts';
import { type Clock, systemClock } from './clock.ts';
import { createCheckFlow } from './flows/catalogue/check-flow.ts';
import { createFlowCatalogue } from './flows/catalogue/flow-catalogue.ts';
import { createBytesInFlight } from './flows/fetch/bytes-in-flight.ts';
import { createFetchFile } from './flows/fetch/fetch-file.ts';
import { createFetchFlow } from './flows/fetch/fetch-flow.ts';
import { createDetailsOf } from './flows/fetch/flow-details.ts';
import { createHeldMemory, heldLook, heldVersions } from './flows/fetch/held-memory.ts';
import { createLookAtFlow } from './flows/fetch/look-at-flow.ts';
import { createSinceSeen } from './flows/fetch/since-seen.ts';
import { spaceLabel, spacesOf } from './flows/ids/spaces.ts';
import { createChecksUnderWay } from './flows/work/checks-under-way.ts';
import { createFlowProcess, createFlowWork, workerMemoryMb } from './flows/work/flow-work.ts';
import type { Log } from './log.ts';
import { createAccountNotices } from './notify/account-notices.ts';
import { createNotifyOperators } from './notify/notify-operators.ts';
import { pacedClock } from './notify/paced-clock.ts';
import { createShownTimes, type WatchTime } from './notify/shown-times.ts';
import { createWatcher } from './notify/watcher.ts';
import { createDrawOnce, createPicturePool, type PicturePool } from './picture/index.ts';
import { goThroughProxy } from './proxy.ts';
import { createRemember } from './requests/remember.ts';
import { createRequests } from './requests/requests.ts';
import { createRun } from './requests/run.ts';
import { readAccess } from './settings/access/access-file.ts';
import type { Settings } from './settings/types.ts';
import { createAcceptedForms } from './slack/delivery/accepted-forms.ts';
import { createCheckResults } from './slack/delivery/check-results.ts';
import { createConnectedOrganisations } from './slack/delivery/connected-organisations.ts';
import { createAskConversation } from './slack/delivery/conversation-info.ts';
import { FILE_MAKERS } from './slack/delivery/file-makers.ts';
import { createGroupNotices } from './slack/delivery/group-notices.ts';
import { createNotifiedFiles } from './slack/delivery/notified-files.ts';
import { createNotifier } from './slack/delivery/notifier.ts';
import { createDrawChangePictures } from './slack/delivery/pictures/change-pictures.ts';
import { createDrawPictures } from './slack/delivery/pictures/draw-pictures.ts';
import { createPlanLate } from './slack/delivery/pictures/late-plan.ts';
import { createRecoverPictures } from './slack/delivery/pictures/recover-pictures.ts';
import { createShareLater } from './slack/delivery/pictures/share-later.ts';
import { createReadThread } from './slack/delivery/read-thread.ts';
import { createDelivery } from './slack/delivery/requests/delivery.ts';
import { createReplies } from './slack/delivery/requests/replies.ts';
import { createShareFiles } from './slack/delivery/share-files.ts';
import { createShareGuard } from './slack/delivery/share-guard.ts';
import { givingWay } from './slack/delivery/slack-fetch.ts';
import { createDeliveryTurns, createUploadTurns } from './slack/delivery/turns.ts';
import { createDoorParts } from './slack/listeners/parts-of-team.ts';
import { registerListeners } from './slack/listeners/register.ts';
import { createAcksDue } from './slack/workspaces/acks-due.ts';
import { createBolt } from './slack/workspaces/bolt.ts';
import { boltLogger } from './slack/workspaces/bolt-logger.ts';
import { createAccessFacts } from './slack/workspaces/facts/access-facts.ts';
import { createGroups } from './slack/workspaces/facts/groups.ts';
import { createMissingScopes } from './slack/workspaces/facts/missing-scopes.ts';
import { createPeople } from './slack/workspaces/facts/people.ts';
import { createHealthRoute } from './slack/workspaces/health-route.ts';
import { encryptAnew } from './slack/workspaces/installations/encrypt-anew.ts';
import { createInstallationChanges } from './slack/workspaces/installations/installation-changes.ts';
import { demandOneWorkspace } from './slack/workspaces/installations/one-workspace.ts';
import { learnOrganisations } from './slack/workspaces/installations/organisations.ts';
import { createLanguages } from './slack/workspaces/languages.ts';
import { openDatabase } from './store/database.ts';
import { createForgetWorkspaces } from './store/forget-workspace.ts';
import { createRepositories } from './store/repositories/index.ts';
import { createRetention } from './store/retention.ts';
import { createWriteProbe } from './store/write-probe.ts';
import { VERSION } from './version.ts';

/** What a running bot can be told. */
export interface Bot {
  /**
   * Asks Slack whether the token is good, then listens (HTTP) or connects (Socket Mode).
   *
   * @throws whatever Slack's client or the port throws.
   */
  start(): Promise<void>;
  /**
   * Takes nothing new, ends what runs within ten seconds, and tells each requester whose turn did not come. At any moment, also
   * while it starts: `start` then goes no further.
   */
  stop(): Promise<void>;
  /** Reads the file of access rules again, in this process; what is wrong with it is logged. Never rejects. */
  readAccessRules(): Promise<void>;
  /** Resolves once no ack is due, or after a while all the same: for what nobody waits for. Never rejects. */
  giveWay(): Promise<void>;
  /** Of the processes that draw, which serve whoever warms up as well. */
  picturePool: Pick<PicturePool, 'drawFlow' | 'drawChange' | 'warmUp' | 'load'>;
}

/** What the bot meets: each that is left out is the real one. */
export interface Edges {
  /** Slack's requests over HTTP, in place of the port: is handed the server that takes their connections. */
  takeServer?: (server: Server) => void;
  clock?: Clock;
  picturePool?: PicturePool;
  /** Lets others go first, between two steps of what takes a while. */
  giveWay?: () => Promise<void>;
}

/** A request that waits for its turn after this is told that the bot stops; one under way may go on for the rest. */
const STOP_WAITING_AFTER_MS = 5_000;
const STOP_AFTER_MS = 10_000;
/** Each step of a share makes way for acks for so long at most. */
const GIVES_WAY_FOR_MS = 250;
const MINUTES_PER_HOUR = 60;

/**
 * Puts all parts together: the only file that knows every one of them.
 *
 * @param edges absent: the world.
 * @throws {StoreError} where the database can't be opened.
 */
export async function createBot(settings: Settings, log: Log, edges: Edges = {}): Promise<Bot> {
  const { accounts, port, slack, sharedForMs, watchPace } = settings;
  const [clock, wallMs, random] = [edges.clock ?? systemClock, Date.now, Math.random];
  const database = await openDatabase(settings.databaseUrl, {
    connections: settings.databaseConnections,
    giveWay: edges.giveWay,
  });
  const { db, dialect } = database;
  const proxy = goThroughProxy(settings.proxy);
  const owner = randomUUID();
  const processName = `${hostname()}/${process.pid}`;
  const watchTime: WatchTime = { pace: watchPace, since: wallMs(), wallMs };
  const repositories = createRepositories(database, {
    owner,
    processName,
    clock,
    sharedForMs,
    watchTime,
    shareLimits: settings.shareLimits,
    log,
  });
  const { callSlotsOf, installationsOf, seen, journal, exchange, history, favourites, preferences } = repositories;
  const { catalogueRecords, auditRecords, pictures, latePictures, displays, heldQuestions, organisationWorkspaces } =
    repositories;
  const auditStream = settings.auditLog === 'off' ? undefined : process[settings.auditLog];
  const audit = createAudit({
    records: auditRecords,
    ...(auditStream && { stream: (lines: string) => void auditStream.write(lines) }),
    newId: randomUUID,
    wallMs,
    log,
  });
  const { polls, notifications, sights, notifyPreferences, opsStates, opsChannels } = repositories;
  const shownTimes = createShownTimes(watchTime);
  const watches = shownTimes.watches(repositories.watches);
  const versions = shownTimes.versions(repositories.versions);

  const limitOf = createSharedLimits(accounts, (name, calls) =>
    callSlotsOf(name, { operations: CAMS_OPERATIONS, calls }),
  );
  const withBudgets = accounts.map((account) =>
    createAccountWithBudgets({
      settings: account,
      limit: limitOf(account),
      clock,
      random,
      wallMs,
      onLimit: (error) => accountNotices.limited({ ...account, ...limitOf(account) }, error),
      onFailure: (operation, error) => accountNotices.failed(account, operation, error),
      onSuccess: (operation) => accountNotices.worked(account, operation),
    }),
  );
  const camsAccounts = withBudgets.map(({ account }) => account);
  const accountOf = (name: string) => camsAccounts.find((account) => account.name === name);
  const downloadAsset = createAssetDownloader({ hosts: settings.assetHosts, proxyEnv: proxy?.proxyEnv });
  const flowProcess = createFlowProcess(clock, workerMemoryMb(process.constrainedMemory()), log);
  const flowWork = createFlowWork(flowProcess);
  const { read: readFlow, compare, check: checkJson, checkGiven } = flowWork;
  const bytesInFlight = createBytesInFlight();
  const fetchFile = createFetchFile({
    accountOf,
    downloadAsset,
    readFlow,
    bytesInFlight,
    clock,
    wallMs,
    exchange,
    sharedForMs,
  });
  const fetchFlow = createFetchFlow({ fetchFile, detailsOf: createDetailsOf({ clock, log }) });

  const logger = boltLogger(log, settings.logLevel);
  const health = createHealthRoute({ probe: createWriteProbe(db, dialect, owner), clock, log });
  const acksDue = createAcksDue({ clock, nextTurn: setImmediate });
  const giveWay = () => acksDue.none(GIVES_WAY_FOR_MS);
  const politeFetch = givingWay(giveWay);
  const bolt = createBolt({
    slack,
    port,
    dispatcher: proxy?.dispatcher,
    routes: [health],
    installationsOf,
    organisationWorkspaces,
    isFirst: seen.first,
    clock,
    wallMs,
    random,
    logger,
    log,
    acksDue,
    takeServer: edges.takeServer,
    giveWay,
  });
  const { app, clients, tenancy, organisations } = bolt;
  const accountAccess = createAccountAccess({
    accounts,
    allowedTeams: slack.oauth?.allowedTeams,
    organisationOf: organisations.of,
  });
  let organisationIds: string[] = [];
  if (tenancy !== undefined) {
    const { installations } = tenancy;
    await encryptAnew(installations, log);
    const { isAllowed } = accountAccess;
    organisationIds = await learnOrganisations({
      installations,
      workspaces: organisationWorkspaces,
      organisations,
      isAllowed,
      log,
    });
  }
  const { clientFor } = clients;
  let ownWorkspace: string | undefined;
  const people = createPeople({
    clientFor,
    organisationOf: organisations.of,
    ownWorkspace: () => ownWorkspace,
    clock,
  });
  const textsFor = createLanguages({ people, clock });
  const { accessFile } = settings;
  const rules = createRulesInForce({
    atStart: settings.access,
    readFile: accessFile === undefined ? undefined : () => readAccess(accessFile, accounts),
    reloads: repositories.accessReloads,
    onChange: () => groups.readAgain(),
    clock,
    log,
  });
  const groups = createGroups({
    clientFor: clients.backgroundClientFor,
    organisationOf: organisations.of,
    named: () => groupsIn(rules.policy().rules),
    onRead: createGroupNotices({
      states: repositories.groupStates,
      opsChannels,
      opsChannel: settings.opsChannel,
      watches,
      textsFor,
      clientFor: clients.backgroundClientFor,
      log,
    }),
    clock,
    log,
  });
  const askConversation = createAskConversation(clock);
  const access = createAccess({
    policy: rules.policy,
    facts: createAccessFacts({ clientFor, askConversation, people, groups, clock, log }),
    clock,
  });
  const forms = createAcceptedForms(clock);
  const inTurn = createUploadTurns(clock);
  const shareFilesBy = (client: webApi.WebClient) =>
    createShareFiles({ client, forms, clock, inTurn, fetch: politeFetch });
  const guard = createShareGuard({
    settings: settings.sharing,
    work: flowWork,
    organisations: createConnectedOrganisations(askConversation, clock, log),
    log,
  });
  const spaceOf = (flow: FlowRef) => spaceLabel(accounts, flow);
  const replies = createReplies({ clientFor, spaceOf, log, fetch: politeFetch });
  const checkResults = createCheckResults({ check: checkJson, clock, log });
  const notifiedFilesBy = (client: webApi.WebClient) => createNotifiedFiles({ client, clock, wallMs });
  const warn = (facts: { err: unknown }, message: string) => log.warn(facts, message);
  const picturePool = edges.picturePool ?? createPicturePool({ size: Math.max(1, settings.pictureProcesses), warn });
  const drawOnce = createDrawOnce({
    pool: picturePool,
    records: pictures,
    warn,
    monotonicMs: clock.monotonicMs,
  });
  const drawPictures = createDrawPictures(settings.pictureProcesses > 0 ? drawOnce : undefined, log);
  const shareLater = createShareLater({ shareFilesBy, notifiedFilesBy, log });
  const planParts = { records: latePictures, newId: randomUUID, log };
  const planLate = createPlanLate(planParts);
  const drawChangePictures = createDrawChangePictures({ drawPictures, displays, clock, log });
  const delivery = createDelivery({
    clientFor,
    shareFilesBy,
    makers: FILE_MAKERS,
    checkResults,
    guard,
    drawPictures,
    shareLater,
    planLate,
    displays,
    spaceOf,
    clock,
    log,
  });
  const recoverPictures = createRecoverPictures({
    ...planParts,
    clientFor,
    shareFilesBy,
    drawPictures,
    shareLater,
    clock,
  });
  const requests = createRequests({
    journal,
    run: createRun({
      fetchFlow,
      maySee: accountAccess.maySee,
      access,
      delivery,
      replies,
      heldQuestions,
      remember: createRemember({ history, versions, wallMs, log }),
      addSinceSeen: createSinceSeen({ versions, compare, log }),
      acksSent: acksDue.none,
      inTurn: createDeliveryTurns(clock),
      clock,
      log,
    }),
    replies,
    delivery,
    newId: randomUUID,
    audit,
    acksSent: acksDue.none,
    clock,
    log,
  });

  const notifier = createNotifier({
    clientFor: clients.backgroundClientFor,
    shareFilesBy,
    notifiedFilesBy,
    textsFor,
    compare,
    guard,
    heldQuestions,
    checkJson,
    watches,
    opsChannels,
    opsChannel: settings.opsChannel,
    async maySee(teamId, account) {
      // Another process may have learned to which organisation the workspace belongs: its installation says it here too.
      await clients.backgroundClientFor(teamId).catch(() => undefined);
      return accountAccess.maySee(teamId, account);
    },
    drawChangePictures,
    shareLater,
    planLate,
    spaceOf,
    log,
  });
  const notifyOperators = createNotifyOperators({ states: opsStates, notifier, log });
  const watcherClock = pacedClock(clock, watchPace);
  const accountNotices = createAccountNotices({ notifyOperators, clock: watcherClock, log });
  const watcher = createWatcher({
    watches: repositories.watches,
    versions: repositories.versions,
    polls,
    notifications,
    sights,
    preferences: notifyPreferences,
    opsStates,
    clock: watcherClock,
    random,
    fetchFile,
    ageMsOf: (fetchedAt) => (wallMs() - fetchedAt) * watchPace,
    notifier: shownTimes.notifier(notifier),
    rateOf: (name) => withBudgets.find(({ account }) => account.name === name)?.rate(),
    log,
  });

  const catalogue = createFlowCatalogue({
    accountOf,
    records: catalogueRecords,
    spaces: spacesOf(accounts),
    clock,
    log,
  });

  const installationChanges =
    tenancy &&
    createInstallationChanges({
      ...tenancy,
      workspaces: organisationWorkspaces,
      forgetStored: createForgetWorkspaces(db, dialect),
      clock,
      log,
    });
  const heldMemory = createHeldMemory();
  const doorParts = createDoorParts({
    heldMemory,
    accountAccess,
    access,
    clock,
    audit,
    newId: randomUUID,
    auditRecords,
    reloadRules: async (teamId) => ({
      report: await rules.readEverywhere(),
      unread: await groups.readNow(teamId),
    }),
    requests,
    textsFor,
    catalogue,
    checkFlow: createCheckFlow({ accountOf, records: catalogueRecords }),
    camsAccounts: () => camsAccounts,
    preferences,
    drawChangePictures,
    shareLater,
    planLate,
    displays: settings.pictureProcesses > 0 ? displays : undefined,
    history,
    favourites,
    watches,
    versions: heldVersions(versions, heldMemory),
    lookAtFlow: heldLook(createLookAtFlow({ fetchFile, versions, wallMs }), versions, heldMemory),
    admitFile: heldMemory.take,
    compare,
    checkJson,
    checkGiven,
    checksUnderWay: createChecksUnderWay(),
    notifyPreferences,
    opsChannels,
    opsChannel: settings.opsChannel,
    watcher,
    readThread: createReadThread({ log }),
    passVersions: guard.passVersions,
    shareFilesBy: (client, consent) => guard.guarded(client, shareFilesBy(client), consent),
    organisationsOf: guard.organisations,
    missingScopes: createMissingScopes({ clientFor, clock, log }),
    heldQuestions,
    ...(installationChanges && { installationChanges }),
    version: VERSION,
    wallMs,
    log,
  });
  registerListeners(app, doorParts);
  const minute = Math.floor(random() * MINUTES_PER_HOUR);
  const retention = createRetention({ db, dialect, settings: settings.retention, clock, log, minute });
  app.error(async (error) => log.error({ err: error }, 'A request from Slack could not be handled'));

  let isStopping = false;

  return {
    giveWay,
    picturePool,
    async start() {
      await app.init();
      if (tenancy === undefined) ownWorkspace = await demandOneWorkspace(app.client);
      if (isStopping) return;
      // An account may serve other workspaces than before, or have left the settings.
      const paused = await watches.pauseUnserved(accountAccess.maySee);
      if (paused > 0) log.warn({ paused }, 'Watches were paused: no account of the settings serves their workspace');
      // Whose sign of life is there needs none before the first ack.
      await journal.renew();
      await app.start(port);
      // Asked to stop meanwhile: the database is closed, or about to be.
      if (isStopping) return;
      requests.keepRecovering();
      recoverPictures.start();
      retention.start();
      watcher.start();
      catalogue.start();
      groups.start();
      rules.start();
      // Workspaces may have been given the app while no process was there to be told.
      for (const id of organisationIds) void tenancy?.learnWorkspaces(id);
      log.info({ port, mode: slack.appToken ? 'Socket Mode' : 'HTTP' }, 'Listening');
    },

    async readAccessRules() {
      await rules.read();
    },

    async stop() {
      isStopping = true;
      recoverPictures.stop();
      groups.stop();
      rules.stop();
      const noMoreRequests = app.stop();
      const noMoreWatching = watcher.stop();
      const noMoreLoads = catalogue.stop();
      clock.after(STOP_WAITING_AFTER_MS, () => {
        for (const withBudget of withBudgets) withBudget.stop();
      });
      try {
        await Promise.race([
          Promise.all([
            Promise.all([requests.settled(), noMoreWatching]).then(shareLater.settled),
            noMoreRequests,
            noMoreLoads,
          ]),
          clock.wait(STOP_AFTER_MS),
        ]);
        picturePool.close();
        await requests.stop();
        await retention.stop();
        await database.close();
      } finally {
        // Last: what is under way with a big flow is handed over, and not said to have failed. Its process would outlive the bot.
        flowProcess.close();
      }
    },
  };
}
