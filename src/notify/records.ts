import type { FlowRef } from '../cams/types.ts';

/** A channel watches a flow. */
export interface Watch {
  teamId: string;
  channelId: string;
  flow: FlowRef;
  /** What the channel wants; milliseconds. */
  everyMs: number;
  /** User ID. */
  createdBy: string;
  /** Unix ms. */
  createdAt: number;
  /** Unix ms; of a muted watch only. */
  pausedUntil: number | undefined;
  /** `muted`: the channel is never notified of what changes meanwhile; `channel-gone`, `flow-gone`: until somebody watches it again. */
  pausedWhy: 'muted' | GoneWhy | undefined;
  /** Several polls in a row have failed; `since` is when the first of them did, in Unix ms. */
  blind?: { since: number; failure: PollFailure } | undefined;
}

/** Why a flow can't be looked at: the facts of an error of this bot's closed list, so far as they may be shown. */
export interface PollFailure {
  kind: string;
  code?: string | undefined;
  host?: string | undefined;
  /** Of HTTP. */
  status?: number | undefined;
  why?: string | undefined;
}

/** Why a watch waits for a person; `channel-shared`: for who made it, since another organisation sees the channel; `account-gone`: for the operators, since no account of this name serves the workspace. */
export type GoneWhy = 'channel-gone' | 'flow-gone' | 'account-gone' | 'channel-shared';

/** Which watch. */
export type WatchKey = Pick<Watch, 'teamId' | 'channelId' | 'flow'>;

export type NewWatch = Pick<Watch, 'teamId' | 'channelId' | 'flow' | 'everyMs' | 'createdBy'> & {
  /** IDs of the organisations whose people may see its changes; absent: nothing was decided. */
  consented?: readonly string[] | undefined;
};

/** Nothing was added: the person, or the channel, has as many watches as one may have. */
export interface WatchesFull {
  full: 'person' | 'channel';
  limit: number;
}

/** Which channels watch which flows. Every function rejects where the database fails. */
export interface Watches {
  /**
   * Watches, changes how often, or takes up a watch that was paused.
   *
   * @param sinceVersion what the channel knows already; absent: what the next poll finds is what later ones are compared
   *   with.
   * @param firstPollInMs spread by the caller, so that flows which are watched together are not polled together.
   */
  add(
    watch: NewWatch,
    options: { sinceVersion?: number | undefined; firstPollInMs: number },
  ): Promise<'added' | 'changed' | WatchesFull>;
  /** Why there could be no such watch beside those that there are; what there is already can be changed. */
  fullFor(watch: Pick<Watch, 'teamId' | 'channelId' | 'createdBy' | 'flow'>): Promise<WatchesFull | undefined>;
  /** @returns what was removed; undefined where there was none. */
  remove(key: WatchKey): Promise<Watch | undefined>;
  find(key: WatchKey): Promise<Watch | undefined>;
  /** In the order of adding. */
  ofChannel(teamId: string, channelId: string): Promise<Watch[]>;
  /** Those that a person made, in the order of adding. */
  ofCreator(teamId: string, userId: string): Promise<Watch[]>;
  /**
   * @param forMs from now on; undefined: the watch is no longer muted.
   * @returns false where there is no such watch.
   */
  mute(key: WatchKey, forMs: number | undefined): Promise<boolean>;
  /** Pauses all watches of a channel. @returns those that were not paused so before: each is returned once. */
  pauseChannel(teamId: string, channelId: string): Promise<Watch[]>;
  /**
   * How many watches on flows of the account are not paused.
   *
   * @param teamId of one workspace; undefined: of all.
   */
  countOf(account: string, teamId: string | undefined): Promise<number>;
  /** How many flows a workspace watches that can't be looked at, by account. */
  blindFlows(teamId: string): Promise<ReadonlyMap<string, number>>;
  /** Pauses what an account no longer serves, and takes up what one serves again. @returns how many were paused. */
  pauseUnserved(maySee: (teamId: string, account: string) => boolean): Promise<number>;
  /**
   * Pauses a watch until its creator has decided: what is to be told by then is told once it goes on.
   */
  pauseShared(key: WatchKey): Promise<void>;
  /** Pauses all watches of a flow. @returns those that were not paused so before: each is returned once. */
  pauseFlow(flow: FlowRef): Promise<Watch[]>;
}

/** How a channel is notified. */
export interface ChannelNotifyPreferences {
  mode: 'at-once' | 'daily' | 'weekly';
  /** A flow's first message in the channel is the thread of those that follow. */
  useThread: boolean;
  /** What goes to a thread is sent to the channel as well. */
  broadcast: boolean;
  /** Files go into the message's thread, or stand in the message itself. */
  filesIn: 'thread' | 'message';
}

export interface NotifyPreferences {
  /** `at-once`, without thread and broadcast, files in a thread, until the channel sets something else. */
  get(teamId: string, channelId: string): Promise<ChannelNotifyPreferences>;
  /** Notifications that wait go by it at once. */
  set(teamId: string, channelId: string, preferences: ChannelNotifyPreferences): Promise<void>;
}

/** A flow whose turn it is. */
export interface DuePoll {
  flow: FlowRef;
  /** Polls that went well; those before the flow was watched anew count. */
  polls: number;
  /** Polls in a row that failed. */
  errors: number;
  /** Polls in a row that found no such flow. */
  gone: number;
}

export interface EndedPoll extends Omit<DuePoll, 'flow'> {
  /** From now; milliseconds. */
  nextInMs: number;
  /** What an operator has to see to. */
  problem: string | undefined;
  /** Given once so many polls in a row have failed that the flow counts as out of sight. */
  failure?: PollFailure | undefined;
}

