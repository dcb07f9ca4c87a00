import type { KnownBlock } from '@slack/types';
import type { Translate } from '../../i18n.ts';
import { input, option, radioButtons } from './picker-view.ts';

/** The IDs of what a person fills in: the `action_id` is the same as the `block_id`. */
export const NOTIFY_MODE = 'notify_mode';
export const NOTIFY_FOLLOW_UPS = 'notify_follow_ups';
/** The values of the boxes. */
export const USE_THREAD = 'thread';
export const BROADCAST = 'broadcast';
export const FILES_IN_MESSAGE = 'files';

/** How a channel is notified of the flows that it watches. */
export interface ShownNotify {
  mode: 'at-once' | 'daily' | 'weekly';
  useThread: boolean;
  broadcast: boolean;
  filesIn: 'thread' | 'message';
}

/** The part of the settings about when a channel is notified of changes, and whether in threads. */
export function notifyBlocks(t: Translate, { mode, useThread, broadcast, filesIn }: ShownNotify): KnownBlock[] {
  const modes = [
    option(t(MODE_TEXT['at-once']), 'at-once'),
    option(t(MODE_TEXT.daily), 'daily'),
    option(t(MODE_TEXT.weekly), 'weekly'),
  ] as const;
  const thread = option(t('notifySettings.thread'), USE_THREAD);
  const alsoToChannel = option(t('notifySettings.broadcast'), BROADCAST);
  const filesInMessage = option(t('notifySettings.filesInMessage'), FILES_IN_MESSAGE);
  const ticked = [
    ...(useThread ? [thread] : []),
    ...(broadcast ? [alsoToChannel] : []),
    ...(filesIn === 'message' ? [filesInMessage] : []),
  ];
  return [
    { type: 'divider' },
    input(NOTIFY_MODE, t('notifySettings.mode'), radioButtons(NOTIFY_MODE, modes, mode)),
    input(
      NOTIFY_FOLLOW_UPS,
      t('notifySettings.followUps'),
      {
        type: 'checkboxes',
        action_id: NOTIFY_FOLLOW_UPS,
        options: [thread, alsoToChannel, filesInMessage],
        // Slack refuses an empty list.
        ...(ticked.length === 0 ? {} : { initial_options: ticked }),
      },
      { hint: t('notifySettings.followUpsHint'), optional: true },
    ),
  ];
}

const MODE_TEXT = {
  'at-once': 'notifySettings.atOnce',
  daily: 'notifySettings.daily',
  weekly: 'notifySettings.weekly',
} as const;

/** How a channel is notified, in the words of the settings: what is chosen, and what is ticked. */
export const notifyTexts = (t: Translate, { mode, useThread, broadcast, filesIn }: ShownNotify): string[] => [
  t(MODE_TEXT[mode]),
  ...(useThread ? [t('notifySettings.thread')] : []),
  ...(broadcast ? [t('notifySettings.broadcast')] : []),
  ...(filesIn === 'message' ? [t('notifySettings.filesInMessage')] : []),
];
