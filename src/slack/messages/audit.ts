import type { Translate } from '../../i18n.ts';
import type { AuditArguments } from '../payloads/command/audit-words.ts';
import { code, type Message, paragraphs } from './message.ts';

/** What was asked of the audit, in words. */
function asked(t: Translate, { userId, flowId, days }: AuditArguments): string {
  const about = [
    t('audit.days', { count: days }),
    ...(userId === undefined ? [] : [t('audit.person', { person: `<@${userId}>` })]),
    ...(flowId === undefined ? [] : [t('audit.flow', { flow: code(flowId) })]),
  ];
  return about.join(' · ');
}

/** The message that the CSV comes with. */
export const auditMessage = (
  t: Translate,
  { entries, isWhole, ...given }: AuditArguments & { entries: number; isWhole: boolean },
): Message =>
  paragraphs(
    `${t('audit.title', { count: entries })}\n${asked(t, given)}`,
    t('audit.times'),
    ...(isWhole ? [] : [t('audit.cut')]),
  );

/** The answer where it was asked for. */
export const auditElsewhereMessage = (t: Translate, permalink: string | undefined): Message =>
  paragraphs(permalink === undefined ? t('audit.sent') : t('audit.sentLink', { link: `<${permalink}|CSV>` }));

export const emptyAuditMessage = (t: Translate, given: AuditArguments): Message =>
  paragraphs(t('audit.empty', { asked: asked(t, given) }));
