import { z } from 'zod';
import { isDirectMessage } from '../../../access/direct-message.ts';
import { type HeldQuestion, readHeld, type ShownContent } from '../../../requests/held-questions.ts';
import type { Consent } from '../../../requests/hold.ts';
import { rightToSee, shareOrAsk } from '../../answers/contents.ts';
import { watchWithConsent } from '../../answers/watch-with-consent.ts';
import {
  HELD_RIGHTS,
  type HeldRight,
  heldActionId,
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
/** What the audit calls each content. */
const ACTIONS: Readonly<Record<ShownContent['is'], string>> = { version: 'get', diff: 'diff', findings: 'check' };
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
    await parts.audit.refused('consent', 'requester');
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

/**
 * Whether nobody has answered the question yet; else the person has been told. An answer counts before it is known what comes of
 * it, so that two clicks share nothing twice: where nothing did, only asking again helps.
 */
async function isFirstAnswer(parts: ListenerParts, { t, requester, reply }: Interaction, id: string): Promise<boolean> {
  const isFirst = await parts.requests.isNew(requester.teamId, onceAnswered(id));
  if (!isFirst) await reply(heldAnswerRefused(t, 'repeated'));
  return isFirst;
}

type Held = NonNullable<ReturnType<typeof readHeld>>;
/** What a button says of what is held back. */
type Decide = (held: { hasSecrets: boolean }) => Consent['secrets'] | 'only-me';

async function shareAgain(
  parts: ListenerParts,
  interaction: Interaction,
  { id, question }: { id: string; question: HeldQuestion },
  share: NonNullable<Held['share']>,
  decision: ReturnType<Decide>,
): Promise<void> {
  const { t, botUserId, requester, responseUrl, threadTs: lineThreadTs, read, ack } = interaction;
  const [first] = share.flows;
  if (first === undefined) throw new UnreadablePayload('button');
  const { account, custSpaceId } = first;
  const isOnlyMe = decision === 'only-me';
  const { files, organisations } = share;
  const input = {
    requester: { ...requester, channelId: question.channelId },
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
  const once = [onceATrigger(read(clickedButton).trigger_id), onceAnswered(id)];
  await acceptOrReply(parts, { ack, input, once, refuse: ack });
}

async function showAgain(
  parts: ListenerParts,
  interaction: Interaction,
  { id, question }: { id: string; question: HeldQuestion },
  { content, threadTs, files, organisations }: NonNullable<Held['content']>,
  decision: ReturnType<Decide>,
): Promise<void> {
  const { t, client, botUserId, requester, ack, replace } = interaction;
  const { teamId, userId } = requester;
  const { channelId } = question;
  await ack();
  // Where it goes, which need not be where it was answered.
  await parts.demandIn(channelId, rightToSee(content), content.flow);
  if (!(await isFirstAnswer(parts, interaction, id))) return;
  parts.audit.does(ACTIONS[content.is]);
  const by = { t, client, botUserId, teamId, userId };
  const place =
    decision === 'only-me'
      ? { conversation: undefined }
      : { conversation: { channelId, threadTs }, consent: { secrets: decision, files, organisations } };
  const { message, isSeen } = await shareOrAsk(parts, { ...by, ...place }, content);
  await replace(isSeen ? heldAnswered(t) : message);
}

const shareButton = (actionId: string, right: HeldRight, decide: Decide): ActionDoor => ({
  kind: 'action',
  name: heldActionId(actionId, right),
  right,
  ...(right === 'compare' && { showsJson: true }),
  action: undefined,

  async handle(parts, interaction) {
    const found = await questionOf(parts, interaction);
    if (found === undefined) return;
    const { share, content: held } = readHeld(found.question) ?? {};
    if (share !== undefined && right === 'fetch') {
      return shareAgain(parts, interaction, found, share, decide(share));
    }
    // The door has asked for this right, and for no other.
    if (held === undefined || rightToSee(held.content) !== right) throw new UnreadablePayload('button');
    await showAgain(parts, interaction, found, held, decide(held));
  },
});

const watchAnyway: ActionDoor = {
  kind: 'action',
  name: WATCH_ANYWAY,
  right: 'watch',
  showsJson: true,
  action: undefined,
  acksFirst: true,

  async handle(parts, interaction) {
    const found = await questionOf(parts, interaction);
    if (found === undefined) return;
    const { t, client, botUserId, requester, threadTs, replace } = interaction;
    const { teamId, userId } = requester;
    const watch = readHeld(found.question)?.watch;
    if (watch === undefined) throw new UnreadablePayload('button');
    if (!(await isFirstAnswer(parts, interaction, found.id))) return;
    parts.audit.does('watch');
    const { channelId } = found.question;
    const isElsewhere = threadTs !== undefined || channelId !== requester.channelId;
    const channel = { t, client, botUserId, teamId, userId, channelId, isElsewhere };
    const answer = await watchWithConsent(parts, channel, watch.flow, watch.everyMs, watch.organisations);
    await replace(answer ?? heldAnswered(t));
  },
};

/** The buttons of what is held back: its requester decides, within half an hour, and once. */
export const HELD_BUTTONS: readonly ActionDoor[] = [
  ...HELD_RIGHTS.flatMap((right) => [
    shareButton(SHARE_ANYWAY, right, ({ hasSecrets }) => (hasSecrets ? 'as-they-are' : undefined)),
    shareButton(SHARE_MASKED, right, () => 'masked'),
    shareButton(SHARE_ONLY_ME, right, () => 'only-me'),
  ]),
  watchAnyway,
];
