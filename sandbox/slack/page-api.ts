/**
 * What the sandbox's server and its page say to each other. The page knows nothing else of the server; both sides import
 * these types. All paths are on the page's own origin, all bodies are JSON.
 *
 * | Request                                   | Body            | Answer             |
 * |-------------------------------------------|-----------------|--------------------|
 * | `GET  /sandbox/state?as=<userId>`         |                 | `WorkspaceState`   |
 * | `GET  /sandbox/changes`                   |                 | server-sent events: `data: changed` whenever a state may differ |
 * | `POST /sandbox/say`                       | `SayRequest`    | `SayAnswer`        |
 * | `POST /sandbox/action`                    | `ActionRequest` | `SayAnswer`        |
 * | `GET  /sandbox/files/<fileId>?as=<userId>`|                 | the file's bytes (`&download=1` as an attachment) |
 * | `POST /sandbox/shortcut`                  | `ShortcutRequest` | `SayAnswer`      |
 * | `POST /sandbox/home`                      | `HomeRequest`   | `SayAnswer`        |
 * | `POST /sandbox/view/action`               | `ViewActionRequest` | `SayAnswer`    |
 * | `POST /sandbox/view/options`              | `OptionsRequest` | `OptionsAnswer`   |
 * | `POST /sandbox/view/submit`               | `SubmitRequest` | `SubmitAnswer`     |
 * | `POST /sandbox/view/close`                | `CloseRequest`  | `SayAnswer`        |
 * | `POST /sandbox/switches`                  | `SwitchRequest` | `SayAnswer`        |
 * | `GET  /sandbox/flows`                     |                 | `AccountFlow[]`    |
 * | `POST /sandbox/flows`                     | `EditFlowRequest` | `SayAnswer`      |
 */
import type { KnownBlock, Option } from '@slack/types';

export interface Person {
  id: string;
  name: string;
  realName: string;
  isBot: boolean;
  /** As `en-US`: the language that this person has chosen in Slack. */
  locale: string;
  /** A guest of the workspace: in one channel, or in several; absent: no guest. */
  guest?: 'single-channel' | 'multi-channel';
  /** An admin of the workspace. */
  isAdmin?: true;
  /** Of another organisation, met in channels that are shared with it; absent: of this workspace. */
  outside?: { teamId: string; teamName: string; domain: string };
}

export interface Conversation {
  id: string;
  /** As Slack shows it, without `#`; for a direct message the other person's name. */
  name: string;
  kind: 'public' | 'private' | 'im';
  topic: string;
  /** Whether the bot is a member: the page shows it, since it decides where the file goes. */
  hasBot: boolean;
  isArchived: boolean;
  /** Shared with another organisation (Slack Connect), of this name; absent: it is this workspace's alone. */
  sharedWith?: string;
}

export interface SharedFile {
  id: string;
  name: string;
  title: string;
  /** `snippet` is shown with its text inline, `hosted` as a card with a download link, as Slack does. */
  mode: 'snippet' | 'hosted';
  filetype: string;
  /** As `image/png`. */
  mimetype: string;
  /** Bytes. */
  size: number;
  /** What a picture shows, for those who do not see it; absent: nobody said. */
  altText?: string;
}

/** One line in a conversation, as the person who looks sees it. */
export interface Line {
  /** Slack's message timestamp: orders the lines, and identifies one. */
  ts: string;
  conversationId: string;
  author: Person;
  text: string;
  blocks?: KnownBlock[];
  files: SharedFile[];
  /** The `ts` of the message whose thread this is a reply in; absent: it is no reply. */
  threadTs?: string;
  /** A reply that was also sent to the channel; absent where it is no reply. */
  isBroadcast?: boolean;
  /** "Only visible to you": an ack's text, a `response_url` post or `chat.postEphemeral`. */
  isPrivate: boolean;
}

/** Something to type, shown beside the composer: click to fill it in. */
export interface Suggestion {
  command: string;
  what: string;
  /** The heading that it stands under. */
  group: string;
  /** The event without which the app does not hear of it; absent: it needs none. */
  needs?: string;
}

/** Whether Slack takes blocks beside a file, in `files.completeUploadExternal`. Nobody has published what it does. */
export type FileBlocks = 'any' | 'no-interactive' | 'none';

/** What can be switched while the sandbox runs. */
export interface Switches {
  /** Whether the bot's RAM user may call the account's API; absent: there is no account. */
  ramPermission?: boolean;
  fileBlocks: FileBlocks;
}

