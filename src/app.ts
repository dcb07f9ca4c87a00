import { randomUUID } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import { createAccountWithBudget } from './cams/account-with-budget.ts';
import { createAssetDownloader } from './cams/asset.ts';
import type { FlowRef } from './cams/types.ts';
import { systemClock } from './clock.ts';
import { createFlowCatalogue } from './flows/catalogue/flow-catalogue.ts';
import { createFetchFile } from './flows/fetch/fetch-file.ts';
import { createFetchFlow } from './flows/fetch/fetch-flow.ts';
import { createDetailsOf } from './flows/fetch/flow-details.ts';
import { createLookAtFlow } from './flows/fetch/look-at-flow.ts';
import { spaceLabel } from './flows/ids/spaces.ts';
import type { Log } from './log.ts';
import { pacedClock } from './notify/paced-clock.ts';
import { createWatcher } from './notify/watcher.ts';
import { createRemember } from './requests/remember.ts';
import { createRequests } from './requests/requests.ts';
import { createRun } from './requests/run.ts';
import type { Settings } from './settings/types.ts';
import { FILE_MAKERS } from './slack/delivery/file-makers.ts';
import { createNotifiedFiles } from './slack/delivery/notified-files.ts';
import { createNotifier } from './slack/delivery/notifier.ts';
import { createReadThread } from './slack/delivery/read-thread.ts';
import { createDelivery } from './slack/delivery/requests/delivery.ts';
import { createReplies } from './slack/delivery/requests/replies.ts';
import { createShareFiles } from './slack/delivery/share-files.ts';
import { registerListeners } from './slack/listeners/register.ts';
import { createBolt } from './slack/workspaces/bolt.ts';
import { boltLogger } from './slack/workspaces/bolt-logger.ts';
import { healthRoute } from './slack/workspaces/health-route.ts';
import { encryptAnew } from './slack/workspaces/installations/encrypt-anew.ts';
import { createLanguages } from './slack/workspaces/languages.ts';
import { openDatabase } from './store/database.ts';
import { createForgetWorkspace } from './store/forget-workspace.ts';
import { createRepositories } from './store/repositories/index.ts';
import { createRetention } from './store/retention.ts';
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

/** A request that waits for its turn after this is told that the bot stops; one under way may go on for the rest. */
const STOP_WAITING_AFTER_MS = 5_000;
const STOP_AFTER_MS = 10_000;
const MINUTES_PER_HOUR = 60;

/**
 * Puts all parts together: the only file that knows every one of them.
 *
 * @throws {StoreError} where the database can't be opened.
 */
export async function createBot(settings: Settings, log: Log): Promise<Bot> {
  const { accounts, port, slack, sharedForMs, watchPace } = settings;
  const [clock, wallMs, random] = [systemClock, Date.now, Math.random];
  const database = await openDatabase(settings.databaseUrl);
  const { db, dialect } = database;
  const owner = randomUUID();
  const repositories = createRepositories(database, { owner, clock, wallMs, sharedForMs, watchPace });
  const { callSlotsOf, installationsOf, journal, exchange, history, favourites, preferences } = repositories;
  const { watches, versions, polls, notifications, notifyPreferences, opsStates, opsChannels } = repositories;

  const withBudgets = accounts.map((account) =>
    createAccountWithBudget({ settings: account, slots: callSlotsOf(account.name), clock, random, wallMs }),
  );
  const camsAccounts = withBudgets.map(({ account }) => account);
  const accountOf = (name: string) => camsAccounts.find((account) => account.name === name);
  const downloadAsset = createAssetDownloader({ hosts: settings.assetHosts });
  const fetchFile = createFetchFile({ accountOf, downloadAsset, clock, wallMs, exchange, sharedForMs });
  const fetchFlow = createFetchFlow({ fetchFile, detailsOf: createDetailsOf(clock) });

  const logger = boltLogger(log, settings.logLevel);
  const bolt = createBolt({ slack, port, routes: [healthRoute], installationsOf, clock, wallMs, logger });
  const { app, clients, installations } = bolt;
  if (installations !== undefined) await encryptAnew(installations, log);
  const { clientFor } = clients;
  const textsFor = createLanguages({ clientFor, clock });
  const shareFilesBy = (client: webApi.WebClient) => createShareFiles({ client, clock });
  const spaceOf = (flow: FlowRef) => spaceLabel(accounts, flow);
  const replies = createReplies({ clientFor, spaceOf, log });
  const delivery = createDelivery({ clientFor, shareFilesBy, makers: FILE_MAKERS, spaceOf, log });
  const requests = createRequests({
    journal,
    run: createRun({
      fetchFlow,
      delivery,
      replies,
      remember: createRemember({ history, versions, wallMs, log }),
      clock,
      log,
    }),
    replies,
    delivery,
    newId: randomUUID,
    clock,
    log,
  });

  const notifier = createNotifier({
    clientFor,
    shareFilesBy,
    notifiedFilesBy: (client) => createNotifiedFiles({ client, clock, wallMs }),
    textsFor,
    watches,
    opsChannels,
    opsChannel: settings.opsChannel,
    log,
  });
  const watcher = createWatcher({
    watches,
    versions,
    polls,
    notifications,
    preferences: notifyPreferences,
    opsStates,
    clock: pacedClock(clock, watchPace),
    random,
    fetchFile,
    ageMsOf: (fetchedAt) => (wallMs() - fetchedAt) * watchPace,
    notifier,
    log,
  });

  registerListeners(app, {
    requests,
    textsFor,
    catalogue: createFlowCatalogue({ accountOf, clock }),
    accounts,
    camsAccounts,
    preferences,
    history,
    favourites,
    watches,
    versions,
    lookAtFlow: createLookAtFlow({ fetchFile, versions, wallMs }),
    notifyPreferences,
    opsChannels,
    watcher,
    readThread: createReadThread({ log }),
    shareFilesBy,
    ...(installations && { forgetWorkspace: createForgetWorkspace(db) }),
    version: VERSION,
    wallMs,
    log,
  });
  const minute = Math.floor(random() * MINUTES_PER_HOUR);
  const retention = createRetention({ db, dialect, settings: settings.retention, clock, log, minute });
  app.error(async (error) => log.error({ err: error }, 'A request from Slack could not be handled'));

  return {
    async start() {
      await app.init();
      await app.start(port);
      requests.keepRecovering();
      retention.start();
      watcher.start();
      log.info({ port, mode: slack.appToken ? 'Socket Mode' : 'HTTP' }, 'Listening');
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
