import { isDirectMessage } from '../../access/direct-message.ts';
import type { FlowRef } from '../../cams/types.ts';
import type { FlowChange } from '../../flows/change/flow-change.ts';
import type { FlowWork } from '../../flows/work/flow-work.ts';
import type { Translate } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import type { ChangeNotice, DigestNotice, GoneReason, Notifier, OpsNotice, WatchToTell } from '../../notify/notice.ts';
import type { OpsChannels, Watches } from '../../notify/records.ts';
import type { Refusal } from '../../requests/delivery.ts';
import { type HeldQuestions, heldWatchOf } from '../../requests/held-questions.ts';
import type { Organisation } from '../../requests/hold.ts';
import { changeMessage, digestMessage } from '../messages/change.ts';
import { watchSharedMessage } from '../messages/held.ts';
import { type Message, paragraphs } from '../messages/message.ts';
import { withNewFaults } from '../messages/new-faults.ts';
import { flowGoneMessage, opsMessage, pausedMessage, unreachedMessage } from '../messages/ops.ts';
import { withMissingPictures } from '../messages/picture.ts';
import { sightMessage } from '../messages/sight.ts';
import { toWatchValue } from '../payloads/watch-value.ts';
import type { Clients } from '../workspaces/clients.ts';
import type { TextsFor } from '../workspaces/languages.ts';
import { buttonBlocks } from './beside-file.ts';
import { type ComparedStep, changeFiles, digestFile, filesOf } from './change-files.ts';
import type { DeliveryError } from './delivery-error.ts';
import { faultOfPoll, toFault } from './fault.ts';
import { findNewFaults } from './find-new-faults.ts';
import { maskNotice, withoutFiles } from './masked-notice.ts';
import type { NotifiedFiles } from './notified-files.ts';
import type { ChangePictures, DrawChangePictures } from './pictures/change-pictures.ts';
import type { LatePlan, PlanLate } from './pictures/late-plan.ts';
import type { ShareLater } from './pictures/share-later.ts';
import { mayPass, type Notification, postNotification } from './post-notification.ts';
import { postOnce } from './post-once.ts';
import { marked } from './posted-message.ts';
import { refusalBy } from './refusal.ts';
import type { ShareFiles } from './share-files.ts';
import type { ShareGuard } from './share-guard.ts';
import { creatorsOf, sightOf } from './sight-of.ts';
import { toDeliveryError } from './slack-error.ts';
import { createTextsForChannel } from './texts-for-channel.ts';

type Client = Awaited<ReturnType<Clients['clientFor']>>;

/** A channel of the operators. The team is empty where there is but one workspace. */
export interface OpsChannel {
  teamId: string;
  channelId: string;
}

export interface NotifierParts {
  clientFor: Clients['clientFor'];
  shareFilesBy: (client: Client) => Pick<ShareFiles, 'share'>;
  notifiedFilesBy: (client: Client) => NotifiedFiles;
  textsFor: TextsFor;
  compare: FlowWork['compare'];
  checkJson: FlowWork['check'];
  guard: Pick<ShareGuard, 'secretsIn' | 'mask' | 'organisations'>;
  heldQuestions: Pick<HeldQuestions, 'keep'>;
  watches: Pick<Watches, 'ofChannel' | 'countOf'>;
  opsChannels: Pick<OpsChannels, 'all'>;
  /** By the settings. */
  opsChannel: OpsChannel | undefined;
  /** Whether a workspace may see an account: trouble with another one is not told there. */
  maySee: (teamId: string, account: string) => Promise<boolean>;
  /** The name of a flow's space; undefined where that goes without saying. */
  spaceOf: (flow: FlowRef) => string | undefined;
  drawChangePictures: DrawChangePictures;
  shareLater: Pick<ShareLater, 'add'>;
  planLate: PlanLate;
  log: Pick<Log, 'warn'>;
}

/** A watch pauses where nothing will arrive until somebody changes something; what keeps files or replies away alone is none of it. */
const GONE_OF_REFUSAL: Readonly<Record<Refusal, GoneReason | 'not-gone'>> = {
  private: 'removed',
  'cannot-join': 'removed',
  'not-found': 'removed',
  archived: 'archived',
  restricted: 'restricted',
  'threads-only': 'threads-only',
  'no-replies': 'not-gone',
  connect: 'not-gone',
  // It is lifted one day, and what changed until then is told then.
  suspended: 'not-gone',
};
/** Of a direct message: the person is deactivated, or no longer to be seen. */
const PERSON_GONE = new Set(['user_disabled', 'user_not_found', 'user_not_visible', 'cannot_dm_bot']);

