import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Asked, Asking } from '../../access/access.ts';
import { NotAllowed } from '../../access/not-allowed.ts';
import { AssetError } from '../../cams/asset-error.ts';
import { CamsError } from '../../cams/errors.ts';
import { FlowJsonError } from '../../flows/json/flow-json.ts';
import { TooManyChecks } from '../../flows/work/checks-under-way.ts';
import { type Translate, translateTo } from '../../i18n.ts';
import { TooManyWaiting } from '../../requests/refusals.ts';
import { ModalNotOpened } from '../answers/modals.ts';
import { StillSaid } from '../answers/set-up.ts';
import { toFault } from '../delivery/fault.ts';
import { createPrivateLine } from '../delivery/private-line.ts';
import { respondBy } from '../delivery/response-url.ts';
import { workspaceNameOf } from '../delivery/workspace-name.ts';
import { membersOnlyMessage } from '../messages/members-only.ts';
import { type Message, paragraphs } from '../messages/message.ts';
import { notAcceptedMessage, notAllowedMessage, notServedMessage } from '../messages/not-accepted.ts';
import { stillSaidMessage } from '../messages/set-up.ts';
import { notOpenedMessage } from '../messages/window.ts';
import { type Caller, readCaller } from '../payloads/caller.ts';
import { installationEventOf } from '../payloads/installation-event.ts';
import { isWorkspaceId } from '../payloads/slack-ids.ts';
import { UnreadablePayload } from '../payloads/unreadable-payload.ts';
import type { AsksFor, Door, EventDoor, Interaction, NeededRight, PersonDoor } from './door.ts';
import { createDoorAudit } from './door-audit.ts';
import type { DoorParts, ListenerParts } from './listener-parts.ts';
import { NotServed } from './not-served.ts';
import { partsOfPerson } from './parts-of-person.ts';
import { throughDoor } from './through-door.ts';
import { isOfUnknownWorkspace, UnknownWorkspace } from './unknown-workspace.ts';

/** What a person did, as it arrived, and the ways in which Slack takes an ack of it. */
export interface Arrival {
  body: unknown;
  /** What the person needs for it: the rules are asked before anything is done. */
  right: AsksFor<Interaction>['right'];
  /** Who it was, and where; absent: as payloads of interactions say it. */
  caller?: Caller;
  /** The payload itself says that it was somebody of another organisation. */
  isByOutsider?: boolean;
  /** Whether it is here for the first time, where Slack may send it twice: a refusal is answered once. */
  isNew?: (own: Pick<ListenerParts, 'requests'>) => Promise<boolean>;
  client: webApi.WebClient;
  botUserId: string | undefined;
  ack: () => Promise<void>;
  /** Where an ack takes a message along that only the person sees. */
  ackWithReply?: (message: Message) => Promise<void>;
  /** Where an ack has a form of its own for a failure. */
  ackWithFailure?: (message: Message, t: Translate, error: unknown) => Promise<void>;
}

/** Acks, unless that was done. @returns whether this ack reached Slack. Never rejects. */
export type AckOnce = (send: () => Promise<void>) => Promise<boolean>;

/** The only place that turns whatever a listener throws into what the person reads. */
async function failureMessage(t: Translate, error: unknown, client: webApi.WebClient): Promise<Message> {
  if (error instanceof NotAllowed && error.refused.why === 'outsider') {
    const workspace = await workspaceNameOf(client).catch(() => undefined);
    if (workspace !== undefined) return membersOnlyMessage(t, workspace);
  }
  if (error instanceof NotAllowed) return notAllowedMessage(t, toFault(error));
  if (error instanceof NotServed) return notServedMessage(t, error.teamId);
  if (error instanceof UnknownWorkspace) return paragraphs(t('unclear.workspace'));
  if (error instanceof ModalNotOpened) return notOpenedMessage(t, error);
  if (error instanceof StillSaid) return stillSaidMessage(t, toFault(error.cause));
  if (error instanceof UnreadablePayload) {
    return paragraphs(t(error.what === 'button' ? 'unclear.unreadable-button' : 'unclear.malformed'));
  }
  return notAcceptedMessage(t, toFault(error));
}

/** Alibaba Cloud, the network or the flow itself is at fault, and the person reads why: as with what a request fetches. */
const isOfFetch = (error: unknown): boolean =>
  error instanceof CamsError || error instanceof AssetError || error instanceof FlowJsonError;

