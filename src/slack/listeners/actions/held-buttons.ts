import { z } from 'zod';
import { type HeldQuestion, readHeld } from '../../../requests/held-questions.ts';
import type { Consent } from '../../../requests/hold.ts';
import { watchWithConsent } from '../../answers/watch-with-consent.ts';
import { isDirectMessage } from '../../delivery/direct-message.ts';
import {
  heldAnswered,
  heldAnswerRefused,
  SHARE_ANYWAY,
  SHARE_MASKED,
  SHARE_ONLY_ME,
  WATCH_ANYWAY,
} from '../../messages/held.ts';
import { UnreadablePayload } from '../../payloads/unreadable-payload.ts';
import { acceptOrReply } from '../accept-or-reply.ts';
import type { ActionDoor, Interaction } from '../door.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { onceATrigger } from '../once.ts';
import { readButtonValue } from './button-value.ts';

const clickedButton = z.object({ trigger_id: z.string() });
const heldId = z.uuid();
/** A question is answered once, for as long as it stands. */
const ANSWERED_WITHIN_MS = 60 * 60 * 1000;

/**
 * The question that a button belongs to. What it is about is read from the database, never from the payload; who clicks, and where, is held
 * against it.
 *
 * @returns undefined where the click does not count; the person has been told why.
 */
async function questionOf(
  parts: ListenerParts,
  interaction: Interaction,
): Promise<{ id: string; question: HeldQuestion } | undefined> {
  const { t, requester, reply } = interaction;
  const id = readButtonValue(interaction, (value) => heldId.safeParse(value).data);
  const question = await parts.heldQuestions.find(id, requester.teamId);
  const { channelId } = requester;
  const isThere = channelId !== undefined && (channelId === question?.channelId || isDirectMessage(channelId));
  if (question !== undefined && question.userId !== requester.userId) {
    await parts.audit.record({ event: 'refused', action: 'consent', rule: 'requester' });
    await reply(heldAnswerRefused(t, 'notYours'));
    return undefined;
  }
  if (question === undefined || !isThere) {
    await reply(heldAnswerRefused(t, 'expired'));
    return undefined;
  }
  return { id, question };
}

const onceAnswered = (id: string) => ({ key: `held:${id}`, withinMs: ANSWERED_WITHIN_MS });

const shareButton = (
  actionId: string,
  decide: (share: { hasSecrets: boolean }) => Consent['secrets'] | 'only-me',
): ActionDoor => ({
  kind: 'action',
  name: actionId,
  right: 'fetch',

  async handle(parts, interaction) {
    const { t, client, botUserId, requester, responseUrl, threadTs: lineThreadTs, read, ack } = interaction;
    const { trigger_id: triggerId } = read(clickedButton);
    const found = await questionOf(parts, interaction);
    if (found === undefined) return;
    const share = readHeld(found.question)?.share;
    const [first] = share?.flows ?? [];
    if (share === undefined || first === undefined) throw new UnreadablePayload('button');
    const { account, custSpaceId } = first;
    const decision = decide(share);
    const isOnlyMe = decision === 'only-me';
    const { files, organisations } = share;
    const input = {
      requester: { ...requester, channelId: found.question.channelId },
      flowIds: share.flows.map(({ flowId }) => flowId),
      spaceOf: () => ({ ok: true as const, value: { account, custSpaceId } }),
      destination: isOnlyMe ? ('only-me' as const) : ('conversation' as const),
      threadTs: share.threadTs,
      about: share.about,
      display: share.display,
      botUserId,
      line: { responseUrl, channelId: requester.channelId, threadTs: lineThreadTs, replaces: true },
      ...(isOnlyMe ? {} : { consent: { secrets: decision, files, organisations } }),
      t,
    };
    const once = [onceATrigger(triggerId), onceAnswered(found.id)];
    await acceptOrReply(parts, { client, ack, input, once, refuse: ack });
  },
});

const watchAnyway: ActionDoor = {
  kind: 'action',
  name: WATCH_ANYWAY,
  right: 'watch',
  acksFirst: true,

  async handle(parts, interaction) {
    const found = await questionOf(parts, interaction);
    if (found === undefined) return;
    const { t, client, botUserId, requester, threadTs, replace } = interaction;
    const { teamId, userId } = requester;
    const watch = readHeld(found.question)?.watch;
    if (watch === undefined) throw new UnreadablePayload('button');
    if (!(await parts.requests.isNew(teamId, onceAnswered(found.id)))) return;
    const { channelId } = found.question;
    const isElsewhere = threadTs !== undefined || channelId !== requester.channelId;
    const channel = { t, client, botUserId, teamId, userId, channelId, isElsewhere };
    const answer = await watchWithConsent(parts, channel, watch.flow, watch.everyMs, watch.organisations);
    await replace(answer ?? heldAnswered(t));
  },
};

/** The buttons of what is held back: its requester decides, within half an hour, and once. */
export const HELD_BUTTONS: readonly ActionDoor[] = [
  shareButton(SHARE_ANYWAY, ({ hasSecrets }) => (hasSecrets ? 'as-they-are' : undefined)),
  shareButton(SHARE_MASKED, () => 'masked'),
  shareButton(SHARE_ONLY_ME, () => 'only-me'),
  watchAnyway,
];
