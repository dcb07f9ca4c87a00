import { type CamsStandIn, startCams } from '../sandbox/cams/server.ts';
import { type InstantSlack, startInstantSlack } from './instant-slack.ts';
import { type RunningProcess, startProcess } from './process.ts';

export interface BotUnderTest {
  bot: RunningProcess;
  slack: InstantSlack;
  cams: CamsStandIn;
  close(): Promise<void>;
}

/** The real bot as a process, between a Slack and a CAMS that answer at once. */
export async function startBotUnderTest(file = 'src/main.ts'): Promise<BotUnderTest> {
  const [slack, cams] = await Promise.all([startInstantSlack(), startCams({ limit: 'none' })]);
  const bot = await startProcess(file, {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_API_URL: slack.apiUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cams.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cams.accessKeySecret,
    CAMS_ENDPOINT: cams.url,
    FLOW_ASSET_HOSTS: cams.host,
  });
  return {
    bot,
    slack,
    cams,
    async close() {
      await bot.stop();
      slack.close();
      await cams.close();
    },
  };
}
