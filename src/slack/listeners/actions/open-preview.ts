import { OPEN_PREVIEW } from '../../messages/result/buttons.ts';
import type { ActionDoor } from '../door.ts';

/** "Open preview" is a link: there is nothing to do, but Slack shows a warning where nobody acks. */
export const openPreview: ActionDoor = {
  kind: 'action',
  name: OPEN_PREVIEW,
  right: 'open',
  action: undefined,
  acksFirst: true,
  handle: async () => {},
};
