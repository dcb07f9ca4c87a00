import { App, type CustomRoute } from '@slack/bolt';
import { type CamsAccount, createCamsAccount } from './cams/account.ts';
import { createAssetDownloader } from './cams/asset.ts';
import { type Budget, createBudget } from './cams/budget.ts';
import { createCamsClient } from './cams/client.ts';
import { type Clock, systemClock } from './clock.ts';
import { createFetchFlow } from './flows/fetch-flow.ts';
import { createFlowCatalogue } from './flows/flow-catalogue.ts';
import { spaceLabel } from './flows/spaces.ts';
import { boltLogger, type Log } from './log.ts';
import type { AccountSettings, Settings } from './settings.ts';
import { createDeliver } from './slack/deliver.ts';
import { createFlowRequests } from './slack/flow-requests.ts';
import { createLanguages } from './slack/languages.ts';
import { registerListeners } from './slack/register.ts';
import { createShareFiles } from './slack/share-files.ts';
import { openDatabase } from './store/database.ts';
import { createFavourites } from './store/favourites.ts';
import { createFetchHistory } from './store/fetch-history.ts';
import { createPreferences } from './store/preferences.ts';
import { VERSION } from './version.ts';

/** What a running bot can be told. */
export interface Bot {
  /**
   * Asks Slack whether the token is good, then listens (HTTP) or connects (Socket Mode).
   *
   * @throws whatever Slack's client or the port throws.
   */
  start(): Promise<void>;
  /** Takes nothing new, ends what runs within ten seconds, and tells each asker whose turn did not come. */
  stop(): Promise<void>;
}

/** For a call to Slack; milliseconds. A share of 10 MB needs some. */
const SLACK_TIMEOUT_MS = 20_000;
/** Three more tries within about four seconds: an asker waits for the answer. */
const SLACK_RETRIES = { retries: 3, minTimeout: 500, factor: 2 };
/** A request that waits for its turn after this is told that the bot stops; one under way may go on for the rest. */
const STOP_WAITING_AFTER_MS = 5_000;
const STOP_AFTER_MS = 10_000;

const health: CustomRoute = {
  path: '/health',
  method: ['GET'],
  handler: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  },
};

function createBolt({ slack, port, logLevel }: Settings, log: Log): App {
  const common = {
    token: slack.botToken,
    logger: boltLogger(log, logLevel),
    clientOptions: { slackApiUrl: slack.apiUrl, timeout: SLACK_TIMEOUT_MS, retryConfig: SLACK_RETRIES },
    customRoutes: [health],
    // So that a token that Slack refuses shows up in `start`, where it can be said in words.
    deferInitialization: true,
  };
  if (slack.appToken !== undefined) {
    return new App({ ...common, appToken: slack.appToken, socketMode: true, installerOptions: { port } });
  }
  return new App({ ...common, signingSecret: slack.signingSecret ?? '' });
}

interface AccountWithBudget {
  account: CamsAccount;
  budget: Budget;
}

/** The limit is the account's: each has a budget of its own. */
function createAccount(clock: Clock, { name, endpoint, accessKey }: AccountSettings): AccountWithBudget {
  const budget = createBudget({ clock });
  const client = createCamsClient({ endpoint, accessKey });
  return { account: createCamsAccount({ name, client, budget, clock, random: Math.random, now: Date.now }), budget };
}

/**
 * Puts all parts together: the only file that knows every one of them.
 *
 * @throws {StoreError} where the database can't be opened.
 */
export async function createBot(settings: Settings, log: Log): Promise<Bot> {
  const clock = systemClock;
  const { accounts } = settings;
  const withBudgets = accounts.map((account) => createAccount(clock, account));
  const camsAccounts = withBudgets.map(({ account }) => account);
  const accountOf = (name: string) => camsAccounts.find((account) => account.name === name);

  const database = await openDatabase(settings.databaseUrl);
  const history = createFetchHistory(database.db);
  const app = createBolt(settings, log);
  const downloadAsset = createAssetDownloader({ hosts: settings.assetHosts });
  const requests = createFlowRequests({
    fetchFlow: createFetchFlow({ accountOf, downloadAsset, clock, now: Date.now }),
    deliver: createDeliver(app.client, createShareFiles({ client: app.client, clock })),
    spaceOf: (flow) => spaceLabel(accounts, flow),
    history,
    clock,
    log,
  });

  registerListeners(app, {
    requests,
    textsFor: createLanguages({ client: app.client, clock }),
    catalogue: createFlowCatalogue({ accountOf, clock }),
    accounts,
    camsAccounts,
    preferences: createPreferences(database.db),
    history,
    favourites: createFavourites(database.db),
    version: VERSION,
    now: Date.now,
    log,
  });
  app.error(async (error) => log.error({ err: error }, 'A request from Slack could not be handled'));

  return {
    async start() {
      await app.init();
      await app.start(settings.port);
      log.info({ port: settings.port, mode: settings.slack.appToken ? 'Socket Mode' : 'HTTP' }, 'Listening');
    },

    async stop() {
      const noMoreRequests = app.stop();
      clock.after(STOP_WAITING_AFTER_MS, () => {
        for (const { budget } of withBudgets) budget.stop();
      });
      await Promise.race([Promise.all([requests.settled(), noMoreRequests]), clock.wait(STOP_AFTER_MS)]);
      await database.close();
    },
  };
}
