import type { FlowVersionRecords } from '../flows/fetch/flow-versions.ts';
import { flowKey } from '../flows/ids/flow-key.ts';
import type { Log } from '../log.ts';
import { type RetryDelays, retryDelayMs } from '../retry.ts';
import { decide } from './decide.ts';
import type { ChangeNotice, DeliveryOutcome, DigestEntry, DigestNotice, Notifier } from './notice.ts';
import { notifyGone } from './notify-gone.ts';
import type {
  ChannelNotifyPreferences,
  DueNotification,
  Notifications,
  NotifyPreferences,
  StartedNotification,
  Watches,
} from './records.ts';

export interface NotifyChannelsParts {
  notifications: Notifications;
  versions: Pick<FlowVersionRecords, 'ofTeam'>;
  watches: Pick<Watches, 'pauseChannel' | 'pauseShared'>;
  preferences: Pick<NotifyPreferences, 'get'>;
  notifier: Pick<Notifier, 'askFirst' | 'deliver' | 'notifyCreator' | 'notifyUnreached'>;
  log: Pick<Log, 'warn'>;
  /** Files that one digest is made of, together: all of them are in memory. What is more makes another message; bytes. */
  maxDigestBytes?: number;
}

const MAX_DIGEST_BYTES = 24 * 1024 * 1024;

/** A notification that is to be sent now. */
interface Ready {
  due: DueNotification;
  notification: StartedNotification;
  isAgain: boolean;
  /** Of the files that it is about. */
  bytes: number;
}

/** Versions that are looked at to know whether a flow flaps: more than an hour of polls and of people can bring. */
const LOOKED_AT = 100;
/** After a message that failed: 30 s, a minute, … a quarter of an hour. */
const RETRY_DELAYS: RetryDelays = { firstDelayMs: 30_000, maxDelayMs: 15 * 60_000 };
/** After so many attempts at a message, some 16 minutes, who made the watch is notified once. */
const UNREACHED_AFTER = 6;

/**
 * Notifies each channel of what is due by now. It is written down before (`begin`) and after (`notified`), one
 * statement each: only where a process dies between these two does the next one deliver the same notice again, with the
 * same ID and `isAgain`, by which Slack can be searched for it.
 *
 * @returns a function that resolves once nothing is due, or `isStopped` says so. It rejects where the database fails.
 */
