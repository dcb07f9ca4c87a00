import type { Translate } from '../../i18n.ts';
import type { Started } from '../../requests/replies.ts';
import { flowName, flowsName, type NamedFlow } from './flow-name.ts';
import { type Message, paragraphs } from './message.ts';

type QueueMet = Started['queues'][number];

/** Shorter waits are not mentioned; milliseconds. */
const NOTICEABLE_MS = 1500;

/** `about 3 s`; never less than one. */
export const seconds = (t: Translate, ms: number): string =>
  t('common.seconds', { count: Math.max(1, Math.round(ms / 1000)) });

function queueSentence(t: Translate, queue: QueueMet): string {
  if (queue === undefined) return t('fetching.joined');
  const { ahead, expectedWaitMs } = queue;
  const wait = seconds(t, expectedWaitMs);
  if (ahead > 0) return t('fetching.ahead', { count: ahead, wait });
  return expectedWaitMs < NOTICEABLE_MS ? '' : t('fetching.waits', { wait });
}

/** The private line that a request for one flow is acked with. */
export function fetchingMessage(t: Translate, flow: NamedFlow, queue: QueueMet): Message {
  return paragraphs(
    [t('fetching.one', { flow: flowName(t, flow) }), queueSentence(t, queue)].filter(Boolean).join(' '),
  );
}

/**
 * The private line that a request for several flows is acked with.
 *
 * @param expectedMs until all are there; an estimate.
 */
export function fetchingSeveralMessage(t: Translate, flows: readonly NamedFlow[], expectedMs: number): Message {
  return paragraphs(t('fetching.several', { flows: flowsName(t, flows), wait: seconds(t, expectedMs) }));
}

/** The private line that a request is acked with. */
export function startedMessage(t: Translate, flows: readonly NamedFlow[], { queues, expectedMs }: Started): Message {
  const [only, ...others] = flows;
  return only !== undefined && others.length === 0
    ? fetchingMessage(t, only, queues[0])
    : fetchingSeveralMessage(t, flows, expectedMs);
}

/** The private line while a dropped call waits to be made again. */
export function retryingMessage(t: Translate, flow: NamedFlow, inMs: number): Message {
  return paragraphs(t('fetching.retrying', { flow: flowName(t, flow), wait: seconds(t, inMs) }));
}

/** The private line while several flows are fetched: `7 of 20, about 3 s left.` */
export function progressMessage(t: Translate, done: number, total: number, leftMs: number): Message {
  return paragraphs(t('fetching.progress', { done, total, wait: seconds(t, leftMs) }));
}
