import type { webApi } from '@slack/bolt';
import type { Clock } from '../../../clock.ts';
import { translateIn } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import type { BeginShare, DeliveredTo, Delivery } from '../../../requests/delivery.ts';
import type { Display, DisplayPreferences } from '../../../requests/display.ts';
import type { FlowRef, FlowRequest } from '../../../requests/request.ts';
import type { Message } from '../../messages/message.ts';
import { withMissingPictures } from '../../messages/picture.ts';
import type { SharedWith } from '../../messages/result/result.ts';
import { resultMessage } from '../../messages/result/result-message.ts';
import { severalResultMessage } from '../../messages/result/several-results.ts';
import type { CheckResults } from '../check-results.ts';
import { createDeliver } from '../deliver.ts';
import { type FileMaker, makeFiles } from '../file-maker.ts';
import type { DrawPictures } from '../pictures/draw-pictures.ts';
import { inTime } from '../pictures/in-time.ts';
import { endIfNotShared, type PlanLate } from '../pictures/late-plan.ts';
import { flowOrders } from '../pictures/picture-order.ts';
import { MAX_FILES, placePictures, sortDrawings } from '../pictures/plan-share.ts';
import type { ShareLater } from '../pictures/share-later.ts';
import type { ShareFiles } from '../share-files.ts';
import type { ShareGuard } from '../share-guard.ts';
import { resultsOf } from './results.ts';

export interface DeliveryParts {
  /** The client of the workspace that a request came from. */
  clientFor: (teamId: string) => Promise<webApi.WebClient>;
  shareFilesBy: (client: webApi.WebClient) => ShareFiles;
  /** What is shared of each flow beside its picture. */
  makers: readonly FileMaker[];
  checkResults: CheckResults;
  guard: Pick<ShareGuard, 'passFlows'>;
  drawPictures: Pick<DrawPictures, 'isOn' | 'flows' | 'isCold' | 'warmUp'>;
  shareLater: Pick<ShareLater, 'add'>;
  planLate: PlanLate;
  displays: Pick<DisplayPreferences, 'of'>;
  /** How to name where a flow lies. */
  spaceOf: (flow: FlowRef) => string | undefined;
  clock: Clock;
  log: Log;
}

/** So long a picture may keep a JSON waiting that is there; milliseconds. */
const PATIENCE_MS = 1500;
/** Where nothing but the picture is wanted: a drawing takes ten seconds at most, and may have to wait for another. */
const ALONE_PATIENCE_MS = 25_000;

/** Delivers flows as one message with all their files. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const {
    clientFor,
    shareFilesBy,
    makers,
    checkResults,
    guard,
    drawPictures,
    shareLater,
    planLate,
    displays,
    spaceOf,
    clock,
    log,
  } = parts;

  async function displayOf({ display, teamId, conversation }: FlowRequest): Promise<Display> {
    if (display !== undefined) return display;
    try {
      const { channel, workspace } = await displays.of(teamId, conversation?.channelId);
      return channel ?? workspace;
    } catch (error) {
      log.warn({ err: error, teamId }, 'Could not look up what is to be shared of a flow');
      return 'both';
    }
  }

  return {
    get isCold() {
      return drawPictures.isCold;
    },

    async expect(request) {
      if ((await displayOf(request)) !== 'json') drawPictures.warmUp();
    },

    async deliver(request, fetched, beginShare, thereAt) {
      const { conversation, userId, teamId, about, botUserId, language } = request;
      const t = translateIn(language);
      const client = await clientFor(teamId);
      // First: nothing is made of a file that may not be shown as it is.
      const [flows, display] = await Promise.all([guard.passFlows(client, request, fetched), displayOf(request)]);
      const { results: unchecked, all } = resultsOf(request, flows, spaceOf);
      const most = unchecked.length > 1 ? 1 : display === 'picture' ? MAX_FILES : MAX_FILES - 1;
      // Where none is drawn at all, only who asks for one is told so.
      const wantsPicture = display === 'picture' || (display === 'both' && drawPictures.isOn);
      const drawings = !wantsPicture ? [] : drawPictures.flows(t, teamId, unchecked, most);
      const leftMs = Math.max(0, thereAt + PATIENCE_MS - clock.monotonicMs());
      const patienceMs = display === 'picture' ? ALONE_PATIENCE_MS : leftMs;
      const [drawn, checks] = await Promise.all([inTime(drawings, patienceMs, clock), checkResults(t, flows)]);
      const results = unchecked.map((result, index) => ({ ...result, checks: checks[index] }));
      const { withJson, ready, drawing, missing } = sortDrawings(display, results, drawings, drawn);
      const made = await makeFiles(makers, t, withJson, log);
      const { beside, follow } = placePictures(ready, made.length);
      const isPictureOnly = made.length === 0;
      // In the order in which they will be shared.
      const orders = flowOrders(unchecked, most);
      const isLate = (place: number) => drawing.some((one) => one === drawings[place]);
      const plan = planLate(t, teamId, [
        ...orders.filter((_, place) => follow.some((one) => one === drawn[place])),
        ...orders.filter((_, place) => isLate(place)),
      ]);

      const messageFor = (to: DeliveredTo): Message => {
        const shared: SharedWith = { requesterId: userId, to, about, botUserId, isPictureOnly };
        const [only] = results;
        const message =
          only !== undefined && results.length === 1
            ? resultMessage(t, only, shared)
            : severalResultMessage(t, results, all, shared);
        return withMissingPictures(t, message, missing, results.length);
      };
      let channelId = '';
      const threadIn = ({ kind }: DeliveredTo) => (kind === 'conversation' ? conversation?.threadTs : undefined);
      const begin: BeginShare = async (share) => {
        channelId = share.channelId;
        await plan.begin({ channelId, threadTs: threadIn(share.to) }, share.fileIds[0] ?? '');
        await beginShare({ ...share, ...(isPictureOnly ? { isPictureOnly } : {}) });
      };
      const deliver = createDeliver(client, shareFilesBy(client));
      const files = [...beside, ...made];
      const delivering = deliver({ conversation, userId }, files, { messageFor, beginShare: begin });
      const delivered = await endIfNotShared(plan, delivering);
      const threadTs = threadIn(delivered.to);
      shareLater.add({
        client,
        t,
        at: { channelId, threadTs },
        fileId: delivered.fileIds[0],
        drawn: follow,
        drawing,
        plan,
      });
      return isPictureOnly ? { ...delivered, isPictureOnly } : delivered;
    },

    async wasShared(teamId, { channelId, fileIds }) {
      const { find } = shareFilesBy(await clientFor(teamId));
      return (await find(channelId, fileIds)) !== undefined;
    },
  };
}
