import { findButton } from './block-ids.ts';
import type { BotConnection } from './bot-connection.ts';
import { parseJson } from './call-body.ts';
import { suggestedOptions } from './element-limits.ts';
import type {
  OptionsAnswer,
  OptionsRequest,
  Person,
  SayAnswer,
  SubmitAnswer,
  ViewActionRequest,
  ViewValues,
} from './page-api.ts';
import { blockSuggestion, viewBlockActions, viewClosed, viewSubmission } from './payloads.ts';
import type { AppIdentity } from './said.ts';
import type { GiveTrigger } from './triggers.ts';
import { createViewAcks, trouble, type ViewAcksParts } from './view-acks.ts';
import type { SlackView } from './views.ts';

/** What somebody does in a modal or in the Home tab. */
export interface Modals {
  submit(me: Person, viewId: string, values: ViewValues): Promise<SubmitAnswer>;
  /** A button clicked, or an input changed whose block has `dispatch_action`. */
  act(me: Person, request: Omit<ViewActionRequest, 'as'>): Promise<SayAnswer>;
  options(me: Person, request: Omit<OptionsRequest, 'as'>): Promise<OptionsAnswer>;
  /** Closes a modal; all of them where that one has `clear_on_close`. */
  close(me: Person, viewId: string): Promise<SayAnswer>;
}

export interface ModalsParts extends ViewAcksParts {
  bot: BotConnection;
  identity: AppIdentity;
  giveTrigger: GiveTrigger;
  /** Unix time; milliseconds. */
  now: () => number;
}

const NOT_OPEN = { ok: false, error: 'That view is not open any more.' } as const;
const noAnswer = (error: string) => ({ ok: false, error: `The app did not respond (${error}).` }) as const;

export function createModals(parts: ModalsParts): Modals {
  const { bot, identity, views, giveTrigger, now } = parts;
  const takeAck = createViewAcks(parts);
  const interaction = (me: Person) => ({ identity, me, at: now() });
  const send = (payload: unknown) => bot.send({ payload: JSON.stringify(payload) });

  /** What an element says of itself; undefined where it is neither a button of the view nor an input with a state. */
  function usedElement({ blocks }: SlackView, { blockId, actionId, state }: Omit<ViewActionRequest, 'as'>) {
    if (state !== undefined) return state;
    const button = findButton(blocks, blockId, actionId);
    if (button === undefined) return undefined;
    const { text, value, style } = button;
    return {
      type: 'button' as const,
      text,
      ...(value === undefined ? {} : { value }),
      ...(style === undefined ? {} : { style }),
    };
  }

  return {
    async submit(me, viewId, values) {
      const view = views.find(me.id, viewId);
      if (view?.type !== 'modal') return NOT_OPEN;
      const answer = await send(viewSubmission(interaction(me), view, values, await giveTrigger(me.id, viewId)));
      return answer.ok ? takeAck(me.id, view, answer.body) : trouble(answer.error);
    },

    async act(me, request) {
      const view = views.find(me.id, request.viewId);
      if (view === undefined) return NOT_OPEN;
      const used = usedElement(view, request);
      if (used === undefined) return { ok: false, error: 'This button is not there any more.' };
      const triggerId = await giveTrigger(me.id, view.id);
      const answer = await send(viewBlockActions(interaction(me), { view, ...request }, used, triggerId));
      return answer.ok ? { ok: true } : noAnswer(answer.error);
    },

    async options(me, { query, ...request }) {
      const view = views.find(me.id, request.viewId);
      if (view === undefined) return NOT_OPEN;
      const answer = await send(blockSuggestion(interaction(me), { view, ...request }, query));
      if (!answer.ok) return noAnswer(answer.error);
      const { data: options, error } = suggestedOptions.safeParse(parseJson(answer.body));
      if (options !== undefined) return { ok: true, options };
      return { ok: false, error: `Slack takes no such options: ${error?.message ?? answer.body}` };
    },

    async close(me, viewId) {
      const open = views.modals(me.id);
      const view = open.find(({ id }) => id === viewId);
      if (view === undefined) return NOT_OPEN;
      const isCleared = view.clear_on_close;
      const closed = isCleared ? open.toReversed() : [view];
      for (const { id } of closed) views.close(me.id, id);
      for (const each of closed.filter(({ notify_on_close: notifies }) => notifies)) {
        const answer = await send(viewClosed(interaction(me), each, isCleared));
        if (!answer.ok) return noAnswer(answer.error);
      }
      return { ok: true };
    },
  };
}
