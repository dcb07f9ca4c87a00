import type { Translate } from '../../i18n.ts';
import { actions, button, code, type Message, paragraphs } from './message.ts';

/** The `action_id` of the button that opens the window which a command needs. */
export const OPEN_WINDOW = 'open_window';

/** A window that Slack did not say it opened. */
export interface NotOpened {
  /** `unconfirmed`: the answer was lost, so that it may be open. */
  why: 'expired' | 'unconfirmed' | 'limited' | 'unavailable' | 'refused';
  /** Slack's error. */
  code: string | undefined;
}

export const notOpenedMessage = (t: Translate, { why, code: given }: NotOpened): Message =>
  paragraphs(t(`window.not.${why}`, { code: code(given ?? '?') }));

/**
 * The private answer to a command that needs a window and came as a message: Slack opens one for a click.
 *
 * @param value what the button gives back.
 */
export function windowMessage(t: Translate, value: string): Message {
  const { text, blocks } = paragraphs(t('window.needsClick'));
  return { text, blocks: [...blocks, actions(button(t('window.open'), { actionId: OPEN_WINDOW, value }))] };
}
