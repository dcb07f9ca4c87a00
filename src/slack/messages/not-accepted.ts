import type { Translate } from '../../i18n.ts';
import type { Fault } from '../delivery/fault.ts';
import { failureMessage } from './error.ts';
import { errorText } from './error-texts.ts';
import { code, type Message, paragraphs } from './message.ts';

/** The private line where something could not even be begun, as where the database is gone. */
export const notAcceptedMessage = (t: Translate, fault: Fault): Message =>
  failureMessage(t, t('unclear.failed', { happened: errorText(t, fault).happened }), fault, undefined);

/** The private line where the rules do not let somebody through: what, by which rule, whom to ask. */
export const notAllowedMessage = (t: Translate, fault: Fault): Message =>
  failureMessage(t, t('access.refused', { happened: errorText(t, fault).happened }), fault, undefined);

/** No account of the settings serves the person's workspace. */
export const notServedMessage = (t: Translate, teamId: string): Message =>
  paragraphs(t('notServed', { team: code(teamId) }));
