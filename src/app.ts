import { App, type CustomRoute } from '@slack/bolt';
import { createAssetDownloader } from './cams/asset.ts';
import { createBudget } from './cams/budget.ts';
import { createCamsClient } from './cams/client.ts';
import { createLimitedCamsClient } from './cams/limited-client.ts';
import { systemClock } from './clock.ts';
import { createFetchFlow } from './flows/fetch-flow.ts';
import { boltLogger, type Log } from './log.ts';
import type { Settings } from './settings.ts';
import * as actions from './slack/actions/index.ts';
import * as commands from './slack/commands/index.ts';
import { createDeliver } from './slack/deliver.ts';
import { createFlowRequests } from './slack/flow-requests.ts';
import { createShareFile } from './slack/share-file.ts';

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

/** Puts all parts together: the only file that knows every one of them. */
export function createBot(settings: Settings, log: Log): Bot {
  const clock = systemClock;
  const budget = createBudget({ clock });
  const cams = createLimitedCamsClient({
    client: createCamsClient(settings.cams),
    budget,
    clock,
    random: Math.random,
  });
  const downloadAsset = createAssetDownloader({ hosts: settings.cams.assetHosts });
  const app = createBolt(settings, log);
  const requests = createFlowRequests({
    fetchFlow: createFetchFlow({ cams, downloadAsset }),
    deliver: createDeliver(app.client, createShareFile({ client: app.client, clock })),
    log,
  });

  const parts = { requests, defaultCustSpaceId: settings.cams.custSpaceId, log };
  commands.register(app, parts);
  actions.register(app, parts);
  app.error(async (error) => log.error({ err: error }, 'A request from Slack could not be handled'));

  return {
    async start() {
      await app.init();
      await app.start(settings.port);
      log.info({ port: settings.port, mode: settings.slack.appToken ? 'Socket Mode' : 'HTTP' }, 'Listening');
    },

    async stop() {
      const noMoreRequests = app.stop();
      clock.after(STOP_WAITING_AFTER_MS, () => budget.stop());
      await Promise.race([Promise.all([requests.settled(), noMoreRequests]), clock.wait(STOP_AFTER_MS)]);
    },
  };
}
