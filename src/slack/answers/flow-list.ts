import { z } from 'zod';
import { isCustSpaceId } from '../../flows/ids/flow-id.ts';
import { type Space, spaceLabel } from '../../flows/ids/spaces.ts';
import type { Translate } from '../../i18n.ts';
import { startOfText } from '../../text.ts';
import { toFault } from '../delivery/fault.ts';
import { failureMessage } from '../messages/error.ts';
import { errorText } from '../messages/error-texts.ts';
import { FLOWS_PER_PAGE, listMessage } from '../messages/list.ts';
import type { Message } from '../messages/message.ts';
import { parseJsonAs, requestValueOf } from '../payloads/request-value.ts';
import type { AnswerParts } from './answer-parts.ts';

/** A page of flows that somebody wants to see. */
export interface ListRequest extends Space {
  /** A part of the name; empty: all. */
  name: string;
  /** From 1. */
  page: number;
}

const MAX_NAME = 200;

const listRequest = z.object({
  name: z.string().max(MAX_NAME),
  page: z.int().min(1).max(1000),
  account: z.string(),
  custSpaceId: z.string().refine(isCustSpaceId).optional(),
});

const listValueOf = (request: ListRequest): string =>
  JSON.stringify({ ...request, name: startOfText(request.name, MAX_NAME) });

/** The page that a button of the list stands for; undefined where the value is none of ours. */
export function parseListValue(value: unknown): ListRequest | undefined {
  const parsed = parseJsonAs(listRequest, value);
  return parsed && { ...parsed, custSpaceId: parsed.custSpaceId };
}

/** A page of an account's flows, or why there is none. */
export async function flowListMessage(
  { catalogue, accounts }: Pick<AnswerParts, 'catalogue' | 'accounts'>,
  t: Translate,
  request: ListRequest,
): Promise<Message> {
  const { name, page, account, custSpaceId } = request;
  const space = { account, custSpaceId };
  const { flows, more, isComplete, error } = await catalogue.find(space, name, page * FLOWS_PER_PAGE);
  if (error !== undefined && flows.length === 0) {
    const fault = toFault(error);
    return failureMessage(t, t('list.failed', { happened: errorText(t, fault).happened }), fault, undefined);
  }
  return listMessage(t, {
    name,
    space: spaceLabel(accounts, space),
    flows: flows.slice((page - 1) * FLOWS_PER_PAGE),
    page,
    total: flows.length + more,
    isComplete,
    getValue: (flow) => requestValueOf({ flowIds: [flow.flowId], ...space, name: flow.name || undefined }),
    pageValue: (to) => listValueOf({ ...request, page: to }),
  });
}