/** Switches to set; those that are absent stay. */
export interface SwitchRequest {
  as: string;
  ramPermission?: boolean;
  fileBlocks?: FileBlocks;
}

export interface WorkspaceState {
  team: { name: string };
  /** How Slack and the bot meet: by HTTP, or through a WebSocket that the bot opens. */
  connection: 'HTTP' | 'Socket Mode';
  me: Person;
  people: Person[];
  conversations: Conversation[];
  /** Of all conversations that `me` may see, in the order of `ts`. */
  lines: Line[];
  suggestions: Suggestion[];
  shortcuts: Shortcut[];
  /** The modals that `me` has open, the topmost last. */
  modals: View[];
  /** The app's Home tab for `me`; absent while the app has published none. */
  home?: View;
  /** What the account's API has seen, so that the limit is visible. */
  cams: { callsInLastSecond: number; worstWindow: number; calls: number; dropped: number };
  switches: Switches;
  /** How many times as fast as elsewhere the bot looks at watched flows here; absent: flows can't be edited. */
  watchPace?: number;
}

/** Text typed into the composer. One that begins with `/` goes to the bot as a slash command. */
export interface SayRequest {
  as: string;
  conversationId: string;
  text: string;
  /** The message in whose thread it is typed. */
  threadTs?: string;
}

/** A button clicked in a message. */
export interface ActionRequest {
  as: string;
  conversationId: string;
  messageTs: string;
  blockId: string;
  actionId: string;
}

/** `error` is what Slack's own client would show, as "/flow-json failed with the error "dispatch_failed"". */
export type SayAnswer = { ok: true } | { ok: false; error: string };

/** A shortcut of the app's manifest: in the menu of every message, or in that of the whole workspace. */
export interface Shortcut {
  callbackId: string;
  name: string;
  type: 'message' | 'global';
}

/** A modal or a Home tab. */
export interface View {
  id: string;
  callbackId: string;
  /** Changes with every update of the view. */
  hash: string;
  /** Empty for a Home tab. */
  title: string;
  /** The label of the button that submits; absent: there is none. */
  submit?: string;
  close?: string;
  blocks: KnownBlock[];
}

/** A shortcut chosen from a menu. */
export interface ShortcutRequest {
  as: string;
  callbackId: string;
  /** Where a message's shortcut was chosen; absent for a global one. */
  message?: { conversationId: string; ts: string };
}

/** Somebody opened a tab of the app's Home. */
export interface HomeRequest {
  as: string;
  tab: 'home' | 'messages';
}

/** What an input element holds, in the form of a view's `state.values`. */
export interface ElementState {
  type: string;
  value?: string | null;
  selected_option?: Option | null;
  selected_options?: Option[];
  selected_conversation?: string | null;
}

/** The state of a view: by `block_id`, then by `action_id`. */
export type ViewValues = Record<string, Record<string, ElementState>>;

/** An element used in a view: a button clicked, or an input changed whose block has `dispatch_action`. */
export interface ViewActionRequest {
  as: string;
  viewId: string;
  blockId: string;
  actionId: string;
  /** Of the element itself; absent for a button. */
  state?: ElementState;
  /** Of the whole view. */
  values: ViewValues;
}

/** Text typed into an element whose options come from the app (`external_select`, `multi_external_select`). */
export interface OptionsRequest {
  as: string;
  viewId: string;
  blockId: string;
  actionId: string;
  query: string;
  values: ViewValues;
}

export type OptionsAnswer = { ok: true; options: Option[] } | { ok: false; error: string };

export interface SubmitRequest {
  as: string;
  viewId: string;
  values: ViewValues;
  /** The conversation that is open, for `default_to_current_conversation`. */
  conversationId?: string;
}

/** `errors` by `block_id`, shown under each input; the modal stays open. */
export type SubmitAnswer = { ok: true } | { ok: false; error: string } | { ok: false; errors: Record<string, string> };

/** A modal closed without being submitted. */
export interface CloseRequest {
  as: string;
  viewId: string;
}

/** A flow of the account, as it can be edited here. */
export interface AccountFlow {
  flowId: string;
  name: string;
  /** As the account keeps it, mostly without line breaks. */
  json: string;
}

/** A flow edited in place: it keeps its ID. */
export interface EditFlowRequest {
  as: string;
  flowId: string;
  json: string;
}
