import type { webApi } from '@slack/bolt';
import { translateIn } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import type { DeliveredTo, Delivery } from '../../../requests/delivery.ts';
import type { FlowRef } from '../../../requests/request.ts';
import type { Message } from '../../messages/message.ts';
import type { SharedWith } from '../../messages/result/result.ts';
import { resultMessage } from '../../messages/result/result-message.ts';
import { severalResultMessage } from '../../messages/result/several-results.ts';
import type { CheckResults } from '../check-results.ts';
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
  checkResults: CheckResults;
  /** How to name where a flow lies. */
  spaceOf: (flow: FlowRef) => string | undefined;
  log: Log;
}

/** Delivers flows as one message with all their files. */
export function createDelivery({
  clientFor,
  shareFilesBy,
  makers,
  checkResults,
  spaceOf,
  log,
}: DeliveryParts): Delivery {
  return {
    async deliver(request, flows, beginShare) {
      const { conversation, userId, teamId, about, botUserId, language } = request;
      const t = translateIn(language);
      const { results: unchecked, all } = resultsOf(request, flows, spaceOf);
      const [files, checks] = await Promise.all([makeFiles(makers, t, unchecked, log), checkResults(t, flows)]);
      const results = unchecked.map((result, index) => ({ ...result, checks: checks[index] }));
      const messageFor = (to: DeliveredTo): Message => {
        const shared: SharedWith = { requesterId: userId, to, about, botUserId };
        const [only] = results;
        if (only !== undefined && results.length === 1) return resultMessage(t, only, shared);
        return severalResultMessage(t, results, all, shared);
      };
      const client = await clientFor(teamId);
      const deliver = createDeliver(client, shareFilesBy(client));
      return deliver({ conversation, userId }, files, { messageFor, beginShare });
    },

    async wasShared(teamId, { channelId, fileIds }) {
      const { find } = shareFilesBy(await clientFor(teamId));
      return (await find(channelId, fileIds)) !== undefined;
    },
  };
}
