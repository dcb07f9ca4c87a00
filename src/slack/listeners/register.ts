import type { App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { NotAllowed } from '../../access/not-allowed.ts';
import type { Translate } from '../../i18n.ts';
import { type Message, toPlainText } from '../messages/message.ts';
import { refusedOption } from '../messages/picker-view.ts';
import type { Caller } from '../payloads/caller.ts';
import { isWrittenByPerson, type TypedMessage, typedMessage } from '../payloads/typed-message.ts';
import { UnreadablePayload } from '../payloads/unreadable-payload.ts';
import type { Door, Interaction, MessageDoor, OptionsDoor, ViewDoor } from './door.ts';
import { createDoors } from './doors.ts';
import { createAckOnce, handleEvent, handleInteraction } from './handle-interaction.ts';
import { failureOf, heldAckOf, holdEventAcks } from './hold-event-acks.ts';
import type { DoorParts, ListenerParts } from './listener-parts.ts';
import { onceAMessage } from './once.ts';

const shownInputs = z.object({
  view: z.object({
    blocks: z
      .array(z.object({ type: z.string(), block_id: z.string() }))
      .transform((blocks) => blocks.filter(({ type }) => type === 'input')),
  }),
});

function registerView(app: App, parts: DoorParts, door: ViewDoor): void {
  const constraints = { type: 'view_submission', callback_id: door.name } as const;
  app.view(constraints, ({ body, client, context: { botUserId }, ack }) => {
    const shown = shownInputs.safeParse(body).data?.view.blocks.map(({ block_id: id }) => id) ?? [];
    // What somebody may not change is not among the inputs, and Slack wants an error at one that is.
    const at = (blockId: string) => (shown.includes(blockId) ? blockId : (shown[0] ?? blockId));
    const ackWithError = (blockId: string, error: string) =>
      ack({ response_action: 'errors', errors: { [at(blockId)]: error } });
    // The modal stays open with what was filled in, to be submitted once more.
    const ackWithFailure = ({ text }: Message) => ackWithError(door.errorAt, toPlainText(text));
    const arrival = { body, right: door.right, client, botUserId, ack: () => ack(), ackWithFailure };
    return handleInteraction(door, parts, arrival, (own, interaction, ackOnce) => {
      const refuse = async (blockId: string, error: string) => void (await ackOnce(() => ackWithError(blockId, error)));
      return door.handle(own, { ...interaction, refuse });
    });
  });
}

function registerOptions(app: App, parts: DoorParts, door: OptionsDoor): void {
  const constraints = { type: 'block_suggestion', action_id: door.name } as const;
  app.options<'block_suggestion'>(constraints, ({ body, payload, client, context: { botUserId }, ack }) => {
    const ackWith = (options: PlainTextOption[]) => ack({ options });
    const ackWithFailure = (message: Message, t: Translate, error: unknown) =>
      ackWith(
        error instanceof NotAllowed
          ? [refusedOption(message)]
          : door.optionsWhereFailed(t, String(payload.value ?? '')),
      );
    const arrival = { body, right: door.right, client, botUserId, ack: () => ackWith([]), ackWithFailure };
    return handleInteraction(door, parts, arrival, async (own, interaction, ackOnce) => {
      const options = await door.options(own, interaction);
      await ackOnce(() => ackWith(options));
    });
  });
}

function callerOf(message: TypedMessage | undefined): Caller {
  const nowhere = { responseUrl: undefined, triggerId: undefined, origin: {} };
  if (message === undefined) return { ...nowhere, person: undefined, channelId: undefined, threadTs: undefined };
  const { teamId, userId, channelId, threadTs } = message;
  return { ...nowhere, person: { teamId, userId }, channelId, threadTs };
}

function registerMessage(app: App, parts: DoorParts, door: MessageDoor): void {
  const { name, isFor = () => true } = door;
  app.event(name, async ({ body, client, context }) => {
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
  });
}

/** Registers a door with Bolt: nothing else does, so that none is without `handleInteraction` or `handleEvent`. */
export function registerDoor(app: App, parts: DoorParts, door: Door): void {
  const { kind, name } = door;
  switch (kind) {
    case 'command':
      app.command(name, ({ body, client, context: { botUserId }, ack }) => {
        const ackWithReply = (message: Message) => ack({ response_type: 'ephemeral', ...message });
        const arrival = { body, right: door.right, client, botUserId, ack: () => ack(), ackWithReply };
        return handleInteraction(door, parts, arrival, (own, interaction) => door.handle(own, interaction));
      });
      return;
    case 'shortcut':
      app.shortcut({ type: door.type, callback_id: name }, ({ body, client, context: { botUserId }, ack }) => {
        const arrival = { body, right: door.right, client, botUserId, ack: () => ack() };
        return handleInteraction(door, parts, arrival, (own, interaction) => door.handle(own, interaction));
      });
      return;
    case 'action':
      app.action({ type: 'block_actions', action_id: name }, ({ body, client, context: { botUserId }, ack }) => {
        const arrival = { body, right: door.right, client, botUserId, ack: () => ack() };
        return handleInteraction(door, parts, arrival, (own, interaction) => door.handle(own, interaction));
      });
      return;
    case 'view':
      registerView(app, parts, door);
      return;
    case 'options':
      registerOptions(app, parts, door);
      return;
    case 'message':
      registerMessage(app, parts, door);
      return;
    case 'event':
      app.event(name, async ({ event, body, client, context }) => {
        const arrival = { event, body, teamId: body.team_id, client };
        if (door.isOf === 'installation') {
          // Acked once all is done, which may be done twice: Slack sends it again else, also after a crash.
          await handleEvent(door, parts, arrival).catch(failureOf(context));
          return;
        }
        // Slack sends again what takes longer than the three seconds of an ack.
        await heldAckOf(context)();
        await handleEvent(door, parts, arrival);
      });
  }
}

/** Registers every door. */
export function registerListeners(app: App, parts: DoorParts): void {
  holdEventAcks(app, (name, ack) => {
    const ackOnce = createAckOnce(parts, { kind: 'event', name });
    return async () => void (await ackOnce(ack));
  });
  for (const door of createDoors()) registerDoor(app, parts, door);
}
