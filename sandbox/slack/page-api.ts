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
 */
import type { KnownBlock } from '@slack/types';

export interface Person {
  id: string;
  name: string;
  realName: string;
  isBot: boolean;
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
}

export interface SharedFile {
  id: string;
  name: string;
  title: string;
  /** `snippet` is shown with its text inline, `hosted` as a card with a download link, as Slack does. */
  mode: 'snippet' | 'hosted';
  filetype: string;
  /** Bytes. */
  size: number;
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
  /** "Only visible to you": an ack's text, a `response_url` post or `chat.postEphemeral`. */
  isPrivate: boolean;
}

/** A command to try, shown beside the composer: click to fill it in. */
export interface Suggestion {
  command: string;
  what: string;
}

export interface WorkspaceState {
  team: { name: string };
  me: Person;
  people: Person[];
  conversations: Conversation[];
  /** Of all conversations that `me` may see, in the order of `ts`. */
  lines: Line[];
  suggestions: Suggestion[];
  /** What the account's API has seen, so that the limit is visible. */
  cams: { callsInLastSecond: number; worstWindow: number; calls: number; dropped: number };
}

/** Text typed into the composer. One that begins with `/` goes to the bot as a slash command. */
export interface SayRequest {
  as: string;
  conversationId: string;
  text: string;
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
