import type { webApi } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { OpsChannels, OpsStates, Watches } from '../../notify/records.ts';
import { groupsReadAgainMessage, unreadGroupsMessage } from '../messages/groups.ts';
import type { UnreadGroup } from '../workspaces/facts/groups.ts';
import type { TextsFor } from '../workspaces/languages.ts';
import type { OpsChannel } from './notifier.ts';
import { postOnce } from './post-once.ts';
import { createTextsForChannel } from './texts-for-channel.ts';

export type GroupProblem = 'groups-unread';

export interface GroupNoticesParts {
  /** By workspace. */
  states: OpsStates<GroupProblem>;
  opsChannels: Pick<OpsChannels, 'of'>;
  /** Of the settings. */
  opsChannel: OpsChannel | undefined;
  watches: Pick<Watches, 'ofChannel'>;
  textsFor: TextsFor;
  /** Nobody waits for what it posts. */
  clientFor: (teamId: string) => Promise<webApi.WebClient>;
  log: Pick<Log, 'warn'>;
}

/** Over is what no process has met for so long: each asks once a minute. Milliseconds. */
const QUIET_MS = 3 * 60_000;
const PROBLEM: GroupProblem = 'groups-unread';

/**
 * Notifies the operators once that Slack does not say who is in a group that the access rules name, and once that it does again.
 *
 * @returns what is told of each reading; never rejects.
 */
export function createGroupNotices(parts: GroupNoticesParts) {
  const { states, opsChannels, opsChannel, clientFor, log } = parts;
  const textsForChannel = createTextsForChannel(parts);

  /**
   * To the workspace's own channel, and to that of the settings.
   *
   * @returns whether there is one; rejects where none of them could be notified.
   */
  async function post(teamId: string, unread: readonly UnreadGroup[]): Promise<boolean> {
    const chosen = await opsChannels.of(teamId);
    const channels = [
      ...(chosen === undefined ? [] : [{ teamId, channelId: chosen }]),
      ...(opsChannel === undefined || opsChannel.channelId === chosen ? [] : [opsChannel]),
    ];
    const outcomes = await Promise.allSettled(
      channels.map(async (channel) => {
        const t = await textsForChannel(channel);
        const message = unread.length === 0 ? groupsReadAgainMessage(t) : unreadGroupsMessage(t, unread);
        await postOnce({ client: await clientFor(channel.teamId), log }, channel.channelId, message);
      }),
    );
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of failed) log.warn({ err: reason, teamId }, 'Could not notify a channel of the operators');
    if (failed.length > 0 && failed.length === channels.length) throw failed[0]?.reason;
    return channels.length > 0;
  }

  async function tell(teamId: string, unread: readonly UnreadGroup[]): Promise<void> {
    if (unread.length === 0) {
      const over = await states.settle(teamId, [PROBLEM], QUIET_MS);
      if (over.length > 0) await post(teamId, []);
      return;
    }
    if (!(await states.raise(teamId, PROBLEM))) return;
    // Whoever chooses a channel later is told by the next reading.
    const isTold = await post(teamId, unread).catch(async (error: unknown) => {
      await states.withdraw(teamId, PROBLEM);
      throw error;
    });
    if (!isTold) await states.withdraw(teamId, PROBLEM);
  }

  return (teamId: string, unread: readonly UnreadGroup[]): Promise<void> =>
    tell(teamId, unread).catch((error: unknown) =>
      log.warn({ err: error, teamId }, 'Could not notify the operators of groups that the access rules name'),
    );
}
