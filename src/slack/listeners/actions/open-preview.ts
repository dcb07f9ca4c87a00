import type { App } from '@slack/bolt';
import { OPEN_PREVIEW } from '../../messages/result.ts';

/** "Open preview" is a link: there is nothing to do, but Slack shows a warning where nobody acks. */
export function register(app: App): void {
  app.action({ type: 'block_actions', action_id: OPEN_PREVIEW }, async ({ ack }) => ack());
}
