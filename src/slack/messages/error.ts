import type { KnownBlock } from '@slack/types';
import type { FlowRef } from '../../cams/client.ts';
import type { Fault } from '../fault.ts';
import { errorText } from './error-texts.ts';
import { flowName } from './flow-name.ts';
import { code, context, type Message, plain, section } from './message.ts';

/** The `action_id` of the button that asks for the same flow again. */
export const TRY_AGAIN = 'try_again';

export interface FailedRequest {
  flow: FlowRef;
  fault: Fault;
  /** What the button gives back: which flow. */
  retryValue: string;
}

const tryAgainButton = (value: string): KnownBlock => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: TRY_AGAIN, text: { type: 'plain_text', text: 'Try again' }, value }],
});

/** For the support of Alibaba Cloud, and for the search in the log. */
function references({ code: given, requestId }: Fault): string | undefined {
  const facts = [given && `Code ${code(given)}`, requestId && `RequestId ${code(requestId)}`].filter(Boolean);
  return facts.length === 0 ? undefined : facts.join(' · ');
}

/** The private line that ends a request which failed: what happened and why, the next step, how to refer to it. */
export function errorMessage({ flow, fault, retryValue }: FailedRequest): Message {
  const { happened, next, canRetry, attachment } = errorText(fault);
  const headline = `*I could not share the JSON of ${flowName(flow)}:* ${happened}`;
  const nextStep = [`*What to do:* ${next}`, attachment].filter(Boolean).join('\n');
  const reference = references(fault);
  return {
    text: plain([headline, nextStep, reference].filter(Boolean).join('\n')),
    blocks: [
      section(headline),
      section(nextStep),
      ...(canRetry ? [tryAgainButton(retryValue)] : []),
      ...(reference === undefined ? [] : [context(reference)]),
    ],
  };
}
