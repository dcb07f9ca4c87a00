import type { Translate } from '../../i18n.ts';
import { actions, button, type Message, paragraphs } from './message.ts';

/** The `action_id` of the button that opens the window which a command needs. */
export const OPEN_WINDOW = 'open_window';

/**
 * The private answer to a command that needs a window and came as a message: Slack opens one for a click.
 *
 * @param value what the button gives back.
 */
export function windowMessage(t: Translate, value: string): Message {
  const { text, blocks } = paragraphs(t('window.needsClick'));
  return { text, blocks: [...blocks, actions(button(t('window.open'), { actionId: OPEN_WINDOW, value }))] };
}
