import { type BotProcess, type BotProcessOptions, startBotProcess } from '../sandbox/bot-process.ts';
import { type CamsStandIn, camsSettings, startCams } from '../sandbox/cams/server.ts';
import { SIGNING_SECRET } from './command.ts';
import { type InstantSlack, startInstantSlack } from './instant-slack.ts';

export interface BotUnderTest {
  bot: BotProcess;
  slack: InstantSlack;
  cams: CamsStandIn;
  close(): Promise<void>;
}

/** The real bot as a process, between a Slack and a CAMS that answer at once. */
export async function startBotUnderTest(
  file = 'src/start.mjs',
  more: Readonly<Record<string, string>> = {},
  options: Omit<BotProcessOptions, 'file'> = { output: 'inherit' },
): Promise<BotUnderTest> {
  const [slack, cams] = await Promise.all([startInstantSlack(), startCams({ limit: 'none' })]);
  const settings = {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    ...camsSettings(cams),
    LOG_LEVEL: 'error',
    // One person sends them all.
    MAX_WAITING_FLOWS_PER_PERSON: '3000',
    ...more,
  };
  const bot = await startBotProcess(settings, { ...options, file });
  return {
    bot,
    slack,
    cams,
    async close() {
      await bot.stop('SIGKILL');
      slack.close();
      await cams.close();
    },
  };
}
