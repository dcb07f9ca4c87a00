import type { Translate } from '../../i18n.ts';
import type { UnreadGroup } from '../workspaces/facts/groups.ts';
import { code, type Message, paragraphs } from './message.ts';

/** Groups that the access rules name, of which Slack does not say who is in them: what that means, and why. */
export function unreadGroupsText(t: Translate, unread: readonly UnreadGroup[]): string {
  const lines = unread.map(({ group, why }) => `• ${code(group)}: ${t(`groups.why.${why}`)}`);
  return [t('groups.unread'), ...lines].join('\n');
}

/** The notification of the operators. */
export const unreadGroupsMessage = (t: Translate, unread: readonly UnreadGroup[]): Message =>
  paragraphs(unreadGroupsText(t, unread));

export const groupsReadAgainMessage = (t: Translate): Message => paragraphs(t('groups.over'));
