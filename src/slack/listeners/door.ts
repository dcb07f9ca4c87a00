import type { webApi } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import type { z } from 'zod';
import type { Translate } from '../../i18n.ts';
import type { Right } from '../../settings/types.ts';
import type { Requester } from '../answers/spaces.ts';
import type { Message } from '../messages/message.ts';
import type { InstallationEvent } from '../payloads/installation-event.ts';
import type { TypedMessage } from '../payloads/typed-message.ts';
import type { ViewOrigin } from '../payloads/view-origin.ts';
import type { InstallationChanges } from '../workspaces/installations/installation-changes.ts';
import type { ListenerParts } from './listener-parts.ts';

/** What a person did in Slack, and how they are answered. */
export interface Interaction {
  /** The texts in the person's language. */
  t: Translate;
  /** Who it was, and where: the channel is absent in the Home tab and for a global shortcut. */
  requester: Requester;
  /** Where the modal was opened from that the interaction is about. */
  origin: ViewOrigin;
  /** The thread that it was done in, for private lines: one that has replies. Absent: in none. */
  threadTs: string | undefined;
  client: webApi.WebClient;
  botUserId: string | undefined;
  /** Takes private lines for 30 minutes; absent where Slack gave none. */
  responseUrl: string | undefined;
  /**
   * The payload, as a door needs it.
   *
   * @throws {UnreadablePayload}
   */
  read<T>(shape: z.ZodType<T>): T;
  /** Tells Slack that the interaction was taken; a second time does nothing. Never rejects. */
  ack(): Promise<void>;
  /** Answers so that only the person sees it, after acking where that has not been done. Never rejects. */
  reply(message: Message): Promise<void>;
  /** As `reply`, in place of the message whose button was clicked. */
  replace(message: Message): Promise<void>;
}

export interface ViewInteraction extends Interaction {
  /** Leaves the modal open, with an error at one of its inputs, in plain text. */
  refuse(blockId: string, error: string): Promise<void>;
}

/**
 * What somebody must be allowed to do to go through a door; `open`: nothing, since what is behind it shows or does only
 * what each person may anyway.
 */
export type NeededRight = Right | 'open';

/** Each door that a person goes through says what they need for it: `handleInteraction` asks the rules. */
export interface AsksFor<Handled> {
  /** Or how to tell by what was typed or clicked. */
  right: NeededRight | ((interaction: Handled) => NeededRight);
  /** What comes of it is JSON or parts of it: it takes `fetch` as well, which `partsOfPerson` asks for. */
  showsJson?: true;
  /**
   * What the audit calls what is done behind it. Undefined: it is a request, which has entries of its own; or nothing new is done
   * or shown; or what was typed or clicked says it, to `DoorAudit`.
   */
  action: string | undefined;
}

/**
 * What a listener says of itself: what of Slack's it answers to, and what it does. Whatever its `handle` throws,
 * `handleInteraction` logs it, and acks and answers the person. What a handler leaves without an ack gets one at its end.
 */
interface DoorOf<Kind extends string, Handled> {
  kind: Kind;
  /** The command, `callback_id`, `action_id` or event type: as `manifest.yml` and the messages have it. */
  name: string;
  handle(parts: ListenerParts, interaction: Handled): Promise<void>;
}

interface PersonDoorOf<Kind extends string, Handled extends Read, Read = Interaction>
  extends DoorOf<Kind, Handled>,
    AsksFor<Read> {}

export type CommandDoor = PersonDoorOf<'command', Interaction>;

export interface ShortcutDoor extends PersonDoorOf<'shortcut', Interaction> {
  /** Slack's type of its payload: in the menu of a message, or of the workspace. */
  type: 'message_action' | 'shortcut';
}

export interface ActionDoor extends PersonDoorOf<'action', Interaction> {
  /** Acks before anything else; without it, what Slack takes for taken has been done, or written down. */
  acksFirst?: boolean;
}

export interface ViewDoor extends PersonDoorOf<'view', ViewInteraction> {
  /** The `block_id` of the input at which a failure is shown, while the modal stays open with what was filled in. */
  errorAt: string;
}

/** A message that a person wrote to the bot. */
interface TypedInteraction extends Interaction {
  message: TypedMessage;
}

export interface MessageInteraction extends TypedInteraction {
  /** Whether it is here for the first time: Slack may tell of one message twice. */
  isNew(): Promise<boolean>;
}

/** An event that tells of a message, which a person waits for an answer to. Only what a person wrote comes to it. */
export interface MessageDoor extends PersonDoorOf<'message', MessageInteraction, TypedInteraction> {
  /** Which of those messages are for the bot; absent: all. */
  isFor?: (message: TypedMessage) => boolean;
}

/** What asks for options while somebody types. */
export interface OptionsDoor extends AsksFor<Interaction> {
  kind: 'options';
  name: string;
  options(parts: ListenerParts, interaction: Interaction): Promise<PlainTextOption[]>;
  /**
   * What is offered where `options` fails.
   *
   * @param typed so far.
   */
  optionsWhereFailed(t: Translate, typed: string): PlainTextOption[];
}

/** What happened to a person in a workspace. Nobody waits for an answer: what fails is logged. */
export interface PersonEvent {
  teamId: string;
  client: webApi.WebClient;
  /**
   * The event, as a door needs it.
   *
   * @throws {UnreadablePayload}
   */
  read<T>(shape: z.ZodType<T>): T;
}

/** An event that has a `user`; its parts are what that person may see and do. */
export interface PersonEventDoor extends DoorOf<'event', PersonEvent> {
  isOf: 'person';
}

/** What happened to the app's installation in a workspace or an organisation. */
export interface InstallationNews extends InstallationEvent, Pick<PersonEvent, 'read'> {}

/** What the doors of such events are handed: nothing of any workspace. */
export interface InstallationParts extends Pick<ListenerParts, 'log'> {
  /** Absent: the one workspace's token is a setting, so nothing is kept or deleted. */
  installationChanges?: InstallationChanges;
}

/** An event that belongs to no person, and may belong to no workspace. */
export interface InstallationEventDoor {
  kind: 'event';
  name: string;
  isOf: 'installation';
  handle(parts: InstallationParts, news: InstallationNews): Promise<void>;
}

export type EventDoor = PersonEventDoor | InstallationEventDoor;

/** One that a person waits at. */
export type PersonDoor = CommandDoor | ShortcutDoor | ActionDoor | ViewDoor | MessageDoor | OptionsDoor;
export type Door = PersonDoor | EventDoor;
