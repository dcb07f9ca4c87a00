import { z } from 'zod';
import { resolveSpace, type UnknownSpace } from '../../../flows/ids/spaces.ts';
import { MAX_FLOWS } from '../../../requests/request.ts';
import { spaceNames } from '../../answers/spaces.ts';
import { FOUND, FOUND_FLOWS } from '../../messages/found-view.ts';
import { unclearText } from '../../messages/help.ts';
import { toPlainText } from '../../messages/message.ts';
import { CONVERSATION, DESTINATION, FLOWS, isRemark, PICKER, SPACE } from '../../messages/picker-view.ts';
import { parseFlowChoice } from '../../payloads/flow-choice.ts';
import { isDestinationChoice, viewValues } from '../../payloads/view-values.ts';
import { acceptOrReply, type SpaceOf } from '../accept-or-reply.ts';
import type { ViewDoor } from '../door.ts';
import { onceATrigger } from '../once.ts';

const submission = z.object({
  view: z.object({ id: z.string(), hash: z.string(), state: z.object({ values: z.unknown() }) }),
});

interface Modal {
  callbackId: string;
  /** The inputs that flows are chosen in: their IDs begin so, and an error is shown at this one. */
  inputs: string;
  errorAt: string;
  emptyError: 'picker.chooseFlow' | 'found.chooseOne';
}

const chooseFlows = ({ callbackId, inputs, errorAt, emptyError }: Modal): ViewDoor => ({
  kind: 'view',
  name: callbackId,
  right: 'fetch',
  action: undefined,
  errorAt,

  async handle(parts, { t, botUserId, requester: person, origin, threadTs, read, ack, refuse }) {
    const { view } = read(submission);
    const values = viewValues(view.state.values);
    const chosen = values.options(inputs);
    const flows = chosen.flatMap((value) => parseFlowChoice(value) ?? []).slice(0, MAX_FLOWS);
    if (flows.length === 0 || chosen.some(isRemark)) return refuse(errorAt, t(emptyError));

    const channelId = origin.channelId ?? values.conversation(CONVERSATION);
    const requester = { ...person, channelId };
    const given = values.text(SPACE);
    const choice = values.text(DESTINATION);
    const destination = isDestinationChoice(choice) ? choice : 'conversation';
    const input = {
      requester,
      destination: destination === 'only-me' ? ('only-me' as const) : ('conversation' as const),
      threadTs: destination === 'thread' ? origin.threadTs : undefined,
      about: origin.about,
      display: origin.display,
      botUserId,
      line: { responseUrl: origin.responseUrl, channelId, threadTs, replaces: false },
      t,
    };
    // A request is for flows of one space. Where only the channel's says which, that one comes first: it may be refused.
    const typed = given === undefined ? undefined : resolveSpace(parts.accounts, given, undefined);
    const placed = flows.map(({ flowId, space: own }) => ({
      flowId,
      space: own ?? (typed?.ok ? typed.value : undefined),
    }));
    const bySpace = Map.groupBy(placed, ({ space }) => space && `${space.account}/${space.custSpaceId ?? ''}`);
    const ofRequests = [...bySpace.values()].toSorted(
      ([a], [b]) => Number(a?.space !== undefined) - Number(b?.space !== undefined),
    );
    let isRefused = false;
    const refuseSpace = async (problem: UnknownSpace) => {
      isRefused = true;
      await refuse(SPACE, toPlainText(unclearText(t, problem, spaceNames(parts.offered()))));
    };
    for (const [index, ofRequest] of ofRequests.entries()) {
      const flowIds = ofRequest.map(({ flowId }) => flowId);
      const once = [onceATrigger([view.id, view.hash, ...(index === 0 ? [] : [index])].join(':'))];
      const space = ofRequest[0]?.space;
      const spaceOf: SpaceOf = (ofChannel) =>
        space === undefined ? resolveSpace(parts.accounts, given, ofChannel) : { ok: true, value: space };
      await acceptOrReply(parts, { ack, input: { ...input, flowIds, spaceOf }, once, refuse: refuseSpace });
      if (isRefused) return;
    }
  },
});

/** The modal in which flows are chosen by name. */
export const picker = chooseFlows({
  callbackId: PICKER,
  inputs: FLOWS,
  errorAt: FLOWS,
  emptyError: 'picker.chooseFlow',
});

/** The modal in which flows are chosen of those found in a message. */
export const foundFlows = chooseFlows({
  callbackId: FOUND,
  inputs: FOUND_FLOWS,
  errorAt: FOUND_FLOWS,
  emptyError: 'found.chooseOne',
});
