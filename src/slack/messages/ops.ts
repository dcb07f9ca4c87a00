import type { Translate } from '../../i18n.ts';
import { code, cut, escapeMrkdwn, type Message, paragraphs } from './message.ts';

/** What the operators are notified of: shapes as of `OpsNotice`. */
export interface OpsFacts {
  problem: 'permission-lost' | 'not-subscribed' | 'key-expired' | 'limit-hit' | 'watcher-behind' | 'recovered';
  account: string;
  code: string | undefined;
  requestId: string | undefined;
  detail: string | undefined;
}

const MAX_DETAIL = 500;

/** What happened, why, and the next step. */
export function opsMessage(t: Translate, { problem, account, code: errorCode, requestId, detail }: OpsFacts): Message {
  const shown = escapeMrkdwn(cut(detail ?? '', MAX_DETAIL));
  const what = problem === 'recovered' ? t(`ops.names.${knownProblem(detail)}`) : '';
  const facts = [
    ...(errorCode === undefined ? [] : [t('ops.code', { code: code(errorCode) })]),
    ...(requestId === undefined ? [] : [t('ops.requestId', { requestId: code(requestId) })]),
  ];
  return paragraphs(
    t(`ops.${problem}`, { account: code(account), detail: shown, what }),
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
  );
}

const PROBLEMS = ['permission-lost', 'not-subscribed', 'key-expired', 'limit-hit', 'watcher-behind'] as const;
const knownProblem = (detail: string | undefined) => PROBLEMS.find((problem) => problem === detail) ?? 'limit-hit';

export interface PausedFacts {
  channelId: string;
  flow: { flowId: string };
  why: 'archived' | 'removed' | 'flow-gone';
}

/** The notification of whoever made a watch that paused by itself. */
export const pausedMessage = (t: Translate, { channelId, flow, why }: PausedFacts): Message =>
  paragraphs(t(`ops.paused.${why}`, { channel: `<#${channelId}>`, flow: code(flow.flowId) }));