function logFailure({ log }: Pick<DoorParts, 'log'>, { kind, name }: Door, error: unknown, who: object = {}): void {
  const facts = { err: error, door: { kind, name }, ...who };
  if (error instanceof NotServed) log.warn(facts, 'A workspace that no account serves asked for something');
  else if (error instanceof NotAllowed) log.info({ ...facts, err: undefined, ...error.refused }, 'Refused by a rule');
  else if (error instanceof TooManyWaiting) log.info(facts, 'A request was one too many');
  else if (error instanceof TooManyChecks) log.info(facts, 'A check was one too many');
  else if (error instanceof UnknownWorkspace) log.warn(facts, 'Nobody knows in which workspace somebody clicked');
  else if (isOfFetch(error)) log.warn(facts, 'A flow that somebody asked about could not be fetched');
  else if (error instanceof ModalNotOpened) log.warn(facts, 'Slack did not open a modal');
  else if (error instanceof UnreadablePayload && error.what === 'button') log.warn(facts, 'A button could not be read');
  else if (error instanceof UnreadablePayload) log.error(facts, 'A payload could not be read');
  else log.error(facts, 'A listener failed');
}

function readAs<T>(shape: z.ZodType<T>, payload: unknown): T {
  const parsed = shape.safeParse(payload);
  if (!parsed.success) throw new UnreadablePayload('payload', parsed.error);
  return parsed.data;
}

/** What Slack does not get of an ack is logged, and no failure of what was done: that may be written down already. */
export function createAckOnce({ log }: Pick<DoorParts, 'log'>, { kind, name }: Pick<Door, 'kind' | 'name'>): AckOnce {
  let isAcked = false;
  return async (send) => {
    if (isAcked) return false;
    isAcked = true;
    try {
      await send();
      return true;
    } catch (error) {
      log.warn({ err: error, door: { kind, name } }, 'An ack did not reach Slack');
      return false;
    }
  };
}

/** Sends a private line; where the payload names nobody, only an address of Slack's for it takes one. */
async function sendLine(
  { log }: Pick<DoorParts, 'log'>,
  client: webApi.WebClient,
  { person, channelId, threadTs, responseUrl }: Caller,
  message: Message,
  replaces: boolean,
): Promise<void> {
  const respond = respondBy({ client, log }, responseUrl);
  if (person === undefined) {
    await respond?.({ ...message, response_type: 'ephemeral', replace_original: replaces }).catch((error: unknown) =>
      log.warn({ err: error }, 'A private line to somebody whom the payload does not name was not taken'),
    );
    return;
  }
  const { userId } = person;
  await createPrivateLine({ respond, client, userId, channelId, threadTs, replaces, log })(message);
}

/** A first meeting costs a call; whoever is not known by then is asked for by whatever the door wants to do. */
const PATIENCE_MS = 400;

/**
 * Asks the rules whether the person may go through the door at all; what they may do behind it is asked by `partsOfPerson`.
 * A request is written down without it where Slack takes long to say who it is: they are asked again as it runs.
 *
 * @throws {NotAllowed}
 */
async function askRules(
  { clock }: Pick<DoorParts, 'clock'>,
  asking: Asking,
  right: NeededRight,
): Promise<Asked | undefined> {
  const soon: Asked | undefined =
    asking.now() ?? (await Promise.race([asking.asked, clock.wait(PATIENCE_MS).then(() => undefined)]));
  const asked = right === 'fetch' ? soon : (soon ?? (await asking.asked));
  if (right !== 'open') asked?.demand(right);
  return asked;
}

/**
 * What happens at every door that a person waits at: whatever `handle` does or throws, the interaction is acked, the
 * person gets an answer, and the log has the reason.
 */
