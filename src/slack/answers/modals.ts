import type { webApi } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { FoundFlows } from '../../flows/catalogue/found-flows.ts';
import { resolveSpace } from '../../flows/ids/spaces.ts';
import type { Destination } from '../../flows/records.ts';
import type { Translate } from '../../i18n.ts';
import type { Display } from '../../requests/display.ts';
import { MAX_FLOWS } from '../../requests/request.ts';
import { startOfText } from '../../text.ts';
import { mayHaveBeenDone, toDeliveryError } from '../delivery/slack-error.ts';
import { foundView } from '../messages/found-view.ts';
import { pickerView } from '../messages/picker-view.ts';
import { settingsView } from '../messages/settings-view.ts';
import type { NotOpened } from '../messages/window.ts';
import { toFlowChoice } from '../payloads/flow-choice.ts';
import { type ViewOrigin, viewOriginText } from '../payloads/view-origin.ts';
import type { AnswerParts } from './answer-parts.ts';
import { type Requester, spaceChoices } from './spaces.ts';

type ModalParts = Pick<AnswerParts, 'accounts' | 'offered' | 'preferences'>;

/** More than a name has; a modal's metadata holds 3,000 characters. */
const MAX_NAME = 200;

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
  /** What is shared of the flows. */
  display?: Display | undefined;
  /** A space's name or ID. */
  space?: string | undefined;
  /** What was typed and several flows are called: offered first. */
  name?: string | undefined;
}

async function beforehand(parts: ModalParts, { requester, origin }: Opening, chosen: Chosen) {
  const { teamId, channelId } = requester;
  const isKnown = chosen.destination !== undefined && chosen.space !== undefined;
  const place = isKnown ? undefined : await parts.preferences.of(teamId, channelId);
  const destination = chosen.destination ?? place?.destination ?? 'conversation';
  return {
    destination: destination === 'conversation' && origin.threadTs !== undefined ? ('thread' as const) : destination,
    space: chosen.space ?? place?.space,
    spaces: spaceChoices(parts.offered()),
    privateMetadata: viewOriginText({
      ...origin,
      name: chosen.name && startOfText(chosen.name, MAX_NAME),
      display: chosen.display,
    }),
  };
}

/** It takes a modal within three seconds of a trigger, once. Source: the error table of `views.open`. */
const TRIGGER_IS_OVER = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged']);

function whyOf(cause: unknown): NotOpened['why'] {
  if (mayHaveBeenDone(cause)) return 'unconfirmed';
  const { kind, code } = toDeliveryError(cause);
  if (kind === 'slack-rate-limited') return 'limited';
  if (code === undefined || kind === 'slack-unavailable') return 'unavailable';
  return TRIGGER_IS_OVER.has(code) ? 'expired' : 'refused';
}

/** Slack did not say that it opened a modal. */
export class ModalNotOpened extends Error implements NotOpened {
  readonly kind = 'modal-not-opened';
  readonly why: NotOpened['why'];
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super('Slack did not open the modal', { cause });
    this.name = 'ModalNotOpened';
    this.why = whyOf(cause);
    this.code = toDeliveryError(cause).code;
  }
}

async function openView({ client, triggerId }: Opening, view: ModalView): Promise<void> {
  try {
    await client.views.open({ trigger_id: triggerId, view });
  } catch (error) {
    throw new ModalNotOpened(error);
  }
}

/**
 * Opens the modal in which flows are chosen by name.
 *
 * @param foundNothing whether the requester wanted the flows of a message that holds none.
 * @throws {ModalNotOpened}, and what the store throws.
 */
export async function openPicker(
  parts: ModalParts,
  opening: Opening,
  chosen: Chosen,
  foundNothing = false,
): Promise<void> {
  const { t, origin } = opening;
  const view = pickerView(t, {
    ...(await beforehand(parts, opening, chosen)),
    foundNothing,
    name: chosen.name,
    maxFlows: MAX_FLOWS,
    hasThread: origin.threadTs !== undefined,
    hasConversation: origin.channelId !== undefined,
  });
  await openView(opening, view);
}

/**
 * Opens the modal that offers the flows found in a message.
 *
 * @throws {ModalNotOpened}, and what the store throws.
 */
export async function openFound(parts: ModalParts, opening: Opening, found: FoundFlows): Promise<void> {
  const { t } = opening;
  const spaceOfLink = (custSpaceId: string | undefined) => {
    const space = custSpaceId === undefined ? undefined : resolveSpace(parts.accounts, custSpaceId, undefined);
    return space?.ok ? space.value : undefined;
  };
  const view = foundView(t, {
    ...(await beforehand(parts, opening, {})),
    listed: found.listed.map((flow) => ({ flow, value: toFlowChoice({ flowId: flow.flowId, space: flow }) })),
    others: found.others.map(({ flowId, custSpaceId }) => ({
      flowId,
      value: toFlowChoice({ flowId, space: spaceOfLink(custSpaceId) }),
    })),
    isListKnown: found.isListKnown,
  });
  await openView(opening, view);
}

/**
 * Opens the modal of the settings.
 *
 * @throws {ModalNotOpened}, {NotAllowed}, and what the store throws.
 */
export async function openSettings(
  parts: ModalParts & Pick<AnswerParts, 'notifyPreferences' | 'displays' | 'may' | 'refusal'>,
  opening: Opening,
): Promise<void> {
  const { t, requester, origin } = opening;
  const { teamId, channelId } = requester;
  // Without a channel there is nothing but the workspace's settings.
  const refusal = channelId === undefined ? parts.refusal('settings', 'workspace') : undefined;
  if (refusal !== undefined) throw refusal;
  // Beside each other: Slack opens a modal for three seconds only.
  const [place, notify, displays] = await Promise.all([
    parts.preferences.of(teamId, channelId),
    channelId === undefined ? undefined : parts.notifyPreferences.get(teamId, channelId),
    parts.displays?.of(teamId, channelId),
  ]);
  const view = settingsView(t, {
    channelSpace: channelId === undefined ? undefined : { chosen: place.space },
    notify,
    destination: place.destination,
    mayChangeWorkspace: parts.may('settings', 'workspace'),
    display: displays && { ...displays, hasChannel: channelId !== undefined },
    spaces: spaceChoices(parts.offered()),
    privateMetadata: viewOriginText(origin),
  });
  await openView(opening, view);
}