function goneBy(error: DeliveryError): GoneReason | undefined {
  if (PERSON_GONE.has(error.code ?? '')) return 'removed';
  const refusal = refusalBy(error);
  const gone = refusal === undefined ? 'not-gone' : GONE_OF_REFUSAL[refusal];
  return gone === 'not-gone' ? undefined : gone;
}

const faultOf = ({ failure }: OpsNotice) => (failure === undefined ? undefined : faultOfPoll(failure));

/** Less than the lease of a notification, also at sixty times the pace: two processes would post it. Milliseconds. */
const PICTURE_PATIENCE_MS = 1500;

async function changeNotification(
  t: Translate,
  notice: ChangeNotice,
  compare: FlowWork['compare'],
): Promise<Notification> {
  const { flow, before, after, threadTs, broadcast } = notice;
  const value = toWatchValue(flow, before.version, after.version);
  const values = { diff: value, previous: value, mute: value, unwatch: value };
  const { change, diff } = await compare(filesOf({ before, after }));
  const message = changeMessage(t, notice, change, values);
  const files = changeFiles({ before, after, diff });
  return { id: notice.id, message, files, filesMessage: paragraphs(t('change.files')), threadTs, broadcast };
}

async function digestNotification(
  t: Translate,
  { id, period, entries }: DigestNotice,
  compare: FlowWork['compare'],
): Promise<Notification> {
  const compared: (DigestNotice['entries'][number] & ComparedStep & { change: FlowChange })[] = [];
  // One after the other: together they could be more than fits into memory.
  for (const entry of entries) compared.push({ ...entry, ...(await compare(filesOf(entry))) });
  const message = digestMessage(t, { period, entries: compared });
  // The digest's time, which ends its ID, is another one each time; a file's name holds no slash.
  const name = `changes-${id.split('/').at(-1)}`;
  // Where only names and statuses differ there is no diff: the message's own list goes as a file.
  const list = {
    filename: `${name}.txt`,
    title: `${name}.txt`,
    content: `${message.text}\n`,
    snippetType: 'text' as const,
  };
  const files = [digestFile(compared, name) ?? list];
  const filesMessage = paragraphs(t('change.digestFiles'));
  return { id, message, files, filesMessage, threadTs: undefined, broadcast: false };
}

