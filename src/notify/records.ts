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
  /** `muted`: what changes meanwhile is never told; `channel-gone`, `flow-gone`: until somebody watches it again. */
  pausedWhy: 'muted' | 'channel-gone' | 'flow-gone' | undefined;
}

/** Why a watch waits for a person. */
export type GoneWhy = 'channel-gone' | 'flow-gone';

/** Which watch. */
export type WatchKey = Pick<Watch, 'teamId' | 'channelId' | 'flow'>;

export type NewWatch = Pick<Watch, 'teamId' | 'channelId' | 'flow' | 'everyMs' | 'createdBy'>;

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
  ): Promise<'added' | 'changed'>;
  /** @returns false where there was none. */
  remove(key: WatchKey): Promise<boolean>;
  find(key: WatchKey): Promise<Watch | undefined>;
  /** In the order of adding. */
  ofChannel(teamId: string, channelId: string): Promise<Watch[]>;
  /** Those that a person made, in the order of adding. */
  ofCreator(teamId: string, userId: string): Promise<Watch[]>;
  /**
   * @param forMs from now on; undefined: the watch speaks again.
   * @returns false where there is no such watch.
   */
  mute(key: WatchKey, forMs: number | undefined): Promise<boolean>;
  /** Pauses all watches of a channel. @returns those that were not paused so before: each is returned once. */
  pauseChannel(teamId: string, channelId: string): Promise<Watch[]>;
  /** Pauses all watches of a flow. @returns those that were not paused so before: each is returned once. */
  pauseFlow(flow: FlowRef): Promise<Watch[]>;
}

/** How a channel is told. */
export interface ChannelNotifyPreferences {
  mode: 'at-once' | 'daily' | 'weekly';
  /** A flow's first message in the channel is the thread of those that follow. */
  useThread: boolean;
  /** What goes to a thread is sent to the channel as well. */
  broadcast: boolean;
}

export interface NotifyPreferences {
  /** `at-once`, without thread and broadcast, until the channel sets something else. */
  get(teamId: string, channelId: string): Promise<ChannelNotifyPreferences>;
  /** What waits to be told goes by it at once. */
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
}

/** Whose turn it is to be looked at: each flow once, however many channels watch it, and by one process at a time. */
export interface PollQueue {
  /** The flow of the account that is due the longest, for as long as `renew` is called. */
  claim(account: string): Promise<DuePoll | undefined>;
  /** Keeps those flows this process's. */
  renew(flows: readonly FlowRef[]): Promise<void>;
  ended(flow: FlowRef, poll: EndedPoll): Promise<void>;
  /** Every flow that somebody watches, with the shortest interval that a channel wants. */
  wanted(): Promise<{ flow: FlowRef; everyMs: number }[]>;
  /** How long the account's longest due flow has been due, that no process is at; milliseconds, 0 where none is. */
  latenessMs(account: string): Promise<number>;
}

/** A message that was begun: it will be told as it is, by whichever process. */
export interface StartedNotification {
  /** The same for each attempt. */
  id: string;
  upTo: number;
  changes: number;
  isFlapping: boolean;
  isDigest: boolean;
}

/** A watch whose channel may have to be told something. */
export interface DueNotification extends WatchKey {
  notifiedVersion: number;
  /** Unix ms; undefined: nothing was told yet. */
  notifiedAt: number | undefined;
  threadTs: string | undefined;
  /** Unix ms. */
  mutedUntil: number | undefined;
  /** By a process that did not end it. */
  started: StartedNotification | undefined;
  /** Attempts that failed. */
  tries: number;
  /** The database's time of the claim; Unix ms. */
  now: number;
}

/** What each channel has been told, and has to be told. A notification belongs to one process at a time. */
export interface Notifications {
  /** All that is due of one channel; empty: nothing is. */
  claim(): Promise<DueNotification[]>;
  /** Right before it is told. @returns false where it is another process's by now, or the watch has gone or is paused. */
  begin(key: WatchKey, notification: StartedNotification): Promise<boolean>;
  /** @param ts of the message, where it is known: the flow's thread, if it is the first. */
  told(key: WatchKey, notification: StartedNotification, ts: string | undefined): Promise<void>;
  /** There is nothing to tell up to this version. */
  skip(key: WatchKey, upTo: number): Promise<void>;
  /** @param until Unix ms. */
  postpone(key: WatchKey, until: number): Promise<void>;
  /** It could not be told: any process may try again then. */
  failed(key: WatchKey, retryInMs: number): Promise<void>;
}

/** What operators know of. */
export interface OpsStates<Problem extends string = string> {
  /** @returns true for the one who has to tell it. */
  raise(account: string, problem: Problem): Promise<boolean>;
  /** It could not be told: whoever meets it next has to. */
  withdraw(account: string, problem: Problem): Promise<void>;
  /**
   * Takes back what no flow of the account has met for a while.
   *
   * @returns what was taken back, for the one who has to tell it.
   */
  settle(account: string, problems: readonly Problem[], quietMs: number): Promise<Problem[]>;
}

/** Where the operators are told: by workspace, the channel that was chosen by `/flow-json ops here`. */
export interface OpsChannels {
  set(teamId: string, channelId: string): Promise<void>;
  all(): Promise<{ teamId: string; channelId: string }[]>;
}
