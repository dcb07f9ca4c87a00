import type { Log } from '../log.ts';
import { decideSight, scopeOf } from './decide-sight.ts';
import type { Notifier } from './notice.ts';
import { notifyGone } from './notify-gone.ts';
import type { ChannelSights, Sights, Watches } from './records.ts';

export interface NotifySightsParts {
  sights: Sights;
  watches: Pick<Watches, 'pauseChannel'>;
  notifier: Pick<Notifier, 'notifySight' | 'notifyCreator'>;
  log: Pick<Log, 'warn'>;
}

/** After a message that failed; milliseconds. */
const RETRY_AFTER_MS = 5 * 60_000;
/** Where there is nothing to do, although it seemed so. */
const IDLE_MS = 60_000;

/**
 * Notifies each channel of watched flows that can't be looked at any more, and of those that can again: once each. What the
 * channel knows is written down right after the message.
 *
 * @returns a function that resolves once nothing is due, or `isStopped` says so. It rejects where the database fails.
 */
export function createNotifySights(parts: NotifySightsParts): (isStopped: () => boolean) => Promise<void> {
  const { sights, watches, notifier, log } = parts;

  async function notifyChannel(channel: ChannelSights): Promise<void> {
    const { teamId, channelId, now } = channel;
    const decision = decideSight(channel);
    if (decision.type === 'nothing') return sights.release(channel, IDLE_MS);
    if (decision.type === 'wait') return sights.release(channel, decision.until - now);
    const { blind, seen, covered } = decision;
    if (blind.length + seen.length > 0) {
      let outcome: Awaited<ReturnType<Notifier['notifySight']>>;
      try {
        outcome = await notifier.notifySight({ teamId, channelId, blind, seen });
      } catch (error) {
        log.warn(
          { err: error, teamId, channelId },
          'Could not notify a channel of flows out of sight; tried again later',
        );
        return sights.release(channel, RETRY_AFTER_MS);
      }
      if (outcome.type === 'gone') {
        await notifyGone({ notifier, log }, await watches.pauseChannel(teamId, channelId), outcome.why);
      }
    }
    await sights.told(channel, {
      blind: [...blind, ...covered].map((sight) => ({ flow: sight.flow, scope: scopeOf(sight) })),
      isLoud: blind.length > 0,
      seen: seen.map(({ flow }) => flow),
    });
  }

  return async (isStopped) => {
    while (!isStopped()) {
      const channel = await sights.claim();
      if (channel === undefined) return;
      await notifyChannel(channel);
    }
  };
}
