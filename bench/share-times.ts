import type { BotUnderTest } from './bot.ts';
import { sendCommand } from './command.ts';

/** A flow as small as one can be. */
export const FLOW_JSON = '{"version":"7.1","screens":[{"id":"ONE"}]}';

const FIRST_FLOW_ID = 700_000_000_000_000;

/**
 * Sends commands one after the other, each for another flow: a file that was just fetched would be shared again without a
 * call.
 *
 * @param pauseMs between a share and the next command.
 * @param word behind the flow's ID, as `json`.
 * @returns from each command to its shared file; milliseconds.
 */
export async function shareTimes(
  { bot, cams, slack }: Pick<BotUnderTest, 'bot' | 'cams' | 'slack'>,
  commands: number,
  pauseMs: number,
  word = '',
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < commands; index += 1) {
    const flowId = String(FIRST_FLOW_ID + index);
    cams.setFlow(flowId, FLOW_JSON);
    const shared = slack.shared(slack.sharedCount + 1);
    const sentAt = performance.now();
    await sendCommand(bot.url, `${flowId} ${word}`, slack.responseUrl);
    await shared;
    times.push(performance.now() - sentAt);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return times;
}
