import type { Translate } from '../../i18n.ts';
import type { GoneReason, OpsNotice } from '../../notify/notice.ts';
import { code, cut, escapeMrkdwn, type Message, paragraphs } from './message.ts';

const MAX_DETAIL = 500;
/** Where a notice does not tell: what Alibaba Cloud's documentation says; calls a second. */
const USUAL_LIMIT = 5;

/** What happened, why, and the next step. */
export function opsMessage(t: Translate, notice: OpsNotice): Message {
  const { problem, isOver, account, code: errorCode, requestId, detail, limit } = notice;
  const shown = escapeMrkdwn(cut(detail ?? '', MAX_DETAIL));
  const what = t(`ops.names.${problem}`);
  const facts = [
    ...(errorCode === undefined ? [] : [t('ops.code', { code: code(errorCode) })]),
    ...(requestId === undefined ? [] : [t('ops.requestId', { requestId: code(requestId) })]),
  ];
  return paragraphs(
    t(isOver ? 'ops.recovered' : `ops.${limit?.isRaised ? 'limit-too-high' : problem}`, {
      account: code(account),
      detail: shown,
      what,
      limit: limit?.perOperation ?? USUAL_LIMIT,
      common: limit?.common ?? USUAL_LIMIT,
    }),
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
  );
}

export interface PausedFacts {
  channelId: string;
  flow: { flowId: string };
  why: GoneReason | 'flow-gone';
}

/** The notification of whoever made a watch that paused by itself. */
export const pausedMessage = (t: Translate, { channelId, flow, why }: PausedFacts): Message =>
  paragraphs(t(`ops.paused.${why}`, { channel: `<#${channelId}>`, flow: code(flow.flowId) }));

/** The notification of a channel whose watch paused, since there is no such flow. */
export const flowGoneMessage = (t: Translate, flow: { flowId: string }): Message =>
  paragraphs(t('ops.paused.flow-gone-here', { flow: code(flow.flowId) }));
