import type { App } from '@slack/bolt';
import { z } from 'zod';
import { resolveSpace } from '../../../flows/ids/spaces.ts';
import type { ChannelNotifyPreferences } from '../../../notify/records.ts';
import { spaceNames } from '../../answers/spaces.ts';
import { createPrivateLine } from '../../delivery/private-line.ts';
import { respondTo } from '../../delivery/respond-to.ts';
import { unclearText } from '../../messages/help.ts';
import { paragraphs, toPlainText } from '../../messages/message.ts';
import { BROADCAST, NOTIFY_FOLLOW_UPS, NOTIFY_MODE, USE_THREAD } from '../../messages/notify-settings.ts';
import { DESTINATION, SPACE } from '../../messages/picker-view.ts';
import { SETTINGS, USUAL_SPACE } from '../../messages/settings-view.ts';
import { interactingPerson } from '../../payloads/person.ts';
import { parseViewOrigin } from '../../payloads/view-origin.ts';
import { type ViewValues, viewValues } from '../../payloads/view-values.ts';
import type { ListenerParts } from '../listener-parts.ts';

const submission = z.object({
  view: z.object({ private_metadata: z.string().default(''), state: z.object({ values: z.unknown() }) }),
});

const notifyMode = z.enum(['at-once', 'daily', 'weekly'] satisfies ChannelNotifyPreferences['mode'][]);

/** Undefined where the modal did not ask for it. */
function notifyPreferencesOf(values: ViewValues): ChannelNotifyPreferences | undefined {
  const mode = notifyMode.safeParse(values.text(NOTIFY_MODE));
  if (!mode.success) return undefined;
  const ticked = values.options(NOTIFY_FOLLOW_UPS);
  return { mode: mode.data, useThread: ticked.includes(USE_THREAD), broadcast: ticked.includes(BROADCAST) };
}

/** The modal of the settings. */
export function register(app: App, parts: ListenerParts): void {
  const { preferences, notifyPreferences, accounts, textsFor, log } = parts;

  app.view({ type: 'view_submission', callback_id: SETTINGS }, async ({ body, ack, client }) => {
    const { teamId, userId } = interactingPerson.parse(body);
    const { view } = submission.parse(body);
    const { channelId, responseUrl } = parseViewOrigin(view.private_metadata);
    const t = await textsFor({ teamId, userId });
    const values = viewValues(view.state.values);
    const given = values.text(SPACE);
    const space = given === USUAL_SPACE ? undefined : given;
    const place = resolveSpace(accounts, space, undefined);
    if ('problem' in place) {
      return ack({
        response_action: 'errors',
        errors: { [SPACE]: toPlainText(unclearText(t, place, spaceNames(accounts))) },
      });
    }
    await ack();

    const notify = channelId === undefined ? undefined : notifyPreferencesOf(values);
    if (channelId !== undefined) {
      await preferences.setSpace(teamId, channelId, space);
      if (notify !== undefined) await notifyPreferences.set(teamId, channelId, notify);
    }
    const destination = values.text(DESTINATION) === 'only-me' ? 'only-me' : 'conversation';
    await preferences.setDestination(teamId, destination);
    log.info({ userId, teamId, channelId, space, destination, notify }, 'The settings were changed');

    const respond = responseUrl === undefined ? undefined : respondTo(responseUrl);
    const tell = createPrivateLine({ respond, client, userId, channelId, replaces: false, log });
    await tell(paragraphs(t('settings.saved')));
  });
}
