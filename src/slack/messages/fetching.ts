import type { FlowRef } from '../../cams/client.ts';
import { flowName } from './flow-name.ts';
import { type Message, paragraphs } from './message.ts';

/** The queue as it was met; `undefined` where the flow was being fetched already. */
export type QueueMet = { ahead: number; expectedWaitMs: number } | undefined;

/** Waits shorter than this are not worth a word. */
const NOTICEABLE_MS = 1500;

const seconds = (ms: number): string => `about ${Math.max(1, Math.round(ms / 1000))} s`;

function queueSentence(queue: QueueMet): string {
  if (queue === undefined) return ' Somebody asked for it a moment ago: you both get it.';
  const { ahead, expectedWaitMs } = queue;
  if (ahead > 0) {
    const requests = ahead === 1 ? '1 request is' : `${ahead} requests are`;
    return ` ${requests} ahead of yours, so it starts in ${seconds(expectedWaitMs)}: Alibaba Cloud allows 5 calls a second.`;
  }
  return expectedWaitMs < NOTICEABLE_MS ? '' : ` It starts in ${seconds(expectedWaitMs)}.`;
}

/** The private line that a command is acked with. */
export function fetchingMessage(flow: FlowRef, queue: QueueMet): Message {
  return paragraphs(`Fetching the JSON of ${flowName(flow)} …${queueSentence(queue)}`);
}

/** The private line while a dropped call waits for its second try. */
export function retryingMessage(flow: FlowRef, inMs: number): Message {
  return paragraphs(
    `Alibaba Cloud is limiting calls, so ${flowName(flow)} takes longer: trying again in ${seconds(inMs)}. There is nothing you need to do.`,
  );
}
