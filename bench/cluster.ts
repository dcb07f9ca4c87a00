import { startBotProcess } from '../sandbox/bot-process.ts';
import { camsSettings, startCams } from '../sandbox/cams/server.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { startRecordingSlack } from '../test/support/recording-slack.ts';
import { SIGNING_SECRET, sendCommand } from './command.ts';
import { percentile, table } from './stats.ts';

const REPLICAS = 3;
const COMMANDS = 300;
const PEOPLE = 30;
const SENT_EVERY_MS = 20;
const ENDS_WITHIN_MS = 180_000;

/** Three whole bots on PostgreSQL behind one address, as a front would spread it: one command to each in turn. */
export async function benchCluster(): Promise<string> {
  const postgres = await startPostgres();
  const cams = await startCams({ flows: {}, delayMs: () => Math.random() * 20 });
  const slack = await startRecordingSlack(() => 1);
  const settings = {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    ...camsSettings(cams),
    DATABASE_URL: await postgres.createDatabase(),
    LOG_LEVEL: 'error',
  };
  const bots = await Promise.all(Array.from({ length: REPLICAS }, () => startBotProcess(settings)));

  const acks: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < COMMANDS; index += 1) {
    const flowId = `1706${String(index).padStart(12, '0')}`;
    cams.setFlow(flowId, '{"version":"7.1","screens":[{"id":"ONE"}]}');
    const bot = bots[index % REPLICAS];
    const userId = `U0000000${String(index % PEOPLE).padStart(2, '0')}`;
    acks.push(sendCommand(bot?.url ?? '', flowId, slack.responseUrl, userId));
    await new Promise((next) => setTimeout(next, SENT_EVERY_MS));
  }
  const latencies = await Promise.all(acks);
  while (slack.shared.length < COMMANDS && performance.now() - startedAt < ENDS_WITHIN_MS) {
    await new Promise((again) => setTimeout(again, 200));
  }
  const files = cams.arrivals.filter(({ operation }) => operation === 'GetFlowJSONAssest').map(({ at }) => at);
  const times = cams.arrivals.map(({ at }) => at);
  const perSecond = ((times.length - 5) / (Math.max(...times) - Math.min(...times))) * 1000;
  const report = table([
    ['commands', 'people', 'shared', 'worst second', 'calls/s', 'dropped', 'last file after', 'ack p50', 'ack p99'],
    [
      COMMANDS,
      PEOPLE,
      new Set(slack.shared).size,
      cams.worstWindow(),
      perSecond.toFixed(2),
      cams.arrivals.filter(({ outcome }) => outcome === 'dropped').length,
      `${((Math.max(...files) - Math.min(...files)) / 1000).toFixed(1)} s`,
      `${percentile(latencies, 0.5).toFixed(1)} ms`,
      `${percentile(latencies, 0.99).toFixed(1)} ms`,
    ],
  ]);
  await Promise.all(bots.map((bot) => bot.stop()));
  await slack.close();
  await cams.close();
  await postgres.stop();
  return `${REPLICAS} replicas on PostgreSQL behind one address:\n\n${report}`;
}
