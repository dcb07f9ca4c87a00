import { z } from 'zod';
import { resolveSpace } from '../../../flows/ids/spaces.ts';
import type { ChannelNotifyPreferences } from '../../../notify/records.ts';
import { spaceNames } from '../../answers/spaces.ts';
import { unclearText } from '../../messages/help.ts';
import { paragraphs, toPlainText } from '../../messages/message.ts';
import { BROADCAST, NOTIFY_FOLLOW_UPS, NOTIFY_MODE, USE_THREAD } from '../../messages/notify-settings.ts';
import { DESTINATION, SPACE } from '../../messages/picker-view.ts';
import { SETTINGS, USUAL_SPACE } from '../../messages/settings-view.ts';
import { type ViewValues, viewValues } from '../../payloads/view-values.ts';
import type { ViewDoor } from '../door.ts';

const submission = z.object({ view: z.object({ state: z.object({ values: z.unknown() }) }) });

const notifyMode = z.enum(['at-once', 'daily', 'weekly'] satisfies ChannelNotifyPreferences['mode'][]);

/** Undefined where the modal did not ask for it. */
function notifyPreferencesOf(values: ViewValues): ChannelNotifyPreferences | undefined {
  const mode = notifyMode.safeParse(values.text(NOTIFY_MODE));
  if (!mode.success) return undefined;
  const ticked = values.options(NOTIFY_FOLLOW_UPS);
  return { mode: mode.data, useThread: ticked.includes(USE_THREAD), broadcast: ticked.includes(BROADCAST) };
}

/** The modal of the settings: it closes once they are stored. */
export const settings: ViewDoor = {
  kind: 'view',
  name: SETTINGS,
  right: 'settings',
  errorAt: DESTINATION,

  async handle({ accounts, offered, preferences, notifyPreferences, log }, { t, requester, read, reply, refuse }) {
    const { teamId, userId, channelId } = requester;
    const values = viewValues(read(submission).view.state.values);
    const given = values.text(SPACE);
    const space = given === USUAL_SPACE ? undefined : given;
    const resolved = resolveSpace(accounts, space, undefined);
    if (!resolved.ok) return refuse(SPACE, toPlainText(unclearText(t, resolved.error, spaceNames(offered))));

    const notify = channelId === undefined ? undefined : notifyPreferencesOf(values);
    const chosen = values.text(DESTINATION);
    // Not asked of who may not change what holds for the whole workspace.
    const destination = chosen === undefined || chosen === 'only-me' ? chosen : 'conversation';
    // Beside each other: Slack waits three seconds, and the database may be far away.
    await Promise.all([
      channelId === undefined ? undefined : preferences.setSpace(teamId, channelId, space),
      channelId === undefined || notify === undefined ? undefined : notifyPreferences.set(teamId, channelId, notify),
      destination === undefined ? undefined : preferences.setDestination(teamId, destination),
    ]);
    log.info({ userId, teamId, channelId, space, destination, notify }, 'The settings were changed');
    await reply(paragraphs(t('settings.saved')));
  },
};
