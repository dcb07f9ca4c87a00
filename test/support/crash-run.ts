import { setTimeout as pause } from 'node:timers/promises';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.ts';
import { camsSettings, startCams } from '../../sandbox/cams/server.ts';
import { createBotConnection } from '../../sandbox/slack/bot-connection.ts';
import { openAuditReader } from '../../src/store/audit-reader.ts';
import { startRecordingSlack } from './recording-slack.ts';

export interface CrashRunOptions {
  databaseUrl: string;
  kills: number;
  commandsPerSecond: number;
  /** A number from 0 to 1, as `Math.random`. */
  random: () => number;
}

export interface CrashReport {
  kills: number;
  /** Acked by the bot. */
  accepted: number;
  /** Sent while no bot was there, or killed before its ack: Slack tells the requester that the command failed. */
  refused: number;
  delivered: number;
  /** Ended with a message to the requester. */
  failed: number;
  /** Accepted, and ended with neither. */
  lost: number;
  /** Shared twice, or both shared and failed. */
  doubled: number;
  /** Accepted, and without exactly one entry in the audit of that, or of what came of it. */
  unaudited: number;
  /** Commands that were refused by a rule, and that the person was told of. */
  forbidden: number;
  /** Of those, the ones without exactly one entry; and any that has several. */
  forbiddenUnaudited: number;
  /** The message of a failure that came twice: the crash came between its arrival and the note of it. */
  toldTwice: number;
  /** The most calls that arrived at Alibaba Cloud in any 1000 ms. */
  worstWindow: number;
  seconds: number;
}

const SIGNING_SECRET = 'crash-signing-secret';
/** The longest that the bot lives between two kills; milliseconds. */
const LIVES_FOR_MS = 1200;
/** For what was accepted last to end: a lease, a queue, a second process; milliseconds. */
const SETTLES_WITHIN_MS = 90_000;
/** Of seven commands, one is the administrators' alone. */
const EVERY_NTH_IS_FORBIDDEN = 7;
/** Of ten flows, one does not exist: its request ends with a message. */
const EVERY_NTH_FAILS = 10;

/** Half of what comes in are mentions in a thread: they have no `response_url`, and Bolt would ack them by itself. */
const EVERY_NTH_IS_MENTION = 2;

/** @param sent numbers the messages. */
const mentionOf = (sent: number, flowId: string) => ({
  type: 'event_callback',
  team_id: 'T000000001',
  api_app_id: 'A000000001',
  event_id: `Ev${sent}`,
  event_time: 1_700_000_000,
  authorizations: [{ team_id: 'T000000001', user_id: 'U000000009', is_bot: true, is_enterprise_install: false }],
  event: {
    type: 'app_mention',
    user: `U00000000${sent % 7}`,
    text: `<@U000000009> ${flowId}`,
    channel: 'C000000001',
    ts: `1700000000.${String(sent).padStart(6, '0')}`,
    thread_ts: '1600000000.000100',
  },
});

/** How often each event of the audit is there for each flow, and for each person that was refused. */
async function auditOf(databaseUrl: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const reader = await openAuditReader(databaseUrl);
  for await (const entries of reader.read({ since: 0 })) {
    for (const { event, userId, flows } of entries) {
      const moment = event === 'delivered' || event === 'failed' ? 'ended' : event;
      for (const about of moment === 'refused' ? [userId] : flows.map(({ flowId }) => flowId)) {
        counts.set(`${moment} ${about}`, (counts.get(`${moment} ${about}`) ?? 0) + 1);
      }
    }
  }
  await reader.close();
  return counts;
}

const count = (items: readonly string[], item: string) => items.filter((each) => each === item).length;

