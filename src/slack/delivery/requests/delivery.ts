import type { webApi } from '@slack/bolt';
import { translateIn } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import type { DeliveredTo, Delivery } from '../../../requests/delivery.ts';
import type { FlowRef } from '../../../requests/request.ts';
import type { Message } from '../../messages/message.ts';
import type { SharedWith } from '../../messages/result/result.ts';
import { resultMessage } from '../../messages/result/result-message.ts';
import { severalResultMessage } from '../../messages/result/several-results.ts';
import { createDeliver } from '../deliver.ts';
import { type FileMaker, makeFiles } from '../file-maker.ts';
import type { ShareFiles } from '../share-files.ts';
import { resultsOf } from './results.ts';

export interface DeliveryParts {
  /** The client of the workspace that a request came from. */
  clientFor: (teamId: string) => Promise<webApi.WebClient>;
  shareFilesBy: (client: webApi.WebClient) => ShareFiles;
  /** What is shared of each flow. */
  makers: readonly FileMaker[];
  /** How to name where a flow lies. */
  spaceOf: (flow: FlowRef) => string | undefined;
  log: Log;
}

/** Delivers flows as one message with all their files. */
export function createDelivery({ clientFor, shareFilesBy, makers, spaceOf, log }: DeliveryParts): Delivery {
  return {
    async deliver(request, flows, beginShare) {
      const { conversation, userId, teamId, about, botUserId, language } = request;
      const t = translateIn(language);
      const { results, all } = resultsOf(request, flows, spaceOf);
      const messageFor = (to: DeliveredTo): Message => {
        const shared: SharedWith = { requesterId: userId, to, about, botUserId };
        const [only] = results;
        if (only !== undefined && results.length === 1) return resultMessage(t, only, shared);
        return severalResultMessage(t, results, all, shared);
      };
      const client = await clientFor(teamId);
      const deliver = createDeliver(client, shareFilesBy(client));
      const files = await makeFiles(makers, t, results, log);
      return deliver({ conversation, userId }, files, { messageFor, beginShare });
    },

    async wasShared(teamId, { channelId, fileIds }) {
      const { find } = shareFilesBy(await clientFor(teamId));
      return (await find(channelId, fileIds)) !== undefined;
    },
  };
}
