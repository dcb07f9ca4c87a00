import type { AllMiddlewareArgs, App } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { NotAllowed } from '../../access/not-allowed.ts';
import type { Translate } from '../../i18n.ts';
import { type Message, toPlainText } from '../messages/message.ts';
import { refusedOption } from '../messages/picker-view.ts';
import type { ActionDoor, Door, ShortcutDoor } from './door.ts';
import { createDoors } from './doors.ts';
import { createAckOnce, handleInteraction } from './handle-interaction.ts';
import { holdEventAcks } from './hold-event-acks.ts';
import type { DoorParts } from './listener-parts.ts';
import { ANY, type Doors, doorsOf } from './named-doors.ts';
import { registerEvents } from './register-events.ts';

const shownInputs = z.object({
  view: z.object({
    blocks: z
      .array(z.object({ type: z.string(), block_id: z.string() }))
      .transform((blocks) => blocks.filter(({ type }) => type === 'input')),
  }),
});

function registerCommands(app: App, parts: DoorParts, doors: Doors<'command'>): void {
  app.command(ANY, async ({ body, client, context: { botUserId }, ack }) => {
    const door = doors.get(body.command);
    if (door === undefined) return;
    const ackWithReply = (message: Message) => ack({ response_type: 'ephemeral', ...message });
    const arrival = { body, right: door.right, client, botUserId, ack: () => ack(), ackWithReply };
    await handleInteraction(door, parts, arrival, (own, interaction) => door.handle(own, interaction));
  });
}

/** What Bolt hands to the listener of a click, whose ack takes nothing along. */
interface Click extends Pick<AllMiddlewareArgs, 'client' | 'context'> {
  body: unknown;
  ack: () => Promise<void>;
}

function takeClick(parts: DoorParts, door: ShortcutDoor | ActionDoor, click: Click): Promise<void> {
  const { body, client, context, ack } = click;
  const arrival = { body, right: door.right, client, botUserId: context.botUserId, ack: () => ack() };
  return handleInteraction(door, parts, arrival, (own, interaction) => door.handle(own, interaction));
}

function registerShortcuts(app: App, parts: DoorParts, doors: Doors<'shortcut'>): void {
  app.shortcut({}, async (click) => {
    const door = doors.get(click.body.callback_id);
    if (door?.type === click.body.type) await takeClick(parts, door, click);
  });
}

function registerActions(app: App, parts: DoorParts, doors: Doors<'action'>): void {
  app.action({ type: 'block_actions' }, async (click) => {
    const door = doors.get(click.payload.action_id);
    if (door !== undefined) await takeClick(parts, door, click);
  });
}

function registerViews(app: App, parts: DoorParts, doors: Doors<'view'>): void {
  app.view({ type: 'view_submission' }, async ({ body, view, client, context: { botUserId }, ack }) => {
    const door = doors.get(view.callback_id);
    if (door === undefined) return;
    const shown = shownInputs.safeParse(body).data?.view.blocks.map(({ block_id: id }) => id) ?? [];
    // What somebody may not change is not among the inputs, and Slack wants an error at one that is.
    const at = (blockId: string) => (shown.includes(blockId) ? blockId : (shown[0] ?? blockId));
    const ackWithError = (blockId: string, error: string) =>
      ack({ response_action: 'errors', errors: { [at(blockId)]: error } });
    // The modal stays open with what was filled in, to be submitted once more.
    const ackWithFailure = ({ text }: Message) => ackWithError(door.errorAt, toPlainText(text));
    const arrival = { body, right: door.right, client, botUserId, ack: () => ack(), ackWithFailure };
    await handleInteraction(door, parts, arrival, (own, interaction, ackOnce) => {
      const refuse = async (blockId: string, error: string) => void (await ackOnce(() => ackWithError(blockId, error)));
      return door.handle(own, { ...interaction, refuse });
    });
  });
}

function registerOptions(app: App, parts: DoorParts, doors: Doors<'options'>): void {
  const constraints = { type: 'block_suggestion' } as const;
  app.options<'block_suggestion'>(constraints, async ({ body, payload, client, context: { botUserId }, ack }) => {
    const door = doors.get(payload.action_id);
    if (door === undefined) return;
    const ackWith = (options: PlainTextOption[]) => ack({ options });
    const ackWithFailure = (message: Message, t: Translate, error: unknown) =>
      ackWith(
        error instanceof NotAllowed
          ? [refusedOption(message)]
          : door.optionsWhereFailed(t, String(payload.value ?? '')),
      );
    const arrival = { body, right: door.right, client, botUserId, ack: () => ackWith([]), ackWithFailure };
    await handleInteraction(door, parts, arrival, async (own, interaction, ackOnce) => {
      const options = await door.options(own, interaction);
      await ackOnce(() => ackWith(options));
    });
  });
}

/**
 * Registers doors with Bolt: nothing else does, so that none is without `handleInteraction` or `handleEvent`. Bolt asks each
 * listener in turn, by several promises, whether it takes what came: with one a door that was a third of the garbage of an ack.
 */
export function registerDoors(app: App, parts: DoorParts, doors: readonly Door[]): void {
  registerCommands(app, parts, doorsOf(doors, 'command'));
  registerShortcuts(app, parts, doorsOf(doors, 'shortcut'));
  registerActions(app, parts, doorsOf(doors, 'action'));
  registerViews(app, parts, doorsOf(doors, 'view'));
  registerOptions(app, parts, doorsOf(doors, 'options'));
  registerEvents(app, parts, doorsOf(doors, 'event'), doorsOf(doors, 'message'));
}

/** Registers every door. */
export function registerListeners(app: App, parts: DoorParts): void {
  holdEventAcks(app, (name, ack) => {
    const ackOnce = createAckOnce(parts, { kind: 'event', name });
    return async () => void (await ackOnce(ack));
  });
  registerDoors(app, parts, createDoors());
}
