import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.ts';
import { camsSettings, startCams } from '../../sandbox/cams/server.ts';
import { openDatabase } from '../../src/store/database.ts';
import { type FarProxy, startFarProxy } from './far-proxy.ts';
import { startPostgres } from './postgres.ts';
import { type RecordingSlack, startRecordingSlack } from './recording-slack.ts';

/** A bot whose PostgreSQL is as far away as it is told. */
export interface FarBot {
  bot: BotProcess;
  slack: RecordingSlack;
  proxy: Pick<FarProxy, 'setRoundTrip'>;
  close(): Promise<void>;
}

/** @param signingSecret what commands are signed with. */
export async function startFarBot(signingSecret: string): Promise<FarBot> {
  const postgres = await startPostgres();
  const cams = await startCams({ limit: 'none' });
  const slack = await startRecordingSlack(() => 1);
  const url = new URL(await postgres.createDatabase());
  await (await openDatabase(url.href)).close();
  const proxy = await startFarProxy(Number(url.port));
  url.port = String(proxy.port);
  const bot = await startBotProcess({
    SLACK_BOT_TOKEN: 'xoxb-far',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    ...camsSettings(cams),
    DATABASE_URL: url.href,
    LOG_LEVEL: 'error',
  });
  return {
    bot,
    slack,
    proxy,
    async close() {
      proxy.setRoundTrip(0);
      await bot.stop('SIGKILL');
      await proxy.close();
      await slack.close();
      await cams.close();
      await postgres.stop();
    },
  };
}
