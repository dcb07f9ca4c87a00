import type { Translate } from '../../i18n.ts';
import type { Fault } from '../delivery/fault.ts';
import { references, TRY_AGAIN } from './error.ts';
import { errorText } from './error-texts.ts';
import { flowName, type NamedFlow } from './flow-name.ts';
import { actions, button, type Message, plain, section } from './message.ts';

export interface FailedFlow {
  flow: NamedFlow;
  fault: Fault;
}

export interface SeveralFailed {
  failed: readonly FailedFlow[];
  total: number;
  /** What the button gives back: the flows that failed and where to; undefined where asking again is no use for any. */
  retryValue: string | undefined;
}

function line(t: Translate, { flow, fault }: FailedFlow): string {
  const { happened, next } = errorText(t, fault);
  const text = t('several.line', { flow: flowName(t, flow), happened, next });
  const reference = references(t, fault);
  return reference === '' ? text : `${text}\n${reference}`;
}

/** The private line after a request for several flows of which some failed: which, why, and a button to ask for them again. */
export function severalFailedMessage(t: Translate, { failed, total, retryValue }: SeveralFailed): Message {
  const shared = total - failed.length;
  const headline = `*${t('several.failed', { count: failed.length })}* ${t('several.someFailed', { shared, total })}`;
  const lines = failed.map((each) => line(t, each));
  const policy = failed.map(({ fault }) => errorText(t, fault).attachment).find((text) => text !== undefined);
  return {
    text: plain([headline, ...lines].join('\n')),
    blocks: [
      section(headline),
      ...lines.map(section),
      ...(policy === undefined ? [] : [section(policy)]),
      ...(retryValue === undefined
        ? []
        : [actions(button(t('several.retry'), { actionId: TRY_AGAIN, value: retryValue }))]),
    ],
  };
}

/** Whether asking again may help with any of them. */
export const canRetryAny = (t: Translate, failed: readonly FailedFlow[]): boolean =>
  failed.some(({ fault }) => errorText(t, fault).canRetry);
