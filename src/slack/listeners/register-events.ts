import type { AllMiddlewareArgs, App } from '@slack/bolt';
import type { Caller } from '../payloads/caller.ts';
import { isWrittenByPerson, type TypedMessage, typedMessage } from '../payloads/typed-message.ts';
import { UnreadablePayload } from '../payloads/unreadable-payload.ts';
import type { EventDoor, Interaction, MessageDoor } from './door.ts';
import { handleEvent, handleInteraction } from './handle-interaction.ts';
import { failureOf, heldAckOf } from './hold-event-acks.ts';
import type { DoorParts, ListenerParts } from './listener-parts.ts';
import { ANY, type Doors } from './named-doors.ts';
import { onceAMessage } from './once.ts';

function callerOf(message: TypedMessage | undefined): Caller {
  const nowhere = { responseUrl: undefined, triggerId: undefined, origin: {} };
  if (message === undefined) return { ...nowhere, person: undefined, channelId: undefined, threadTs: undefined };
  const { teamId, userId, channelId, threadTs } = message;
  return { ...nowhere, person: { teamId, userId }, channelId, threadTs };
}

/** What Bolt hands to the listener of an event. */
interface SentEvent extends Pick<AllMiddlewareArgs, 'client' | 'context'> {
  event: unknown;
  body: { team_id?: unknown };
}

async function takeMessage(parts: DoorParts, door: MessageDoor, { body, client, context }: SentEvent): Promise<void> {
  const { isFor = () => true } = door;
  if (!isWrittenByPerson(body)) return;
  const { data: message } = typedMessage.safeParse(body);
  // Of what can't be read nobody can say that it was meant for the bot, unless Slack sends nothing else to this door.
  if (message === undefined ? door.isFor !== undefined : !isFor(message)) return;
  const caller = callerOf(message);
  let first: Promise<boolean> | undefined;
  const isNew = async ({ requests }: Pick<ListenerParts, 'requests'>) => {
    if (message === undefined) return true;
    first ??= requests.isNew(message.teamId, onceAMessage(message.teamId, message.channelId, message.ts));
    return first;
  };
  /** @throws {UnreadablePayload} */
  const read = (interaction: Interaction) => {
    if (message === undefined) throw new UnreadablePayload('payload');
    return { ...interaction, message };
  };
  const arrival = {
    body,
    right: (interaction: Interaction) => {
      const given = read(interaction);
      return typeof door.right === 'string' ? door.right : door.right(given);
    },
    caller,
    isByOutsider: message?.isByOutsider === true,
    isNew,
    client,
    botUserId: context.botUserId,
    ack: heldAckOf(context),
  };
  await handleInteraction(door, parts, arrival, async (own, interaction) =>
    door.handle(own, { ...read(interaction), isNew: () => isNew(own) }),
  );
}

async function takeEvent(
  parts: DoorParts,
  door: EventDoor,
  { event, body, client, context }: SentEvent,
): Promise<void> {
  const arrival = { event, body, teamId: body.team_id, client };
  if (door.isOf === 'installation') {
    // Acked once all is done, which may be done twice: Slack sends it again else, also after a crash.
    await handleEvent(door, parts, arrival).catch(failureOf(context));
    return;
  }
  // Slack sends again what takes longer than the three seconds of an ack.
  await heldAckOf(context)();
  await handleEvent(door, parts, arrival);
}

/** @param messageDoors those of the events that tell of a message. */
export function registerEvents(
  app: App,
  parts: DoorParts,
  doors: Doors<'event'>,
  messageDoors: Doors<'message'>,
): void {
  app.event(ANY, async (sent) => {
    const { type } = sent.event;
    const [door, messageDoor] = [doors.get(type), messageDoors.get(type)];
    if (door !== undefined) await takeEvent(parts, door, sent);
    if (messageDoor !== undefined) await takeMessage(parts, messageDoor, sent);
  });
}
