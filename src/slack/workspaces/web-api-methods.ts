/**
 * What is done where the answer to a call is lost, so that nobody knows whether Slack did what the call asks for. Slack has
 * no idempotency key for its calls (slack-api-specs issue 10).
 */
export type AfterLostAnswer =
  /** The call reads, or a second one changes nothing: it is repeated. */
  | 'repeat'
  /** Slack can be asked whether it was done: whoever made the call does that before anything else. */
  | 'look'
  /** It can't be found out, and a second call would show something twice, or be refused: it is not repeated. */
  | 'leave';

export interface WebApiMethod {
  afterLostAnswer: AfterLostAnswer;
  /** The argument that names the conversation, of a method by which something is posted: Slack limits each of them. */
  postsIn?: 'channel' | 'channel_id';
  /** What the call is for is over after so long: it waits no longer than that for a limit to end. Milliseconds. */
  usefulForMs?: number;
  /** It makes way for acks: no ack ever waits for its answer. */
  givesWay?: true;
}

/** A modal has to be opened within the three seconds of its `trigger_id`. */
const TRIGGER_MS = 2_500;

/** Every method of the Web API that the bot calls, by itself or through Bolt; a test holds it against the code. */
export const WEB_API_METHODS: Readonly<Record<string, WebApiMethod>> = {
  'apps.connections.open': { afterLostAnswer: 'repeat' },
  'auth.revoke': { afterLostAnswer: 'repeat' },
  'auth.teams.list': { afterLostAnswer: 'repeat' },
  'auth.test': { afterLostAnswer: 'repeat' },
  // What is taken back and could not be is said so: see `say-in-channel.ts`.
  'chat.delete': { afterLostAnswer: 'leave' },
  'chat.postEphemeral': { afterLostAnswer: 'leave', postsIn: 'channel' },
  // Only the right to read what people write shows whether a message is there: see `posted-message.ts`.
  'chat.postMessage': { afterLostAnswer: 'leave', postsIn: 'channel' },
  'chat.update': { afterLostAnswer: 'leave' },
  'conversations.history': { afterLostAnswer: 'repeat' },
  'conversations.info': { afterLostAnswer: 'repeat' },
  'conversations.join': { afterLostAnswer: 'repeat' },
  'conversations.open': { afterLostAnswer: 'repeat' },
  // Not by what is done for the others: see `read-thread.ts`.
  'conversations.replies': { afterLostAnswer: 'repeat' },
  // By `files.info`: see `share-files.ts`.
  'files.completeUploadExternal': { afterLostAnswer: 'look', postsIn: 'channel_id', givesWay: true },
  'files.delete': { afterLostAnswer: 'repeat' },
  // A second one gives another address, and nobody sees a file that nothing is uploaded to.
  'files.getUploadURLExternal': { afterLostAnswer: 'repeat', givesWay: true },
  'files.info': { afterLostAnswer: 'repeat', givesWay: true },
  'files.list': { afterLostAnswer: 'repeat' },
  // A code and a refresh token are good for one exchange.
  'oauth.v2.access': { afterLostAnswer: 'leave' },
  'team.info': { afterLostAnswer: 'repeat' },
  'usergroups.list': { afterLostAnswer: 'repeat' },
  'users.info': { afterLostAnswer: 'repeat' },
  // A trigger opens one modal: a second call would be told that it is used up, while the modal is there.
  'views.open': { afterLostAnswer: 'leave', usefulForMs: TRIGGER_MS },
  'views.publish': { afterLostAnswer: 'repeat' },
};

/** What is not in the list might do anything, and so is not repeated. */
const UNKNOWN: WebApiMethod = { afterLostAnswer: 'leave' };

/** @param name as `chat.postMessage`. */
export const webApiMethod = (name: string): WebApiMethod =>
  Object.hasOwn(WEB_API_METHODS, name) ? (WEB_API_METHODS[name] ?? UNKNOWN) : UNKNOWN;
