import { z } from 'zod';
import { resolveSpace } from '../../../flows/ids/spaces.ts';
import type { ChannelNotifyPreferences } from '../../../notify/records.ts';
import { DISPLAYS } from '../../../requests/display.ts';
import { spaceNames } from '../../answers/spaces.ts';
import { AS_WORKSPACE, CHANNEL_DISPLAY, WORKSPACE_DISPLAY } from '../../messages/display-settings.ts';
import { unclearText } from '../../messages/help.ts';
import { paragraphs, toPlainText } from '../../messages/message.ts';
import { BROADCAST, NOTIFY_FOLLOW_UPS, NOTIFY_MODE, USE_THREAD } from '../../messages/notify-settings.ts';
import { DESTINATION, SPACE } from '../../messages/picker-view.ts';
import { SETTINGS, USUAL_SPACE } from '../../messages/settings-view.ts';
import { type ViewValues, viewValues } from '../../payloads/view-values.ts';
import type { ViewDoor } from '../door.ts';

const submission = z.object({ view: z.object({ state: z.object({ values: z.unknown() }) }) });

const ofWorkspace = z.enum(DISPLAYS);
const ofChannel = z.enum([AS_WORKSPACE, ...DISPLAYS]);

const notifyMode = z.enum(['at-once', 'daily', 'weekly'] satisfies ChannelNotifyPreferences['mode'][]);

/** Each is undefined where the modal did not ask for it; `as-workspace`: nothing of the channel's own. */
function displaysOf(values: ViewValues) {
  return {
    channel: ofChannel.safeParse(values.text(CHANNEL_DISPLAY)).data,
    workspace: ofWorkspace.safeParse(values.text(WORKSPACE_DISPLAY)).data,
  };
}

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
  errorAt: DESTINATION,

  async handle({ accounts, preferences, displays, notifyPreferences, log }, { t, requester, read, reply, refuse }) {
    const { teamId, userId, channelId } = requester;
    const values = viewValues(read(submission).view.state.values);
    const given = values.text(SPACE);
    const space = given === USUAL_SPACE ? undefined : given;
    const resolved = resolveSpace(accounts, space, undefined);
    if (!resolved.ok) return refuse(SPACE, toPlainText(unclearText(t, resolved.error, spaceNames(accounts))));

    const notify = channelId === undefined ? undefined : notifyPreferencesOf(values);
    const destination = values.text(DESTINATION) === 'only-me' ? 'only-me' : 'conversation';
    const { channel, workspace } = displaysOf(values);
    // Beside each other: Slack waits three seconds, and the database may be far away.
    await Promise.all([
      channelId === undefined ? undefined : preferences.setSpace(teamId, channelId, space),
      channelId === undefined || notify === undefined ? undefined : notifyPreferences.set(teamId, channelId, notify),
      preferences.setDestination(teamId, destination),
      channelId === undefined || channel === undefined
        ? undefined
        : displays?.setChannel(teamId, channelId, channel === AS_WORKSPACE ? undefined : channel),
      workspace === undefined ? undefined : displays?.setWorkspace(teamId, workspace),
    ]);
    const display = { channel, workspace };
    log.info({ userId, teamId, channelId, space, destination, display, notify }, 'The settings were changed');
    await reply(paragraphs(t('settings.saved')));
  },
};
