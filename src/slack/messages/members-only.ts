import type { Translate } from '../../i18n.ts';
import { escapeMrkdwn, type Message, paragraphs } from './message.ts';

/** The private answer to somebody of another organisation, who learns nothing else: not even whether a flow exists. */
export const membersOnlyMessage = (t: Translate, workspace: string): Message =>
  paragraphs(t('membersOnly', { workspace: escapeMrkdwn(workspace) }));
