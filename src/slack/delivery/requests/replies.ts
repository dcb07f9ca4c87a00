import type { webApi } from '@slack/bolt';
import { translateIn } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import type { Replies, Reply } from '../../../requests/replies.ts';
import type { FlowRef, ReplyTo } from '../../../requests/request.ts';
import { progressMessage, retryingMessage, startedMessage } from '../../messages/fetching.ts';
import type { NamedFlow } from '../../messages/flow-name.ts';
import { createPrivateLine } from '../private-line.ts';
import { respondBy } from '../response-url.ts';
import type { SlackFetch } from '../slack-fetch.ts';
import { createNotes, messagesOfNote, restOfNote } from './notes.ts';

export interface RepliesParts {
  clientFor: (teamId: string) => Promise<webApi.WebClient>;
  /** How to name where a flow lies. */
  spaceOf: (flow: FlowRef) => string | undefined;
  log: Log;
  fetch?: SlackFetch | undefined;
}

/** To the direct message. */
const DIRECTLY: ReplyTo = { replaces: false };

/** Replies to requests by private lines, in the language of each requester. */
export function createReplies({ clientFor, spaceOf, log, fetch }: RepliesParts): Replies {
  const named = (flow: FlowRef): NamedFlow => ({ flowId: flow.flowId, space: spaceOf(flow) });

  return {
    ...createNotes(spaceOf),

    async open({ flows, teamId, userId, replyTo, language }, { isLate }): Promise<Reply> {
      const client = await clientFor(teamId);
      const { url, channelId, threadTs, replaces } = isLate ? DIRECTLY : replyTo;
      const respond = respondBy({ client, log }, url, fetch);
      const send = createPrivateLine({ respond, client, userId, channelId, threadTs, replaces, log });
      const t = translateIn(language);
      return {
        async started(started) {
          await send(startedMessage(t, flows.map(named), started));
        },
        async retrying(flow, inMs) {
          await send(retryingMessage(t, named(flow), inMs));
        },
        async progress({ done, total, leftMs }) {
          await send(progressMessage(t, done, total, leftMs));
        },
        async end(note, keepRest) {
          const read = messagesOfNote(note);
          if (read === undefined) log.error({ userId }, 'The end of a request could not be read');
          const messages = read ?? [];
          for (const [index, { isRest = false, ...message }] of messages.entries()) {
            if (index > 0) await keepRest(restOfNote(messages.slice(index)));
            if (!(await send(message, { adds: isRest || index > 0 }))) return false;
          }
          return true;
        },
      };
    },
  };
}
