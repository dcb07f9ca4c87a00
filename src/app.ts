import { randomUUID } from 'node:crypto';
import { App, type CustomRoute, type webApi } from '@slack/bolt';
import { type CamsAccount, createCamsAccount } from './cams/account.ts';
import { createAssetDownloader } from './cams/asset.ts';
import { type Budget, createBudget } from './cams/budget.ts';
import type { CallSlots } from './cams/call-slots.ts';
import { createCamsClient } from './cams/client.ts';
import { type Clock, systemClock } from './clock.ts';
import { createFlowCatalogue } from './flows/catalogue/flow-catalogue.ts';
import { createFetchFile } from './flows/fetch/fetch-file.ts';
import { createFetchFlow } from './flows/fetch/fetch-flow.ts';
import { createDetailsOf } from './flows/fetch/flow-details.ts';
import { createLookAtFlow } from './flows/fetch/look-at-flow.ts';
import { spaceLabel } from './flows/ids/spaces.ts';
import { boltLogger, type Log } from './log.ts';
import type { AccountProblem } from './notify/notice.ts';
import { pacedClock } from './notify/paced-clock.ts';
import { createWatcher } from './notify/watcher.ts';
import type { AccountSettings, Settings } from './settings/settings.ts';
import { createDeliver } from './slack/delivery/deliver.ts';
import { createNotifiedFiles } from './slack/delivery/notified-files.ts';
import { createNotifier } from './slack/delivery/notifier.ts';
import { createShareFiles } from './slack/delivery/share-files.ts';
import { registerListeners } from './slack/listeners/register.ts';
import { createRequests } from './slack/requests/requests.ts';
import { createRunRequest } from './slack/requests/run-request.ts';
import { type Clients, createClients } from './slack/workspaces/clients.ts';
import { createInstallationStore } from './slack/workspaces/installations/installation-store.ts';
import { createOAuth } from './slack/workspaces/installations/oauth.ts';
import { createLanguages } from './slack/workspaces/languages.ts';
import { createSocketReceiver } from './slack/workspaces/socket-receiver.ts';
import { createStoredCallSlots } from './store/call-slots.ts';
import { type Database, openDatabase } from './store/database.ts';
import { pacedDatabaseMs } from './store/database-ms.ts';
import { createEncryption } from './store/encryption.ts';
import { createFavourites } from './store/favourites.ts';
import { createFetchHistory } from './store/fetch-history.ts';
import { createStoredFlowFiles } from './store/flow-files.ts';
import { createFlowVersions } from './store/flow-versions.ts';
import { createForgetWorkspace } from './store/forget-workspace.ts';
import { createInstallations, type Installations } from './store/installations.ts';
import { createNotifications } from './store/notifications.ts';
import { createOpsStates } from './store/notify-ops.ts';
import { createOpsChannels } from './store/notify-ops-channels.ts';
import { createPollQueue } from './store/notify-polls.ts';
import { createNotifyPreferences } from './store/notify-preferences.ts';
import { createPreferences } from './store/preferences.ts';
import { createRequestJournal } from './store/requests.ts';
import { createRetention } from './store/retention.ts';
import { createWatches } from './store/watches.ts';
import { VERSION } from './version.ts';

/** What a running bot can be told. */
export interface Bot {
  /**
   * Asks Slack whether the token is good, then listens (HTTP) or connects (Socket Mode).
   *
   * @throws whatever Slack's client or the port throws.
   */
  start(): Promise<void>;
  /** Takes nothing new, ends what runs within ten seconds, and tells each requester whose turn did not come. */
  stop(): Promise<void>;
}

/** What is known of the flows that are watched, by the watcher's own time. */
function createWatchRecords({ db, dialect }: Database, owner: string, pace: number) {
  const now = pacedDatabaseMs(dialect, pace, Date.now());
  return {
    watches: createWatches(db, dialect, now),
    versions: createFlowVersions(db, dialect, now),
    polls: createPollQueue(db, dialect, owner, now),
    notifications: createNotifications(db, dialect, owner, now),
    notifyPreferences: createNotifyPreferences(db, dialect, now),
    opsStates: createOpsStates<AccountProblem>(db, dialect, now),
    opsChannels: createOpsChannels(db),
  };
}

