import type { AccessDenied } from '../cams/errors.ts';
import type { FlowRef } from '../cams/types.ts';
import type { FlowVersion } from '../flows/fetch/flow-versions.ts';
import type { ChannelNotifyPreferences, GoneWhy, PollFailure, Watch, WatchSight } from './records.ts';

interface OfAChannel {
  /** The same for each attempt at the same message. */
  id: string;
  /** An earlier attempt may have reached Slack: whoever delivers looks for its message first. */
  isAgain: boolean;
  /** `ts` of the message, where an earlier attempt got so far. */
  postedTs: string | undefined;
  /** Where its files go. */
  filesIn: ChannelNotifyPreferences['filesIn'];
  teamId: string;
  channelId: string;
}

export interface ChangeNotice extends OfAChannel {
  type: 'change';
  flow: FlowRef;
  before: FlowVersion;
  /** Means the same as `before` only where `isFlapping`: the flow is back where it was. */
  after: FlowVersion;
  /** Versions gone through meanwhile; 1 for a plain change. */
  changes: number;
  isFlapping: boolean;
  threadTs: string | undefined;
  broadcast: boolean;
}

export interface DigestEntry {
  flow: FlowRef;
  before: FlowVersion;
  after: FlowVersion;
  changes: number;
}

export interface DigestNotice extends OfAChannel {
  type: 'digest';
  period: 'day' | 'week';
  /** Never empty. */
  entries: DigestEntry[];
}

export type AccountProblem =
  /** To read flows, which is what the bot is for. */
  | 'permission-lost'
  /** To read names and statuses. */
  | 'details-permission-lost'
  /** To read the list of flows. */
  | 'list-permission-lost'
  | 'not-subscribed'
  | 'key-expired'
  | 'clock-wrong'
  | 'limit-hit'
  | 'watcher-behind'
  | 'flows-out-of-sight';

export interface OpsNotice {
  type: 'ops';
  problem: AccountProblem;
  /** The account has recovered from it. */
  isOver: boolean;
  /** The account's name in the settings. */
  account: string;
  /** Alibaba Cloud's. */
  code: string | undefined;
  requestId: string | undefined;
  /** The API's sentence; for `watcher-behind` how late, in minutes; for `flows-out-of-sight` the flow's ID. */
  detail: string | undefined;
  /** For `flows-out-of-sight`: what the last poll met. */
  failure?: PollFailure | undefined;
  /** Of a call that was not permitted: who was refused, for which action, and by which policy. */
  accessDenied?: AccessDenied | undefined;
  /** For `limit-hit`, where it is known. */
  limit?: AccountLimit | undefined;
}

/** How often an account's operations are called; calls a second. */
export interface AccountLimit {
  /** Each operation, by the settings. */
  perOperation: number;
  /** All of them together, after a call was dropped. */
  common: number;
  /** Whether the settings allow more than Alibaba Cloud's documentation. */
  isRaised: boolean;
}

/** Flows that a channel watches can't be looked at any more, or can again. */
export interface SightNotice {
  teamId: string;
  channelId: string;
  blind: readonly WatchSight[];
  seen: readonly WatchSight[];
}

/** Why a channel can't be notified. */
export type GoneReason =
  | 'archived'
  | 'removed'
  /** Only some people can post there. */
  | 'restricted'
  /** It takes nothing but replies. */
  | 'threads-only';

/** What became of a notice. */
export type DeliveryOutcome =
  /** `ts` of the message, undefined where Slack has not shown it yet: it is delivered all the same. */
  | { type: 'delivered'; ts: string | undefined }
  /** There is no such channel any more, or the bot can't post in it until somebody changes that. */
  | { type: 'gone'; why: GoneReason };

/** A channel that could not be notified of a change so far. */
export type UnreachedWatch = Pick<Watch, 'teamId' | 'channelId' | 'createdBy' | 'flow'>;

/** A watch whose changes are to be told, and the organisations whose people may see them. */
export type WatchToTell = UnreachedWatch & Pick<Watch, 'everyMs'> & { consented: readonly string[] };

/** What brings notices to people. Each function rejects where that failed, and is called again later. */
export interface Notifier {
  /**
   * Asks the creators of those watches of one channel whose changes people of another organisation would see, and who have not
   * decided on that.
   *
   * @returns those watches, which wait for an answer.
   */
  askFirst<Watched extends WatchToTell>(watches: readonly Watched[]): Promise<Watched[]>;
  /** @param posted called once the message is there and its files are not. */
  deliver(notice: ChangeNotice | DigestNotice, posted: (ts: string) => Promise<void>): Promise<DeliveryOutcome>;
  /** @returns false where no channel was chosen for the operators: nobody was told. */
  notifyOps(notice: OpsNotice): Promise<boolean>;
  /** In the channel; and each creator of a watch directly, of what is a fault of the flow. */
  notifySight(notice: SightNotice): Promise<{ type: 'delivered' } | Extract<DeliveryOutcome, { type: 'gone' }>>;
  /** In the channel: its watch on the flow has paused, since there is no such flow. */
  notifyFlowGone(watch: Watch): Promise<void>;
  /** Once for each watch that paused by itself. */
  notifyCreator(watch: Watch, why: GoneReason | Extract<GoneWhy, 'flow-gone'>): Promise<void>;
  /** Who made the watch: its channel could not be notified for a while, and it is tried again. @param error of the last try. */
  notifyUnreached(watch: UnreachedWatch, error: unknown): Promise<void>;
}
