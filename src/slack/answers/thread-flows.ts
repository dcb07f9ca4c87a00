import type { webApi } from '@slack/bolt';
import { findFlowIds } from '../../flows/ids/find-flow-ids.ts';
import { MAX_FLOWS } from '../../requests/request.ts';
import { messageTexts } from '../payloads/message-texts.ts';
import type { TypedMessage } from '../payloads/typed-message.ts';
import type { AnswerParts } from './answer-parts.ts';

/**
 * The flows that people may mean who name none: those in the thread that they wrote in, else in what they wrote, as in a
 * file that came with it. Each once, the oldest first; as many as one request takes.
 */
export async function flowsAround(
  { readThread }: Pick<AnswerParts, 'readThread'>,
  client: webApi.WebClient,
  { channelId, threadTs, message }: TypedMessage,
): Promise<string[]> {
  const thread = threadTs === undefined ? [] : await readThread(client, { channelId, threadTs });
  const messages = thread.length === 0 ? [message] : thread;
  const flowIds = messages.flatMap((each) => findFlowIds(messageTexts(each)));
  return [...new Set(flowIds)].slice(0, MAX_FLOWS);
}