export function createNotifyChannels(parts: NotifyChannelsParts): (isStopped: () => boolean) => Promise<void> {
  const { notifications, versions, watches, preferences, notifier, log, maxDigestBytes = MAX_DIGEST_BYTES } = parts;

  /** The notification, or undefined: it waits, or there is nothing. */
  async function readyOf(due: DueNotification, { mode }: ChannelNotifyPreferences): Promise<Ready | undefined> {
    if (due.started !== undefined) return { due, notification: due.started, isAgain: true, bytes: 0 };
    const known = (await versions.ofTeam(due.teamId).list(due.flow, LOOKED_AT)).reverse();
    const decision = decide({ ...due, mode, versions: known });
    if (decision.type === 'wait') await notifications.postpone(due, decision.until);
    if (decision.type === 'skip') await notifications.skip(due, decision.upTo);
    if (decision.type === 'nothing') await notifications.skip(due, due.notifiedVersion);
    if (decision.type !== 'notify') return undefined;
    const { upTo, changes, isFlapping, digestAt } = decision;
    const channel = `${due.teamId}/${due.channelId}`;
    const id =
      digestAt === undefined
        ? `change/${channel}/${flowKey(due.flow)}/${due.notifiedVersion}-${upTo}`
        : `digest/${channel}/${digestAt}`;
    const notification = { id, upTo, changes, isFlapping, isDigest: digestAt !== undefined };
    const files = known.filter(({ version }) => version === upTo || version === due.notifiedVersion);
    return { due, notification, isAgain: false, bytes: files.reduce((sum, { file }) => sum + file.bytes, 0) };
  }

  /** Makes several of a digest whose files are too large together. */
  function createSplitDigests(): (ready: Ready) => Ready {
    let part = 1;
    let inPart = 0;
    return (ready) => {
      const { notification, isAgain, bytes } = ready;
      if (!notification.isDigest || isAgain) return ready;
      if (inPart > 0 && inPart + bytes > maxDigestBytes) {
        part += 1;
        inPart = 0;
      }
      inPart += bytes;
      return part === 1 ? ready : { ...ready, notification: { ...notification, id: `${notification.id}-${part}` } };
    };
  }

  async function entryOf({ due, notification }: Ready): Promise<DigestEntry | undefined> {
    const ofTeam = versions.ofTeam(due.teamId);
    const after = await ofTeam.get(due.flow, notification.upTo);
    const before = await ofTeam.get(due.flow, due.notifiedVersion);
    if (before === undefined || after === undefined) return undefined;
    return { flow: due.flow, before, after, changes: notification.changes };
  }

  async function noticeOf(
    first: Ready,
    entries: DigestEntry[],
    { mode, useThread, broadcast, filesIn }: ChannelNotifyPreferences,
  ): Promise<ChangeNotice | DigestNotice | undefined> {
    const { due, notification, isAgain } = first;
    const { teamId, channelId, threadTs } = due;
    const { id, postedTs } = notification;
    const about = { id, isAgain, postedTs, filesIn, teamId, channelId };
    if (notification.isDigest) return { type: 'digest', ...about, period: mode === 'weekly' ? 'week' : 'day', entries };
    const [entry] = entries;
    if (entry === undefined) return undefined;
    return {
      type: 'change',
      ...about,
      ...entry,
      isFlapping: notification.isFlapping,
      threadTs: useThread ? threadTs : undefined,
      broadcast: useThread && broadcast,
    };
  }

  /** Nobody is left in the dark where Slack keeps refusing a channel's messages. */
  async function tellUnreached(group: readonly Ready[], error: unknown): Promise<void> {
    const told = new Set<string>();
    for (const { due } of group) {
      if (due.tries + 1 !== UNREACHED_AFTER || told.has(due.createdBy)) continue;
      told.add(due.createdBy);
      await notifier
        .notifyUnreached(due, error)
        .catch((lost: unknown) =>
          log.warn({ err: lost }, 'Could not notify the creator of a watch that its channel is not reached'),
        );
    }
  }

  /** One message: a change, or a digest of several. @returns false where the channel is gone. */
  async function notifyGroup(group: readonly Ready[], preference: ChannelNotifyPreferences): Promise<boolean> {
    const begun: Ready[] = [];
    const entries: DigestEntry[] = [];
    for (const ready of group) {
      if (!(await notifications.begin(ready.due, ready.notification))) continue;
      const entry = await entryOf(ready);
      if (entry === undefined) await notifications.skip(ready.due, ready.notification.upTo);
      else {
        begun.push(ready);
        entries.push(entry);
      }
    }
    const [first] = begun;
    const notice =
      first && (await noticeOf({ ...first, isAgain: begun.some((one) => one.isAgain) }, entries, preference));
    if (notice === undefined) return true;
    let postedTs = notice.postedTs;
    /** So that no crash from here on posts it again. */
    async function posted(ts: string): Promise<void> {
      postedTs = ts;
      await Promise.all(begun.map(({ due, notification }) => notifications.posted(due, notification, ts)));
    }
    let outcome: DeliveryOutcome;
    try {
      outcome = await notifier.deliver(notice, posted);
    } catch (error) {
      log.warn({ err: error, notice: notice.id }, 'Could not notify a channel of a change; it is tried again');
      for (const { due } of begun) await notifications.failed(due, retryDelayMs(RETRY_DELAYS, due.tries + 1));
      await tellUnreached(begun, error);
      return true;
    }
    if (outcome.type === 'gone') {
      await notifyGone({ notifier, log }, await watches.pauseChannel(notice.teamId, notice.channelId), outcome.why);
      return false;
    }
    for (const { due, notification } of begun) {
      await notifications.notified(due, { ...notification, postedTs }, outcome.ts);
    }
    return true;
  }

  /** Those of one channel that may be told: of the others, who made them is asked first. */
  async function allowedOf(due: readonly DueNotification[]): Promise<readonly DueNotification[]> {
    let asked: readonly DueNotification[];
    try {
      asked = await notifier.askFirst(due);
    } catch (error) {
      log.warn({ err: error }, 'Could not look up who sees a channel; its notifications are tried again');
      for (const one of due) await notifications.failed(one, retryDelayMs(RETRY_DELAYS, one.tries + 1));
      return [];
    }
    for (const one of asked) await watches.pauseShared(one);
    return due.filter((one) => !asked.includes(one));
  }

  async function notifyChannel(claimed: readonly DueNotification[], teamId: string, channelId: string): Promise<void> {
    const due = await allowedOf(claimed);
    const preference = await preferences.get(teamId, channelId);
    const groups = new Map<string, Ready[]>();
    const split = createSplitDigests();
    for (const one of due) {
      const found = await readyOf(one, preference);
      if (found === undefined) continue;
      const ready = split(found);
      const group = groups.get(ready.notification.id);
      if (group === undefined) groups.set(ready.notification.id, [ready]);
      else group.push(ready);
    }
    for (const group of groups.values()) if (!(await notifyGroup(group, preference))) return;
  }

  return async (isStopped) => {
    while (!isStopped()) {
      const due = await notifications.claim();
      const [first] = due;
      if (first === undefined) return;
      await notifyChannel(due, first.teamId, first.channelId);
    }
  };
}
