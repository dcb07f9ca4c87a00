import type { Translate } from '../../i18n.ts';
import type { AccountProblem, GoneReason, OpsNotice } from '../../notify/notice.ts';
import type { Fault } from '../delivery/fault.ts';
import { errorText, RAM_POLICY } from './error-texts.ts';
import { code, codeBlock, cut, escapeMrkdwn, type Message, paragraphs } from './message.ts';
import { nextForOperators } from './sight.ts';

const MAX_DETAIL = 500;
/** Where a notice does not tell: what Alibaba Cloud's documentation says; calls a second. */
const USUAL_LIMIT = 5;

/** While these last no flow of the account can be looked at. */
const BLINDING: ReadonlySet<AccountProblem> = new Set([
  'permission-lost',
  'not-subscribed',
  'key-expired',
  'clock-wrong',
]);
/** These are over once the policy is attached. */
const OF_POLICY: ReadonlySet<AccountProblem> = new Set([
  'permission-lost',
  'details-permission-lost',
  'list-permission-lost',
]);

/** Who was refused, for which action, and by which policy, so far as Alibaba Cloud says it. */
function denialFacts(t: Translate, { accessDenied }: OpsNotice): string[] {
  if (accessDenied === undefined) return [];
  const { principal, action, noPermissionType, policyType } = accessDenied;
  const by = [noPermissionType, policyType].filter((each) => each !== undefined).map(code);
  return [
    ...(principal === undefined ? [] : [t('ops.principal', { principal: code(principal) })]),
    ...(action === undefined ? [] : [t('ops.action', { action: code(action) })]),
    ...(by.length === 0 ? [] : [t('ops.denial', { by: by.join(' ') })]),
  ];
}

/**
 * What happened, why, and the next step.
 *
 * @param watched how many watches there are on flows of the account, so far as the reader may know of them.
 * @param fault of `flows-out-of-sight`: why.
 */
export function opsMessage(t: Translate, notice: OpsNotice, watched = 0, fault?: Fault): Message {
  const { problem, isOver, account, code: errorCode, requestId, detail, limit } = notice;
  const shown = escapeMrkdwn(cut(detail ?? '', MAX_DETAIL));
  const what = t(`ops.names.${problem}`);
  const isBlind = !isOver && watched > 0 && BLINDING.has(problem);
  const facts = [
    ...denialFacts(t, notice),
    ...(errorCode === undefined ? [] : [t('ops.code', { code: code(errorCode) })]),
    ...(requestId === undefined ? [] : [t('ops.requestId', { requestId: code(requestId) })]),
  ];
  return paragraphs(
    t(isOver ? 'ops.recovered' : `ops.${limit?.isRaised ? 'limit-too-high' : problem}`, {
      account: code(account),
      detail: problem === 'flows-out-of-sight' ? code(detail ?? '?') : shown,
      happened: fault === undefined ? '' : errorText(t, fault).happened,
      next: fault === undefined ? '' : nextForOperators(t, fault),
      what,
      limit: limit?.perOperation ?? USUAL_LIMIT,
      common: limit?.common ?? USUAL_LIMIT,
    }),
    ...(isBlind ? [t('ops.blindWatches', { count: watched })] : []),
    ...(!isOver && OF_POLICY.has(problem) ? [codeBlock(RAM_POLICY)] : []),
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
  );
}

export interface PausedFacts {
  channelId: string;
  /** It is the direct message with the reader. */
  isDirect: boolean;
  flow: { flowId: string };
  why: GoneReason | 'flow-gone';
}

/** The notification of whoever made a watch that paused by itself. */
export const pausedMessage = (t: Translate, { channelId, isDirect, flow, why }: PausedFacts): Message =>
  paragraphs(
    t(isDirect && why === 'flow-gone' ? 'ops.paused.flow-gone-direct' : `ops.paused.${why}`, {
      channel: `<#${channelId}>`,
      flow: code(flow.flowId),
    }),
  );

/** Other texts of these kinds are about files. */
function whyUnreached(t: Translate, fault: Fault): string {
  if (fault.kind === 'slack-refused') return t('ops.refused', { code: code(fault.code ?? '?') });
  return fault.kind === 'slack-unavailable' ? t('ops.slackAway') : errorText(t, fault).happened;
}

/** The notification of whoever made a watch whose channel could not be notified for a while. */
export function unreachedMessage(
  t: Translate,
  { channelId, flow, fault }: Pick<PausedFacts, 'channelId' | 'flow'> & { fault: Fault },
): Message {
  const words = { channel: `<#${channelId}>`, flow: code(flow.flowId), happened: whyUnreached(t, fault) };
  return paragraphs(t('ops.unreached', words));
}

/** The notification of a channel whose watch paused, since there is no such flow. */
export const flowGoneMessage = (t: Translate, flow: { flowId: string }): Message =>
  paragraphs(t('ops.paused.flow-gone-here', { flow: code(flow.flowId) }));