/** Kills the bot again and again while commands come in, then lets it end what it accepted, and counts. */
export async function crashRun({
  databaseUrl,
  kills,
  commandsPerSecond,
  random,
}: CrashRunOptions): Promise<CrashReport> {
  const startedAt = performance.now();
  const latency = () => random() * 15;
  const cams = await startCams({ flows: {}, serviceMs: () => random() * 40, delayMs: () => random() * 10 });
  const slack = await startRecordingSlack(latency);
  let bot: BotProcess | undefined;
  const connection = createBotConnection({
    requestUrl: () => bot?.requestUrl,
    signingSecret: SIGNING_SECRET,
    now: Date.now,
  });

  const start = () =>
    startBotProcess({
      SLACK_BOT_TOKEN: 'xoxb-crash',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      ...camsSettings(cams),
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'error',
    });

  const accepted: string[] = [];
  const forbidden: string[] = [];
  const told = new Set<string>();
  let refused = 0;
  let sent = 0;
  const commandOf = (userId: string, text: string) => ({
    command: '/flow-json',
    text,
    team_id: 'T000000001',
    team_domain: 'crash',
    channel_id: 'C000000001',
    channel_name: 'crash',
    user_id: userId,
    user_name: 'somebody',
    api_app_id: 'A000000001',
    response_url: `${slack.responseUrl}?${userId}`,
    trigger_id: `${sent}.1.crash`,
  });

  async function command(): Promise<void> {
    sent += 1;
    if (sent % EVERY_NTH_IS_FORBIDDEN === 0) {
      // A person for each, so that what they are told can be told apart.
      const userId = `U9${String(sent).padStart(7, '0')}`;
      forbidden.push(userId);
      // The refusal is in the ack.
      const { ok } = await connection.send(commandOf(userId, 'audit'));
      if (ok) told.add(userId);
      return;
    }
    const flowId = `1706${String(sent).padStart(12, '0')}`;
    if (sent % EVERY_NTH_FAILS !== 0) cams.setFlow(flowId, '{"version":"7.1","screens":[{"id":"ONE"}]}');
    const { ok } = await (sent % EVERY_NTH_IS_MENTION === 0
      ? connection.sendEvent(mentionOf(sent, flowId))
      : connection.send(commandOf(`U00000000${sent % 7}`, flowId)));
    if (ok) accepted.push(flowId);
    else refused += 1;
  }

  bot = await start();
  let isLoading = true;
  const commands: Promise<void>[] = [];
  const load = (async () => {
    while (isLoading) {
      commands.push(command());
      await pause((1000 / commandsPerSecond) * (0.5 + random()));
    }
  })();

  for (let kill = 0; kill < kills; kill += 1) {
    await pause(random() * LIVES_FOR_MS);
    await bot.stop('SIGKILL');
    bot = await start();
  }
  isLoading = false;
  await load;
  await Promise.all(commands);

  const failuresOf = (flowId: string) =>
    slack.told.filter((text) => text.startsWith(`I could not share the JSON of flow ${flowId}:`)).length;
  const hasEnded = (flowId: string) => slack.shared.includes(`${flowId}.json`) || failuresOf(flowId) > 0;
  const deadline = performance.now() + SETTLES_WITHIN_MS;
  while (performance.now() < deadline && !accepted.every(hasEnded)) await pause(200);
  // The last that was shared before a kill is ended by another process, once its lease has run out.
  const areAudited = (entries: Map<string, number>) =>
    accepted.every((flowId) => (entries.get(`ended ${flowId}`) ?? 0) > 0);
  while (performance.now() < deadline && !areAudited(await auditOf(databaseUrl))) await pause(500);
  // What is doubled would come now.
  await pause(3000);
  await bot.stop('SIGTERM');

  const audit = await auditOf(databaseUrl);
  const isOnce = (entry: string) => audit.get(entry) === 1;
  const wasTold = (userId: string) => told.has(userId) || slack.answered.some((query) => query === `?${userId}`);
  const everything = Array.from({ length: sent }, (_, index) => `1706${String(index + 1).padStart(12, '0')}`);
  const report: CrashReport = {
    kills,
    accepted: accepted.length,
    refused,
    delivered: accepted.filter((flowId) => slack.shared.includes(`${flowId}.json`)).length,
    failed: accepted.filter((flowId) => failuresOf(flowId) > 0).length,
    lost: accepted.filter((flowId) => !hasEnded(flowId)).length,
    doubled: everything.filter((flowId) => {
      const shares = count(slack.shared, `${flowId}.json`);
      return shares > 1 || (shares > 0 && failuresOf(flowId) > 0);
    }).length,
    unaudited: accepted.filter((flowId) => !isOnce(`accepted ${flowId}`) || !isOnce(`ended ${flowId}`)).length,
    forbidden: forbidden.filter(wasTold).length,
    forbiddenUnaudited: forbidden.filter((userId) => {
      const entries = audit.get(`refused ${userId}`) ?? 0;
      return entries > 1 || (wasTold(userId) && entries === 0);
    }).length,
    toldTwice: everything.filter((flowId) => failuresOf(flowId) > 1).length,
    worstWindow: cams.worstWindow(),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
  await slack.close();
  await cams.close();
  return report;
}