/** For a call to Slack; milliseconds. A share of 10 MB needs some. */
const SLACK_TIMEOUT_MS = 20_000;
/** Three more tries within about four seconds: a requester waits for the answer. */
const SLACK_RETRIES = { retries: 3, minTimeout: 500, factor: 2 };
/** A request that waits for its turn after this is told that the bot stops; one under way may go on for the rest. */
const STOP_WAITING_AFTER_MS = 5_000;
const STOP_AFTER_MS = 10_000;
const MINUTES_PER_HOUR = 60;

const health: CustomRoute = {
  path: '/health',
  method: ['GET'],
  handler: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  },
};

interface Bolt {
  app: App;
  clients: Clients;
  /** Given where workspaces install the app themselves. */
  installations: Installations | undefined;
}

function createBolt({ slack, port, logLevel }: Settings, { db, dialect }: Database, log: Log): Bolt {
  const logger = boltLogger(log, logLevel);
  const clientOptions = { slackApiUrl: slack.apiUrl, timeout: SLACK_TIMEOUT_MS, retryConfig: SLACK_RETRIES };
  // So that a token that Slack refuses shows up in `start`, where it can be said in words.
  const common = { logger, clientOptions, deferInitialization: true };
  const socketReceiver = (appToken: string, routes: CustomRoute[]) =>
    createSocketReceiver({ appToken, clientOptions, routes, port, clock: systemClock, logger });

  if (slack.oauth !== undefined) {
    const encryption = createEncryption(slack.oauth.encryptionKey, slack.oauth.oldEncryptionKeys);
    const installations = createInstallations({ db, dialect, encryption });
    const installationStore = createInstallationStore({ installations, clock: systemClock, wallMs: Date.now });
    const parts = { slack, port, installationStore, clientOptions, customRoutes: [health], logger };
    const { receiver, pages, authorize } = createOAuth(parts);
    const app =
      slack.appToken === undefined
        ? new App({ ...common, receiver })
        : new App({ ...common, authorize, receiver: socketReceiver(slack.appToken, [health, ...pages]) });
    return { app, clients: createClients({ authorize, clientOptions }), installations };
  }

  const token = slack.botToken;
  const app =
    slack.appToken === undefined
      ? new App({ ...common, token, customRoutes: [health], signingSecret: slack.signingSecret ?? '' })
      : new App({ ...common, token, receiver: socketReceiver(slack.appToken, [health]) });
  return { app, clients: createClients({ client: app.client }), installations: undefined };
}

/** So that a key which is not there is told of at the start, and an old one is soon needed no more. */
async function encryptAnew(installations: Installations, log: Log): Promise<void> {
  const { renewed, damagedTeamIds } = await installations.encryptAnew();
  if (renewed > 0) log.info({ renewed }, 'Encrypted the tokens with the new key');
  for (const teamId of damagedTeamIds) log.error({ teamId }, 'The installation is damaged: install the app again');
}

interface AccountWithBudget {
  account: CamsAccount;
  budget: Budget;
}

/** The limit is the account's: each has a budget of its own. */
function createAccount(
  clock: Clock,
  { name, endpoint, accessKey }: AccountSettings,
  callSlotsOf: (account: string) => CallSlots,
): AccountWithBudget {
  const budget = createBudget({ clock, slots: callSlotsOf(name), random: Math.random });
  const client = createCamsClient({ endpoint, accessKey });
  return { account: createCamsAccount({ name, client, budget, clock, random: Math.random, wallMs: Date.now }), budget };
}

/**
 * Puts all parts together: the only file that knows every one of them.
 *
 * @throws {StoreError} where the database can't be opened.
 */
