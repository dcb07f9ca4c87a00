import { z } from 'zod';
import { isDirectMessage } from '../../../access/direct-message.ts';
import { type Translate, translateIn } from '../../../i18n.ts';
import type { Delivered } from '../../../requests/delivery.ts';
import type { Note } from '../../../requests/journal.ts';
import type { Outcome, Replies } from '../../../requests/replies.ts';
import type { FlowRef, FlowRequest } from '../../../requests/request.ts';
import { deliveredMessage, withButtons } from '../../messages/delivered.ts';
import { errorMessage } from '../../messages/error.ts';
import type { NamedFlow } from '../../messages/flow-name.ts';
import { heldMessage } from '../../messages/held.ts';
import type { Message } from '../../messages/message.ts';
import { resultButtons, severalResultButtons } from '../../messages/result/buttons.ts';
import { canRetryAny, type FailedFlow, severalFailedMessage } from '../../messages/several-failed.ts';
import { parseJsonAs } from '../../payloads/request-value.ts';
import { toFault } from '../fault.ts';
import { againValue } from './again-value.ts';
import { resultsOf } from './results.ts';

const messages = z.array(
  z.object({
    text: z.string(),
    blocks: z.array(z.custom<Message['blocks'][number]>((value) => value !== null)),
    /** Something of the note stands there already: this comes below it. */
    isRest: z.literal(true).optional(),
  }),
);

type NoteMessage = z.infer<typeof messages>[number];

/** The messages of a note; undefined where it is none of ours. */
export const messagesOfNote = (note: Note): NoteMessage[] | undefined => parseJsonAs(messages, note);

/** What is left of a note. */
export const restOfNote = (given: readonly NoteMessage[]): Note =>
  toNote(given.map((message) => ({ ...message, isRest: true })));

/** Whether replies are ordinary messages, in the conversation of two that the files go to as well. */
const isSaidInDirectMessage = ({ conversation, replyTo }: FlowRequest): boolean =>
  replyTo.url === undefined && conversation !== undefined && isDirectMessage(conversation.channelId);

const toNote = (given: readonly NoteMessage[]): Note => JSON.stringify(given);

/**
 * What a requester reads at the end of a request.
 *
 * @param spaceOf how to name where a flow lies.
 */
export function createNotes(
  spaceOf: (flow: FlowRef) => string | undefined,
): Pick<Replies, 'noteOf' | 'heldNote' | 'tooOldNote' | 'gaveUpNote'> {
  const named = (flow: FlowRef): NamedFlow => ({ flowId: flow.flowId, space: spaceOf(flow) });

  function failedMessage(t: Translate, request: FlowRequest, failed: Outcome['failed']): Message {
    const shown = failed.map(({ flow, error }): FailedFlow => ({ flow: named(flow), fault: toFault(error) }));
    const retryValue = againValue(
      request,
      failed.map(({ flow }) => flow),
    );
    const [only] = shown;
    if (only !== undefined && request.flows.length === 1) return errorMessage(t, { ...only, retryValue });
    return severalFailedMessage(t, {
      failed: shown,
      total: request.flows.length,
      retryValue: canRetryAny(t, shown) ? retryValue : undefined,
    });
  }

  function sharedMessage(
    t: Translate,
    request: FlowRequest,
    { fetched }: Pick<Outcome, 'fetched'>,
    delivered: Omit<Delivered, 'fileIds'>,
  ): Message {
    const { results, all } = resultsOf(request, fetched, spaceOf);
    const flows = results.map(({ flow }) => flow);
    const message = deliveredMessage(t, flows, delivered, request.botUserId);
    if (!delivered.buttonsLeftOut) return message;
    const [only, ...others] = results;
    const buttons = only !== undefined && others.length === 0 ? resultButtons(t, only) : severalResultButtons(t, all);
    return withButtons(t, message, buttons);
  }

  return {
    noteOf(request, { fetched, failed }, delivered) {
      const t = translateIn(request.language);
      const failure = failed.length > 0 ? [failedMessage(t, request, failed)] : [];
      if (delivered === undefined) return toNote(failure);
      // Files that are seen where they were asked for need no word beside what failed, nor in a chat with the bot alone.
      const isSeen = delivered.to.kind === 'conversation' && !delivered.buttonsLeftOut;
      if (isSeen && (failure.length > 0 || isSaidInDirectMessage(request))) return toNote(failure);
      return toNote([sharedMessage(t, request, { fetched }, delivered), ...failure]);
    },

    heldNote: ({ language }, hold, question) => toNote([heldMessage(translateIn(language), hold, question)]),

    tooOldNote({ flows, language }) {
      const { flowId = '', custSpaceId } = flows[0] ?? {};
      const flow = { flowId, space: custSpaceId };
      // It comes by direct message: nobody looks for an answer where they asked half an hour ago.
      const retryValue = againValue({ conversation: undefined }, flows);
      return toNote([errorMessage(translateIn(language), { flow, fault: { kind: 'too-old' }, retryValue })]);
    },

    gaveUpNote(request) {
      const t = translateIn(request.language);
      const failed = request.flows.map((flow): FailedFlow => ({ flow: named(flow), fault: { kind: 'gave-up' } }));
      const [only] = failed;
      if (only !== undefined && failed.length === 1)
        return toNote([errorMessage(t, { ...only, retryValue: againValue(request, request.flows) })]);
      return toNote([severalFailedMessage(t, { failed, total: failed.length, retryValue: undefined })]);
    },
  };
}
