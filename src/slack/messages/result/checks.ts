import type { Button, KnownBlock } from '@slack/types';
import type { Translate } from '../../../i18n.ts';
import { button, cutMrkdwn, escapeMrkdwn, section } from '../message.ts';

/** The `action_id` of the button for all that was found in a flow. */
export const ALL_FINDINGS = 'all_findings';

/** What the check of a flow says, in the reader's language; plain text. */
export interface ShownFindings {
  /** "Checks: 2 that Meta refuses, 3 that hurt", or "Checks: no findings". */
  summary: string;
  /** The worst in a line each; empty where nothing was found. */
  worst: readonly string[];
  /** Findings besides those. */
  rest: number;
}

/** What became of a flow's check. */
export type ResultChecks =
  /** `value`: what the button gives back. */
  | ({ is: 'checked'; value: string } & ShownFindings)
  /** It goes on: the file does not wait for it. */
  | { is: 'late'; value: string }
  | { is: 'failed' };

/** What stands in one line of a message; a name in it may be long. */
const MAX_LINE = 400;

/** The findings' summary, and the worst of them below it, as mrkdwn. */
export function findingsText(t: Translate, { summary, worst, rest }: ShownFindings): string {
  const lines = worst.map((line) => `• ${cutMrkdwn(escapeMrkdwn(line), MAX_LINE)}`);
  const more = rest > 0 ? [t('checks.more', { count: rest })] : [];
  return [worst.length > 0 ? `*${escapeMrkdwn(summary)}*` : escapeMrkdwn(summary), ...lines, ...more].join('\n');
}

/** What the checks say of the one flow of a result. */
export function checksPart(t: Translate, { checks }: { checks?: ResultChecks | undefined }): KnownBlock[] {
  if (checks === undefined) return [];
  return [section(checks.is === 'checked' ? findingsText(t, checks) : t(`checks.${checks.is}`))];
}

/** The same in a few words, for a line of several flows; mrkdwn. */
export function checksShort(t: Translate, { checks }: { checks?: ResultChecks | undefined }): string[] {
  if (checks === undefined) return [];
  return [checks.is === 'checked' ? escapeMrkdwn(checks.summary) : t(`checks.${checks.is}Short`)];
}

/** Where there is something to be read. */
export function allFindingsButton(t: Translate, { checks }: { checks?: ResultChecks | undefined }): Button[] {
  if (checks === undefined || checks.is === 'failed') return [];
  if (checks.is === 'checked' && checks.worst.length === 0) return [];
  return [button(t('checks.allFindings'), { actionId: ALL_FINDINGS, value: checks.value })];
}
