import type { FlowVersions } from '../flows/fetch/flow-versions.ts';
import { flowKey } from '../flows/ids/flow-key.ts';
import type { Log } from '../log.ts';
import { type RetryDelays, retryDelayMs } from '../retry.ts';
import type { ChangeNotice, DigestEntry, DigestNotice, Notifier } from './notice.ts';
import { decide } from './quieting.ts';
import type {
  ChannelNotifyPreferences,
  DueNotification,
  Notifications,
  NotifyPreferences,
  StartedNotification,
  Watch,
  Watches,
} from './records.ts';

export interface NotifyDueParts {
  notifications: Notifications;
  versions: FlowVersions;
  watches: Pick<Watches, 'pauseChannel'>;
  preferences: Pick<NotifyPreferences, 'get'>;
  notifier: Pick<Notifier, 'deliver' | 'notifyCreator'>;
  log: Pick<Log, 'warn'>;
}

/** A notification that is to be told now. */
interface Ready {
  due: DueNotification;
  notification: StartedNotification;
  isAgain: boolean;
}

/** Versions that are looked at to tell whether a flow flaps: more than an hour of polls and of people can bring. */
const LOOKED_AT = 100;
/** After a message that failed: 30 s, a minute, … a quarter of an hour. */
const RETRY_DELAYS: RetryDelays = { firstDelayMs: 30_000, maxDelayMs: 15 * 60_000 };

/**
 * Tells each channel what it has to be told by now. What is told is written down before (`begin`) and after (`told`), one
 * statement each: only where a process dies between these two does the next one deliver the same notice again, with the
 * same ID and `isAgain`, by which Slack can be searched for it.
 *
 * @returns a function that resolves once nothing is due, or `isStopped` says so. It rejects where the database fails.
 */
export function createNotifyDue(parts: NotifyDueParts): (isStopped: () => boolean) => Promise<void> {
  const { notifications, versions, watches, preferences, notifier, log } = parts;

  /** What to tell of it, or undefined: it waits, or there is nothing. */
  async function readyOf(due: DueNotification, { mode }: ChannelNotifyPreferences): Promise<Ready | undefined> {
    if (due.started !== undefined) return { due, notification: due.started, isAgain: true };
    const known = (await versions.list(due.flow, LOOKED_AT)).reverse();
    const decision = decide({ ...due, mode, versions: known });
    if (decision.type === 'wait') await notifications.postpone(due, decision.until);
    if (decision.type === 'skip') await notifications.skip(due, decision.upTo);
    if (decision.type === 'nothing') await notifications.skip(due, due.notifiedVersion);
    if (decision.type !== 'tell') return undefined;
    const { upTo, changes, isFlapping, digestAt } = decision;
    const place = `${due.teamId}/${due.channelId}`;
    const id =
      digestAt === undefined
        ? `change/${place}/${flowKey(due.flow)}/${due.notifiedVersion}-${upTo}`
        : `digest/${place}/${digestAt}`;
    return { due, notification: { id, upTo, changes, isFlapping, isDigest: digestAt !== undefined }, isAgain: false };
  }

  async function entryOf({ due, notification }: Ready): Promise<DigestEntry | undefined> {
    const after = await versions.get(due.flow, notification.upTo);
    const before = await versions.get(due.flow, due.notifiedVersion);
    if (before === undefined || after === undefined) return undefined;
    return { flow: due.flow, before, after, changes: notification.changes };
  }

  async function noticeOf(
    first: Ready,
    entries: DigestEntry[],
    { mode, useThread, broadcast }: ChannelNotifyPreferences,
  ): Promise<ChangeNotice | DigestNotice | undefined> {
    const { due, notification, isAgain } = first;
    const { teamId, channelId, threadTs } = due;
    const place = { id: notification.id, isAgain, teamId, channelId };
    if (notification.isDigest) return { type: 'digest', ...place, period: mode === 'weekly' ? 'week' : 'day', entries };
    const [entry] = entries;
    if (entry === undefined) return undefined;
    return {
      type: 'change',
      ...place,
      ...entry,
      isFlapping: notification.isFlapping,
      threadTs: useThread ? threadTs : undefined,
      broadcast: useThread && broadcast,
    };
  }

  async function notifyGone(paused: readonly Watch[], why: 'archived' | 'removed'): Promise<void> {
    const told = new Set<string>();
    for (const watch of paused) {
      if (told.has(watch.createdBy)) continue;
      told.add(watch.createdBy);
      await notifier
        .notifyCreator(watch, why)
        .catch((error: unknown) =>
          log.warn({ err: error }, 'Could not tell who made a watch that its channel is gone'),
        );
    }
  }

  /** One message: a change, or a digest of several. @returns false where the channel is gone. */
  async function tell(group: readonly Ready[], preference: ChannelNotifyPreferences): Promise<boolean> {
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
    let outcome: Awaited<ReturnType<Notifier['deliver']>>;
    try {
      outcome = await notifier.deliver(notice);
    } catch (error) {
      log.warn({ err: error, notice: notice.id }, 'Could not tell a channel of a change; it is tried again');
      for (const { due } of begun) await notifications.failed(due, retryDelayMs(RETRY_DELAYS, due.tries + 1));
      return true;
    }
    if ('gone' in outcome) {
      await notifyGone(await watches.pauseChannel(notice.teamId, notice.channelId), outcome.gone);
      return false;
    }
    for (const { due, notification } of begun) await notifications.told(due, notification, outcome.ts);
    return true;
  }

  async function notifyChannel(due: readonly DueNotification[], teamId: string, channelId: string): Promise<void> {
    const preference = await preferences.get(teamId, channelId);
    const groups = new Map<string, Ready[]>();
    for (const one of due) {
      const ready = await readyOf(one, preference);
      if (ready === undefined) continue;
      const group = groups.get(ready.notification.id);
      if (group === undefined) groups.set(ready.notification.id, [ready]);
      else group.push(ready);
    }
    for (const group of groups.values()) if (!(await tell(group, preference))) return;
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