export async function handleInteraction(
  door: PersonDoor,
  parts: DoorParts,
  arrival: Arrival,
  handle: (own: ListenerParts, interaction: Interaction, ackOnce: AckOnce) => Promise<void>,
): Promise<void> {
  const { body, client, botUserId, ackWithReply, ackWithFailure = ackWithReply } = arrival;
  const { caller = readCaller(body) } = arrival;
  const ackOnce = createAckOnce(parts, door);
  const ack = async () => void (await ackOnce(arrival.ack));
  const send = async (message: Message, replaces: boolean) => {
    await ack();
    await sendLine(parts, client, caller, message, replaces);
  };
  const audit = createDoorAudit(parts, door, caller);
  let t = translateTo('en');
  let own: ListenerParts | undefined;
  try {
    const { person, channelId, threadTs, origin, responseUrl } = caller;
    if (door.kind === 'action' && door.acksFirst === true) await ack();
    if (person === undefined) {
      throw isOfUnknownWorkspace(body) ? new UnknownWorkspace() : new UnreadablePayload('payload');
    }
    const asking = parts.access.ask({ person, channelId, isOutsider: arrival.isByOutsider });
    t = await parts.textsFor(person);
    own = throughDoor(parts.partsOf(person.teamId, audit), door, audit);
    if (own.accounts.length === 0) throw new NotServed(person.teamId);
    const interaction: Interaction = {
      t,
      requester: { ...person, channelId },
      origin,
      threadTs,
      client,
      botUserId,
      responseUrl,
      read: (shape) => readAs(shape, body),
      ack,
      reply: async (message) => {
        await audit.allowed();
        const isTaken = ackWithReply !== undefined && (await ackOnce(() => ackWithReply(message)));
        if (!isTaken) await send(message, false);
      },
      replace: async (message) => {
        await audit.allowed();
        await send(message, true);
      },
    };
    const right = typeof arrival.right === 'string' ? arrival.right : arrival.right(interaction);
    const asked = await askRules(parts, asking, right);
    if (asked !== undefined && right !== 'open') audit.allowedBy(asked.decide(right).rule);
    const ofPerson = partsOfPerson(own, asking, right);
    await parts.heldMemory.during(() => handle(ofPerson, interaction, ackOnce));
    await ack();
    await audit.ended();
  } catch (error) {
    if (error instanceof NotAllowed && own !== undefined && (await arrival.isNew?.(own)) === false) return ack();
    logFailure(parts, door, error, caller.person);
    await audit.thrown(error);
    const message = await failureMessage(t, error, client);
    const isTaken = ackWithFailure !== undefined && (await ackOnce(() => ackWithFailure(message, t, error)));
    // Who types does not wait for a line, and the next letter asks again.
    if (!isTaken && door.kind !== 'options') await send(message, false);
  }
}

const eventOfPerson = z.object({ user: z.string() });

/** What the person may see whom an event tells of; nobody answers them, so that nothing is refused. */
async function partsOfUser(
  parts: DoorParts,
  own: ListenerParts,
  teamId: string,
  event: unknown,
): Promise<ListenerParts> {
  const { user: userId } = readAs(eventOfPerson, event);
  const asking = parts.access.ask({ person: { teamId, userId }, channelId: undefined });
  await asking.asked;
  return partsOfPerson(own, asking, 'open');
}

/** Of an event that tells of no person. */
const NOBODY: Caller = readCaller({});

/** An event as Slack sent it. */
export interface EventArrival {
  event: unknown;
  /** All of it, with the event. */
  body: unknown;
  teamId: unknown;
  client: webApi.WebClient;
}

/**
 * What happens at the door of an event: nobody waits for an answer, so that a failure is logged.
 *
 * @throws what an event of an installation failed with, where it can go better when it comes again.
 */
export async function handleEvent(
  door: EventDoor,
  parts: DoorParts,
  { event, body, teamId, client }: EventArrival,
): Promise<void> {
  const read = <T>(shape: z.ZodType<T>) => readAs(shape, event);
  try {
    if (door.isOf === 'installation') {
      await door.handle(parts, { ...installationEventOf(body), read });
      return;
    }
    if (!isWorkspaceId(teamId)) {
      parts.log.warn({ door: { kind: door.kind, name: door.name }, teamId }, 'An event is of no workspace');
      return;
    }
    const audit = createDoorAudit(parts, door, NOBODY);
    const own = throughDoor(parts.partsOf(teamId, audit), door, audit);
    await door.handle(await partsOfUser(parts, own, teamId, event), { teamId, client, read });
  } catch (error) {
    logFailure(parts, door, error, { teamId });
    if (door.isOf === 'installation' && !(error instanceof UnreadablePayload)) throw error;
  }
}
