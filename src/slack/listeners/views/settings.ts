import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { resolveSpace } from '../../../flows/ids/spaces.ts';
import type { ChannelNotifyPreferences } from '../../../notify/records.ts';
import { DISPLAYS } from '../../../requests/display.ts';
import { setNotify } from '../../answers/set-notify.ts';
import { spaceNames } from '../../answers/spaces.ts';
import { AS_WORKSPACE, CHANNEL_DISPLAY, WORKSPACE_DISPLAY } from '../../messages/display-settings.ts';
import { unclearText } from '../../messages/help.ts';
import { toPlainText } from '../../messages/message.ts';
import {
  BROADCAST,
  FILES_IN_MESSAGE,
  NOTIFY_FOLLOW_UPS,
  NOTIFY_MODE,
  USE_THREAD,
} from '../../messages/notify-settings.ts';
import { DESTINATION, SPACE } from '../../messages/picker-view.ts';
import { SETTINGS, settingsSavedMessage, USUAL_SPACE } from '../../messages/settings-view.ts';
import { type ViewValues, viewValues } from '../../payloads/view-values.ts';
import type { ViewDoor } from '../door.ts';

const submission = z.object({ view: z.object({ state: z.object({ values: z.unknown() }) }) });

const workspaceDisplay = z.enum(DISPLAYS);
const channelDisplay = z.enum([AS_WORKSPACE, ...DISPLAYS]);

const notifyMode = z.enum(['at-once', 'daily', 'weekly'] satisfies ChannelNotifyPreferences['mode'][]);

/** Each is undefined where the modal did not ask for it; `as-workspace`: nothing of the channel's own. */
function displaysOf(values: ViewValues) {
  return {
    channel: channelDisplay.safeParse(values.text(CHANNEL_DISPLAY)).data,
    workspace: workspaceDisplay.safeParse(values.text(WORKSPACE_DISPLAY)).data,
  };
}

/** Undefined where the modal did not ask for it. */
function notifyPreferencesOf(values: ViewValues): ChannelNotifyPreferences | undefined {
  const mode = notifyMode.safeParse(values.text(NOTIFY_MODE));
  if (!mode.success) return undefined;
  const ticked = values.options(NOTIFY_FOLLOW_UPS);
  return {
    mode: mode.data,
    useThread: ticked.includes(USE_THREAD),
    broadcast: ticked.includes(BROADCAST),
    filesIn: ticked.includes(FILES_IN_MESSAGE) ? 'message' : 'thread',
  };
}

/** The modal of the settings: it closes once they are stored, all but how the channel is notified, which it is told first. */
export const settings: ViewDoor = {
  kind: 'view',
  name: SETTINGS,
  right: 'settings',
  action: 'settings',
  errorAt: DESTINATION,

  async handle(parts, { t, client, botUserId, requester, read, reply, ack, refuse }) {
    const { accounts, offered, preferences, displays, notifyPreferences, log } = parts;
    const { teamId, userId, channelId } = requester;
    const values = viewValues(read(submission).view.state.values);
    const given = values.text(SPACE);
    const space = given === USUAL_SPACE ? undefined : given;
    const resolved = resolveSpace(accounts, space, undefined);
    if (!resolved.ok) return refuse(SPACE, toPlainText(unclearText(t, resolved.error, spaceNames(offered()))));

    const notify = channelId === undefined ? undefined : notifyPreferencesOf(values);
    const chosen = values.text(DESTINATION);
    // Not asked of who may not change what holds for the whole workspace.
    const destination = chosen === undefined || chosen === 'only-me' ? chosen : 'conversation';
    const { channel: ofChannel, workspace } = displaysOf(values);
    // Beside each other: Slack waits three seconds, and the database may be far away.
    const [before] = await Promise.all([
      channelId === undefined || notify === undefined ? undefined : notifyPreferences.get(teamId, channelId),
      channelId === undefined ? undefined : preferences.setSpace(teamId, channelId, space),
      destination === undefined ? undefined : preferences.setDestination(teamId, destination),
      channelId === undefined || ofChannel === undefined
        ? undefined
        : displays?.setChannel(teamId, channelId, ofChannel === AS_WORKSPACE ? undefined : ofChannel),
      workspace === undefined ? undefined : displays?.setWorkspace(teamId, workspace),
    ]);
    const display = { channel: ofChannel, workspace };
    log.info({ userId, teamId, channelId, space, destination, display, notify }, 'The settings were changed');
    // The channel is told of what will be posted there, which may take longer than an ack has.
    await ack();
    const channel = { t, client, botUserId, teamId, userId, channelId: channelId ?? '', isElsewhere: false };
    const isOther = notify !== undefined && before !== undefined && !isDeepStrictEqual(notify, before);
    const problem = isOther ? await setNotify(parts, channel, notify) : undefined;
    await reply(settingsSavedMessage(t, problem));
  },
};
