import { startBotUnderTest } from './bot.ts';
import { sendCommand } from './command.ts';
import { percentile, table } from './stats.ts';

const COMMANDS = 60;
/** A fetch takes two calls, so that no command waits for a place in the budget: this is about the bot's own share. */
const PAUSE_MS = 450;
const FLOW_JSON = '{"version":"7.1","screens":[{"id":"ONE"}]}';

/** From the command to the shared file, with a Slack and a CAMS that answer at once. */
export async function benchShare(): Promise<string> {
  const { bot, cams, slack, close } = await startBotUnderTest();
  const times: number[] = [];
  for (let index = 0; index < COMMANDS; index += 1) {
    // Another flow each time: a file that was just fetched would be shared again without a call.
    const flowId = String(700_000_000_000_000 + index);
    cams.setFlow(flowId, FLOW_JSON);
    const shared = slack.shared(slack.sharedCount + 1);
    const sentAt = performance.now();
    await sendCommand(bot.url, flowId, slack.responseUrl);
    await shared;
    times.push(performance.now() - sentAt);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await close();
  return `From the command to the shared file, ${COMMANDS} commands, instant API and Slack:\n\n${table([
    ['p50', 'p99', 'slowest'],
    [percentile(times, 0.5), percentile(times, 0.99), Math.max(...times)].map((ms) => `${ms.toFixed(1)} ms`),
  ])}`;
}
