import type { Translate } from '../../i18n.ts';
import type { Fault } from '../delivery/fault.ts';
import { errorText } from './error-texts.ts';
import { flowName, type NamedFlow } from './flow-name.ts';
import { actions, button, code, context, type Message, plain, section } from './message.ts';

/** The `action_id` of the button that asks for the same flows again. */
export const TRY_AGAIN = 'try_again';

export interface FailedRequest {
  flow: NamedFlow;
  fault: Fault;
  /** What the button gives back: which flow, and where to. */
  retryValue: string;
}

/** For the support of Alibaba Cloud, and for the search in the log; empty where there is nothing to refer to. */
export function references(t: Translate, { code: given, requestId }: Fault): string {
  const facts = [
    given === undefined ? '' : t('common.code', { code: code(given) }),
    requestId === undefined ? '' : t('common.requestId', { requestId: code(requestId) }),
  ];
  return facts.filter(Boolean).join(' · ');
}

/** A private line that says what failed, why, the next step, and how to refer to it. */
export function failureMessage(t: Translate, headline: string, fault: Fault, retryValue: string | undefined): Message {
  const { next, canRetry, attachment } = errorText(t, fault);
  const nextStep = [t('common.nextStep', { next }), attachment].filter(Boolean).join('\n');
  const reference = references(t, fault);
  return {
    text: plain([headline, nextStep, reference].filter(Boolean).join('\n')),
    blocks: [
      section(headline),
      section(nextStep),
      ...(canRetry && retryValue !== undefined
        ? [actions(button(t('common.tryAgain'), { actionId: TRY_AGAIN, value: retryValue }))]
        : []),
      ...(reference === '' ? [] : [context(reference)]),
    ],
  };
}

/** The private line that ends a request for one flow which failed. */
export function errorMessage(t: Translate, { flow, fault, retryValue }: FailedRequest): Message {
  const words = { flow: flowName(t, flow), happened: errorText(t, fault).happened };
  const isUnsure = fault.kind === 'slack-share-unknown';
  return failureMessage(t, isUnsure ? t('error.unsure', words) : t('error.headline', words), fault, retryValue);
}