export async function createBot(settings: Settings, log: Log): Promise<Bot> {
  const clock = systemClock;
  const { accounts } = settings;
  /** Names this process in the database: a restart is another one. */
  const owner = randomUUID();
  const database = await openDatabase(settings.databaseUrl);
  const { db, dialect } = database;
  const withBudgets = accounts.map((account) =>
    createAccount(clock, account, (name) => createStoredCallSlots(db, dialect, { account: name, owner, clock })),
  );
  const camsAccounts = withBudgets.map(({ account }) => account);
  const accountOf = (name: string) => camsAccounts.find((account) => account.name === name);

  const history = createFetchHistory(db, dialect);
  const { app, clients, installations } = createBolt(settings, database, log);
  if (installations !== undefined) await encryptAnew(installations, log);
  const { clientFor } = clients;
  const { sharedForMs } = settings;
  // On SQLite there is one process.
  const exchange =
    dialect === 'postgres' ? createStoredFlowFiles(db, dialect, { owner, clock, sharedForMs }) : undefined;
  const downloadAsset = createAssetDownloader({ hosts: settings.assetHosts });
  const shareFilesBy = (client: webApi.WebClient) => createShareFiles({ client, clock });
  const records = createWatchRecords(database, owner, settings.watchPace);
  const { watches, versions, notifyPreferences, opsChannels } = records;
  const fetchFile = createFetchFile({ accountOf, downloadAsset, clock, wallMs: Date.now, exchange, sharedForMs });
  const fetchFlow = createFetchFlow({ fetchFile, detailsOf: createDetailsOf(clock) });
  const requests = createRequests({
    journal: createRequestJournal(db, dialect, owner),
    runRequest: createRunRequest({
      fetchFlow,
      clientFor,
      deliverBy: (client) => createDeliver(client, shareFilesBy(client)),
      spaceOf: (flow) => spaceLabel(accounts, flow),
      history,
      versions,
      wallMs: Date.now,
      clock,
      log,
    }),
    clientFor,
    shareFilesBy,
    newId: randomUUID,
    clock,
    log,
  });

  const textsFor = createLanguages({ clientFor, clock });
  const notifier = createNotifier({
    clientFor,
    shareFilesBy,
    notifiedFilesBy: (client) => createNotifiedFiles({ client, clock, wallMs: Date.now }),
    textsFor,
    watches,
    opsChannels,
    opsChannel: settings.opsChannel,
    log,
  });
  const watcher = createWatcher({
    ...records,
    preferences: notifyPreferences,
    clock: pacedClock(clock, settings.watchPace),
    random: Math.random,
    fetchFile,
    ageMsOf: (fetchedAt) => (Date.now() - fetchedAt) * settings.watchPace,
    notifier,
    log,
  });

  registerListeners(app, {
    requests,
    textsFor,
    catalogue: createFlowCatalogue({ accountOf, clock }),
    accounts,
    camsAccounts,
    preferences: createPreferences(db),
    history,
    favourites: createFavourites(db, dialect),
    watches,
    versions,
    lookAtFlow: createLookAtFlow({ fetchFile, versions, wallMs: Date.now }),
    notifyPreferences,
    opsChannels,
    watcher,
    shareFilesBy,
    ...(installations && { forgetWorkspace: createForgetWorkspace(db) }),
    version: VERSION,
    wallMs: Date.now,
    log,
  });
  const retention = createRetention({
    db,
    dialect,
    settings: settings.retention,
    clock,
    log,
    minute: Math.floor(Math.random() * MINUTES_PER_HOUR),
  });
  app.error(async (error) => log.error({ err: error }, 'A request from Slack could not be handled'));

  return {
    async start() {
      await app.init();
      await app.start(settings.port);
      requests.keepRecovering();
      retention.start();
      watcher.start();
      log.info({ port: settings.port, mode: settings.slack.appToken ? 'Socket Mode' : 'HTTP' }, 'Listening');
    },

    async stop() {
      const noMoreRequests = app.stop();
      const noMoreWatching = watcher.stop();
      clock.after(STOP_WAITING_AFTER_MS, () => {
        for (const { budget } of withBudgets) budget.stop();
      });
      await Promise.race([
        Promise.all([requests.settled(), noMoreRequests, noMoreWatching]),
        clock.wait(STOP_AFTER_MS),
      ]);
      await requests.stop();
      await retention.stop();
      await database.close();
    },
  };
}
