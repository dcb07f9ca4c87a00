import type { webApi } from '@slack/bolt';
import type { Destination } from '../../flows/records.ts';
import type { Translate } from '../../i18n.ts';
import { MAX_FLOWS } from '../../requests/request.ts';
import type { ReplyPrivately } from '../delivery/private-line.ts';
import type { ListenerParts } from '../listeners/listener-parts.ts';
import { foundView } from '../messages/found-view.ts';
import { paragraphs } from '../messages/message.ts';
import { pickerView } from '../messages/picker-view.ts';
import { settingsView } from '../messages/settings-view.ts';
import { type ViewOrigin, viewOriginText } from '../payloads/view-origin.ts';
import { channelSpace, type Requester, spaceChoices, usualDestination } from './spaces.ts';

type ModalParts = Pick<ListenerParts, 'accounts' | 'preferences'>;

/** What opens a modal. */
export interface Opening {
  client: webApi.WebClient;
  /** Lives three seconds. */
  triggerId: string;
  t: Translate;
  requester: Requester;
  origin: ViewOrigin;
}

/** What is chosen beforehand. */
export interface Chosen {
  destination?: Destination | undefined;
  /** A space's name or ID. */
  space?: string | undefined;
}

async function beforehand(parts: ModalParts, { requester, origin }: Opening, chosen: Chosen) {
  const destination = chosen.destination ?? (await usualDestination(parts, requester));
  return {
    destination: destination === 'conversation' && origin.threadTs !== undefined ? ('thread' as const) : destination,
    space: chosen.space ?? (await channelSpace(parts, requester)),
    spaces: spaceChoices(parts.accounts),
    privateMetadata: viewOriginText(origin),
  };
}

/** Opens a modal; where Slack does not take it, which it does for three seconds only, the requester is told to try again. */
export async function openOrReply(
  { t, requester }: Pick<Opening, 't' | 'requester'>,
  { log }: Pick<ListenerParts, 'log'>,
  tell: ReplyPrivately,
  open: () => Promise<void>,
): Promise<void> {
  try {
    await open();
  } catch (error) {
    log.warn({ err: error, userId: requester.userId }, 'The modal could not be opened');
    await tell(paragraphs(t('picker.expired')));
  }
}

/**
 * Opens the modal in which flows are chosen by name.
 *
 * @param foundNothing whether somebody asked for the flows of a message that holds none.
 * @throws what `views.open` throws.
 */
export async function openPicker(
  parts: ModalParts,
  opening: Opening,
  chosen: Chosen,
  foundNothing = false,
): Promise<void> {
  const { client, triggerId, t, origin } = opening;
  const view = pickerView(t, {
    ...(await beforehand(parts, opening, chosen)),
    foundNothing,
    maxFlows: MAX_FLOWS,
    hasThread: origin.threadTs !== undefined,
    hasConversation: origin.channelId !== undefined,
  });
  await client.views.open({ trigger_id: triggerId, view });
}

/**
 * Opens the modal that offers the flows found in a message.
 *
 * @throws what `views.open` throws.
 */
export async function openFound(parts: ModalParts, opening: Opening, flowIds: readonly string[]): Promise<void> {
  const { client, triggerId, t } = opening;
  const view = foundView(t, { ...(await beforehand(parts, opening, {})), flowIds });
  await client.views.open({ trigger_id: triggerId, view });
}

/**
 * Opens the modal of the settings.
 *
 * @throws what `views.open` throws.
 */
export async function openSettings(
  parts: ModalParts & Pick<ListenerParts, 'notifyPreferences'>,
  { client, triggerId, t, requester, origin }: Opening,
): Promise<void> {
  const { teamId, channelId } = requester;
  const view = settingsView(t, {
    channelSpace: channelId === undefined ? undefined : { chosen: await channelSpace(parts, requester) },
    notify: channelId === undefined ? undefined : await parts.notifyPreferences.get(teamId, channelId),
    destination: await usualDestination(parts, requester),
    spaces: spaceChoices(parts.accounts),
    privateMetadata: viewOriginText(origin),
  });
  await client.views.open({ trigger_id: triggerId, view });
}
