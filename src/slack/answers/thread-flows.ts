import type { webApi } from '@slack/bolt';
import { foundFlows } from '../../flows/catalogue/found-flows.ts';
import { findCandidates } from '../../flows/ids/find-flow-ids.ts';
import type { Space } from '../../flows/ids/spaces.ts';
import { messageTexts } from '../payloads/message-texts.ts';
import type { TypedMessage } from '../payloads/typed-message.ts';
import type { AnswerParts } from './answer-parts.ts';

/**
 * The flows that people may mean who name none: those in the thread that they wrote in, else in what they wrote, as in a
 * file that came with it: what the account has, and what the words point to. In the order of writing, as many as one request
 * takes.
 *
 * @param space where they are looked up.
 * @throws what the catalogue throws.
 */
export async function flowsAround(
  { readThread, catalogue }: Pick<AnswerParts, 'readThread' | 'catalogue'>,
  client: webApi.WebClient,
  { channelId, threadTs, message }: TypedMessage,
  space: Space,
): Promise<string[]> {
  const thread = threadTs === undefined ? [] : await readThread(client, { channelId, threadTs });
  const messages = thread.length === 0 ? [message] : thread;
  const candidates = findCandidates(messages.flatMap((each) => messageTexts(each)));
  const { listed, others } = await foundFlows(catalogue, [space], candidates);
  const found = new Set([...listed, ...others].map(({ flowId }) => flowId));
  return candidates.map(({ id }) => id).filter((id) => found.has(id));
}
