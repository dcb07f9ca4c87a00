import type { ReadOutcome } from '../../access/reloads.ts';
import type { ReloadReport } from '../../access/rules-in-force.ts';
import type { Translate } from '../../i18n.ts';
import type { UnreadGroup } from '../workspaces/facts/groups.ts';
import { unreadGroupsText } from './groups.ts';
import { code, escapeMrkdwn, type Message, paragraphs } from './message.ts';

/** What came of reading the access rules again. */
export interface Reloaded {
  /** Undefined: the bot has no file of them. */
  report: ReloadReport | undefined;
  /** Groups of the rules, of which Slack does not say who is in them. */
  unread: readonly UnreadGroup[];
}

/** A paragraph takes 3000 characters. */
const PER_PARAGRAPH = 8;
/** A message takes 50 paragraphs, and the log has the rest. */
const MAX_PROBLEMS = 200;

function problemLines(t: Translate, problems: readonly string[]): string[] {
  const lines = problems.slice(0, MAX_PROBLEMS).map((problem) => `• ${escapeMrkdwn(problem)}`);
  const left = problems.length - lines.length;
  if (left > 0) lines.push(t('reload.more', { count: left }));
  return Array.from({ length: Math.ceil(lines.length / PER_PARAGRAPH) }, (_, index) =>
    lines.slice(index * PER_PARAGRAPH, (index + 1) * PER_PARAGRAPH).join('\n'),
  );
}

const ownText = (t: Translate, { rules, problems }: ReadOutcome): string =>
  problems.length === 0 ? t('reload.inForce', { count: rules }) : t('reload.faults', { count: problems.length });

/** One process may have another copy of the file. */
function othersTexts(t: Translate, { own, others, silent }: ReloadReport): string[] {
  const isSame = ({ outcome }: ReloadReport['others'][number]) => JSON.stringify(outcome) === JSON.stringify(own);
  const same = others.filter(isSame).length;
  return [
    ...(same > 0 ? [t(own.problems.length === 0 ? 'reload.othersToo' : 'reload.othersNeither', { count: same })] : []),
    ...others
      .filter((other) => !isSame(other))
      .flatMap(({ process, outcome: { rules, problems } }) =>
        problems.length === 0
          ? [t('reload.otherInForce', { process: code(process), count: rules })]
          : [t('reload.otherFaults', { process: code(process), count: problems.length }), ...problemLines(t, problems)],
      ),
    ...(silent > 0 ? [t('reload.silent', { count: silent })] : []),
  ];
}

/** The private answer to an administrator. */
export function reloadedMessage(t: Translate, { report, unread }: Reloaded): Message {
  if (report === undefined) return paragraphs(t('reload.noFile'));
  const { own } = report;
  return paragraphs(
    ownText(t, own),
    ...problemLines(t, own.problems),
    ...othersTexts(t, report),
    ...(unread.length === 0 ? [] : [unreadGroupsText(t, unread)]),
  );
}