/** Whose turn it is to be looked at: each flow once, however many channels watch it, and by one process at a time. */
export interface PollQueue {
  /** The flow of the account that is due the longest, for as long as `renew` is called. */
  claim(account: string): Promise<DuePoll | undefined>;
  /** Keeps those flows this process's. */
  renew(flows: readonly FlowRef[]): Promise<void>;
  ended(flow: FlowRef, poll: EndedPoll): Promise<void>;
  /** There was no poll: nothing is known of the flow that was not known before. */
  postpone(flow: FlowRef, nextInMs: number): Promise<void>;
  /** Every flow that somebody watches, with the shortest interval that a channel wants. */
  wanted(): Promise<{ flow: FlowRef; everyMs: number }[]>;
  /** How long the account's longest due flow has been due, that no process is at; milliseconds, 0 where none is. */
  latenessMs(account: string): Promise<number>;
}

/** A message that was begun: it will be sent as it is, by whichever process. */
export interface StartedNotification {
  /** The same for each attempt. */
  id: string;
  upTo: number;
  changes: number;
  isFlapping: boolean;
  isDigest: boolean;
  /** `ts` of its message, which is there; its files may not be. */
  postedTs?: string | undefined;
}

/** A watch whose channel may have to be notified. */
export interface DueNotification extends WatchKey {
  /** As `NewWatch` has it. */
  consented: readonly string[];
  everyMs: number;
  notifiedVersion: number;
  /** Unix ms; undefined: it was notified of nothing yet. */
  notifiedAt: number | undefined;
  threadTs: string | undefined;
  /** Unix ms. */
  mutedUntil: number | undefined;
  /** By a process that did not end it. */
  started: StartedNotification | undefined;
  /** User ID. */
  createdBy: string;
  /** Attempts that failed. */
  tries: number;
  /** The database's time of the claim; Unix ms. */
  now: number;
}

/** What each channel was notified of, and has to be. A notification belongs to one process at a time. */
export interface Notifications {
  /** All that is due of one channel; empty: nothing is. */
  claim(): Promise<DueNotification[]>;
  /** Right before it is sent. @returns false where it is another process's by now, or the watch has gone or is paused. */
  begin(key: WatchKey, notification: StartedNotification): Promise<boolean>;
  /** Its message is there: whoever goes on with it posts no second one. */
  posted(key: WatchKey, notification: StartedNotification, ts: string): Promise<void>;
  /** @param ts of the message, where it is known: the flow's thread, if it is the first. */
  notified(key: WatchKey, notification: StartedNotification, ts: string | undefined): Promise<void>;
  /** There is nothing to notify of up to this version. */
  skip(key: WatchKey, upTo: number): Promise<void>;
  /** @param until Unix ms. */
  postpone(key: WatchKey, until: number): Promise<void>;
  /** It could not be sent: any process may try again then. */
  failed(key: WatchKey, retryInMs: number): Promise<void>;
}

/** A watch, whether its flow can be looked at, and what its channel knows of that. */
export interface WatchSight {
  flow: FlowRef;
  /** User ID. */
  createdBy: string;
  /** Undefined: the flow can be looked at, or has not failed often enough. */
  failure: PollFailure | undefined;
  /** When the first of the polls failed that have failed in a row; Unix ms. */
  failingSince: number | undefined;
  /** When it went out of sight, or came back; Unix ms. */
  changedAt: number | undefined;
  /** The fault is the account's. */
  problem: string | undefined;
  /** The last poll went well. */
  hasSucceeded: boolean;
  /** What the channel knows: `scopeOf` as it was told; undefined: as far as it knows, all is well. */
  toldScope: string | undefined;
  /** When the channel was told of this flow the last time, also where that is over; Unix ms. */
  toldAt: number | undefined;
}

/** A channel that may have to be notified of what its flows' polls come to. */
export interface ChannelSights {
  teamId: string;
  channelId: string;
  /** The database's time of the claim; Unix ms. */
  now: number;
  /** All watches of the channel that are neither paused nor muted. */
  sights: WatchSight[];
}

/** What each channel knows of flows that can't be looked at. A channel is seen to by one process at a time. */
export interface Sights {
  claim(): Promise<ChannelSights | undefined>;
  /** Nobody sees to the channel for so long. */
  release(channel: Pick<ChannelSights, 'teamId' | 'channelId'>, inMs: number): Promise<void>;
  /**
   * The channel knows it now.
   *
   * @param isLoud whether there was a message about flows out of sight.
   */
  told(
    channel: Pick<ChannelSights, 'teamId' | 'channelId'>,
    what: { blind: readonly { flow: FlowRef; scope: string }[]; isLoud: boolean; seen: readonly FlowRef[] },
  ): Promise<void>;
}

/** What operators know of. */
export interface OpsStates<Problem extends string = string> {
  /** @returns true for the process that has to notify the operators. */
  raise(account: string, problem: Problem): Promise<boolean>;
  /** They could not be notified: whoever meets it next has to. */
  withdraw(account: string, problem: Problem): Promise<void>;
  /**
   * Takes back what no flow of the account has met for a while.
   *
   * @returns what was taken back, for the process that has to notify the operators.
   */
  settle(account: string, problems: readonly Problem[], quietMs: number): Promise<Problem[]>;
}

/** Where the operators are notified: by workspace, the channel that was chosen by `/flow-json ops here`. */
export interface OpsChannels {
  /** @returns the channel that it was until now. */
  set(teamId: string, channelId: string): Promise<string | undefined>;
  /** @returns the channel that it was. */
  remove(teamId: string): Promise<string | undefined>;
  of(teamId: string): Promise<string | undefined>;
  all(): Promise<{ teamId: string; channelId: string }[]>;
}
