import { App } from '@slack/bolt';

/** The least that Bolt can do with a command: what our own ack is measured against. */
// biome-ignore lint/style/noProcessEnv: a process of its own, that has to be told what the bot is told
const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, PORT } = process.env;

const app = new App({
  token: SLACK_BOT_TOKEN ?? '',
  signingSecret: SLACK_SIGNING_SECRET ?? '',
  clientOptions: { slackApiUrl: SLACK_API_URL ?? '' },
  customRoutes: [{ path: '/health', method: ['GET'], handler: (_request, response) => void response.end('ok') }],
});
app.command('/flow-json', async ({ ack }) => ack({ response_type: 'ephemeral', text: 'Fetching…' }));
await app.start(Number(PORT));
