import { z } from 'zod';
import { isCustSpaceId } from '../../flows/ids/flow-id.ts';
import { type Space, spaceLabel } from '../../flows/ids/spaces.ts';
import type { Translate } from '../../i18n.ts';
import { DISPLAYS, type Display } from '../../requests/display.ts';
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
  /** Whether what is got from the list is for the requester alone; absent: as the workspace has set it. */
  onlyMe?: boolean | undefined;
  /** What is shared of it; absent: as the settings say. */
  display?: Display | undefined;
}

const MAX_NAME = 200;

const listRequest = z.object({
  name: z.string().max(MAX_NAME),
  page: z.int().min(1).max(1000),
  account: z.string(),
  custSpaceId: z.string().refine(isCustSpaceId).optional(),
  onlyMe: z.boolean().optional(),
  display: z.enum(DISPLAYS).optional().catch(undefined),
});

const listValueOf = (request: ListRequest): string =>
  JSON.stringify({ ...request, name: startOfText(request.name, MAX_NAME) });

/** What a button gives back that shows the first page of all flows of a space. */
export const allFlowsValue = ({ account, custSpaceId }: Space): string =>
  listValueOf({ name: '', page: 1, account, custSpaceId });

/** The page that a button of the list stands for; undefined where the value is none of ours. */
export function parseListValue(value: unknown): ListRequest | undefined {
  const parsed = parseJsonAs(listRequest, value);
  return parsed && { ...parsed, custSpaceId: parsed.custSpaceId };
}

/** A page of an account's flows, or why there is none. */
export async function flowListMessage(
  { catalogue, accounts, isOffered }: Pick<AnswerParts, 'catalogue' | 'accounts' | 'isOffered'>,
  t: Translate,
  request: ListRequest,
): Promise<Message> {
  const { name, page, account, custSpaceId, onlyMe, display } = request;
  const space = { account, custSpaceId };
  const place = { offset: (page - 1) * FLOWS_PER_PAGE, limit: FLOWS_PER_PAGE };
  const { flows, total, isComplete, error } = await catalogue.find(space, name, place);
  if (error !== undefined && flows.length === 0) {
    const fault = toFault(error);
    return failureMessage(t, t('list.failed', { happened: errorText(t, fault).happened }), fault, undefined);
  }
  return listMessage(t, {
    name,
    space: spaceLabel(accounts, space),
    flows,
    page,
    total,
    isComplete,
    getValue: (flow) =>
      isOffered('fetch', flow)
        ? requestValueOf({ flowIds: [flow.flowId], ...space, onlyMe, display, name: flow.name || undefined })
        : undefined,
    pageValue: (to) => listValueOf({ ...request, page: to }),
  });
}