/** Posts the watcher's notifications in Slack: a message, with its files in its thread or in itself. */
export function createNotifier(parts: NotifierParts): Notifier {
  const { clientFor, shareFilesBy, notifiedFilesBy, textsFor, compare, watches, opsChannels, opsChannel } = parts;
  const { maySee, spaceOf, drawChangePictures, shareLater, planLate, log } = parts;

  const textsForChannel = createTextsForChannel(parts);

  async function tsOf(client: Client, [first = '']: readonly string[], channelId: string) {
    try {
      return await notifiedFilesBy(client).tsOf(first, channelId);
    } catch (error) {
      log.warn({ err: error }, 'Could not find the message of a notification');
      return undefined;
    }
  }

  /** In the thread: the channel has no requester whose private reply they could stand in. */
  async function postButtons(
    client: Client,
    channelId: string,
    threadTs: string,
    { t, message }: { t: Translate; message: Message },
  ): Promise<void> {
    const buttons = buttonBlocks(message);
    if (buttons.length === 0) return;
    const { text, blocks } = paragraphs(t('delivered.buttonsHere'));
    await client.chat
      .postMessage({ channel: channelId, thread_ts: threadTs, text, blocks: [...blocks, ...buttons] })
      .catch((error: unknown) => log.warn({ err: error }, 'Could not post the buttons of a notification'));
  }

  /** What changed is seen first: its picture stands before the files. What is not there soon follows in the thread. */
  async function withPictures(
    t: Translate,
    notice: ChangeNotice | DigestNotice,
    notification: Notification,
  ): Promise<{ notification: Notification } & Pick<ChangePictures, 'drawing' | 'orders'>> {
    if (notice.type !== 'change') return { notification, drawing: [], orders: [] };
    const { files, missing, drawing, orders } = await drawChangePictures(t, notice, notice, PICTURE_PATIENCE_MS);
    // Beside the other files, wherever those are.
    const beside = notice.filesIn === 'message' ? 'message' : 'filesMessage';
    return {
      notification: {
        ...notification,
        [beside]: withMissingPictures(t, notification[beside], missing, 1),
        files: [...files, ...notification.files],
      },
      drawing,
      orders,
    };
  }

  async function share(
    client: Client,
    t: Translate,
    channelId: string,
    { message, files, threadTs, broadcast }: Notification,
    plan: LatePlan,
  ): Promise<string | undefined> {
    const begin = ([first = '']: string[]) => plan.begin({ channelId, threadTs }, first);
    const { fileIds, buttonsLeftOut } = await shareFilesBy(client).share(
      { channelId, threadTs },
      files,
      message,
      begin,
    );
    // It is shared: whatever goes wrong from here on is no reason to share it again.
    if (broadcast && threadTs !== undefined) {
      // Slack has no way to send a shared file from a thread to the channel as well: the text goes.
      await client.chat
        .postMessage({ channel: channelId, thread_ts: threadTs, reply_broadcast: true, text: message.text })
        .catch((error: unknown) => log.warn({ err: error }, 'Could not send a reply to the channel as well'));
    }
    const ts = await tsOf(client, fileIds, channelId);
    if (buttonsLeftOut && ts !== undefined) await postButtons(client, channelId, threadTs ?? ts, { t, message });
    return ts;
  }

  async function post({ teamId, channelId }: OpsChannel, message: Message): Promise<void> {
    const client = await clientFor(teamId);
    await postOnce({ client, log }, channelId, message);
  }

  /** Where operators learn of an account. */
  async function opsChannelsOf(account: string): Promise<OpsChannel[]> {
    const all = await opsChannels.all();
    const seen = await Promise.all(all.map(({ teamId }) => maySee(teamId, account)));
    const chosen = all.filter((_, index) => seen[index] === true);
    const isSet = chosen.some(({ channelId }) => channelId === opsChannel?.channelId);
    return opsChannel === undefined || isSet ? chosen : [opsChannel, ...chosen];
  }

  async function haveOperators(accounts: readonly { account: string }[]): Promise<boolean> {
    const channels = await Promise.all(accounts.map(({ account }) => opsChannelsOf(account)));
    return channels.every(({ length }) => length > 0);
  }

  /** Who can't be asked finds the watch paused, with the reason, in the lists of watches. */
  async function askCreator(watch: WatchToTell, organisations: readonly Organisation[]): Promise<void> {
    const { teamId, channelId, createdBy, flow, everyMs } = watch;
    try {
      const held = { flow, everyMs, organisations: organisations.map(({ id }) => id) };
      const question = await parts.heldQuestions.keep(heldWatchOf({ teamId, userId: createdBy, channelId }, held));
      const client = await clientFor(teamId);
      const t = await textsFor({ teamId, userId: createdBy });
      const shown = { channelId, flow: { flowId: flow.flowId, space: spaceOf(flow) }, organisations };
      await postOnce({ client, log }, createdBy, watchSharedMessage(t, shown, question));
    } catch (error) {
      log.warn({ err: error, userId: createdBy }, 'Could not ask the creator of a watch whether others may see it');
    }
  }

  return {
    async askFirst(due) {
      const [first] = due;
      if (first === undefined) return [];
      const organisations = await parts.guard.organisations(await clientFor(first.teamId), first.channelId);
      const asked = due.filter(({ consented }) => organisations.some(({ id }) => !consented.includes(id)));
      for (const watch of asked) await askCreator(watch, organisations);
      return asked;
    },

    async deliver(given, posted) {
      const { teamId, channelId, isAgain } = given;
      const client = await clientFor(teamId);
      const t = await textsForChannel(given);
      const { notice, secrets } = await maskNotice(parts.guard, given);
      const told = await (notice.type === 'change'
        ? changeNotification(t, notice, compare)
        : digestNotification(t, notice, compare));
      const faults = await findNewFaults(parts, t, notice);
      const whole = { ...told, message: marked(withNewFaults(t, told.message, faults), told.id) };
      const flows = notice.type === 'change' ? [notice.flow] : notice.entries.map(({ flow }) => flow);
      const shown = withoutFiles(t, whole, secrets, (flowId) => {
        const flow = flows.find((each) => each.flowId === flowId);
        return flow === undefined ? undefined : spaceOf(flow);
      });
      // Where the files are held back, so is what they would show.
      const { notification, drawing, orders } =
        secrets.length > 0 ? { notification: shown, drawing: [], orders: [] } : await withPictures(t, notice, shown);
      const plan = planLate(t, teamId, orders);
      try {
        // A picture may have been missing the first time, or be so now.
        const unique = shown.files[0]?.filename ?? '';
        const alreadyThere = isAgain ? await notifiedFilesBy(client).find(unique, channelId) : undefined;
        if (alreadyThere !== undefined) return { type: 'delivered', ts: notice.postedTs ?? alreadyThere };
        const postIt = () =>
          postNotification({ client, shareFiles: shareFilesBy(client), t, log }, notification, {
            channelId,
            postedTs: notice.postedTs,
            isAgain,
            posted,
            beginFiles: (at, [first = '']) => plan.begin(at, first),
          });
        const ts =
          notice.filesIn === 'message' && notice.postedTs === undefined
            ? await share(client, t, channelId, notification, plan).catch((error: unknown) => {
                const fault = toDeliveryError(error);
                if (mayPass(fault) || goneBy(fault) !== undefined) throw fault;
                // Words without their files are better than neither.
                log.warn({ err: error, channelId }, 'Slack did not take a notification with its files: its words go');
                return postIt();
              })
            : await postIt();
        const at = { channelId, threadTs: notification.threadTs ?? ts };
        shareLater.add({ client, t, at, fileId: undefined, drawn: [], drawing, plan });
        return { type: 'delivered', ts };
      } catch (error) {
        await plan.end();
        const fault = toDeliveryError(error);
        const why = goneBy(fault);
        if (why === undefined) throw fault;
        return { type: 'gone', why };
      }
    },

    async notifyOps(notice) {
      const channels = await opsChannelsOf(notice.account);
      const outcomes = await Promise.allSettled(
        channels.map(async (channel) => {
          // The channel of the settings has no workspace of its own where there is but one.
          const watched = notice.isOver ? 0 : await watches.countOf(notice.account, channel.teamId || undefined);
          await post(channel, opsMessage(await textsForChannel(channel), notice, watched, faultOf(notice)));
        }),
      );
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
      for (const { reason } of failed) log.warn({ err: reason }, 'Could not notify a channel of the operators');
      if (failed.length > 0 && failed.length === channels.length) throw failed[0]?.reason;
      return channels.length > 0;
    },

    async notifySight({ teamId, channelId, blind, seen }) {
      const client = await clientFor(teamId);
      const name = (flow: FlowRef) => ({ flowId: flow.flowId, space: spaceOf(flow) });
      const sight = sightOf({ blind, seen }, name);
      const t = await textsForChannel({ teamId, channelId });
      const known = { haveOperators: await haveOperators(sight.accounts) };
      const outcome = await postOnce(
        { client, log },
        channelId,
        sightMessage(t, { ...sight, ...known, channelId: isDirectMessage(channelId) ? 'direct' : 'here' }),
      ).then(
        () => ({ type: 'delivered' as const }),
        (error: unknown) => {
          const fault = toDeliveryError(error);
          const why = goneBy(fault);
          if (why === undefined) throw fault;
          return { type: 'gone' as const, why };
        },
      );
      // Where the channel is a direct message, who made the watch has read it.
      const creators = isDirectMessage(channelId) ? [] : creatorsOf({ blind, seen });
      for (const [userId, own] of creators) {
        try {
          const texts = await textsFor({ teamId, userId });
          await postOnce({ client, log }, userId, sightMessage(texts, { ...sightOf(own, name), ...known, channelId }));
        } catch (error) {
          log.warn({ err: error, userId }, 'Could not notify the creator of a watch that its flow is out of sight');
        }
      }
      return outcome;
    },

    async notifyFlowGone({ teamId, channelId, flow }) {
      if (isDirectMessage(channelId)) return;
      const t = await textsForChannel({ teamId, channelId });
      await post({ teamId, channelId }, flowGoneMessage(t, flow));
    },

    async notifyCreator(watch, why) {
      const { teamId, channelId, createdBy, flow } = watch;
      const client = await clientFor(teamId);
      const t = await textsFor({ teamId, userId: createdBy });
      // The ID of a person stands for the direct message with them.
      await postOnce(
        { client, log },
        createdBy,
        pausedMessage(t, { channelId, isDirect: isDirectMessage(channelId), flow, why }),
      );
    },

    async notifyUnreached({ teamId, channelId, createdBy, flow }, error) {
      const client = await clientFor(teamId);
      const t = await textsFor({ teamId, userId: createdBy });
      const fault = toFault(error);
      await postOnce({ client, log }, createdBy, unreachedMessage(t, { channelId, flow, fault }));
    },
  };
}
