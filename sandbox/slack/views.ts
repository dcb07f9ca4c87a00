import { z } from 'zod';
import { knownBlocks } from './block-ids.ts';
import type { CallArgs } from './call-body.ts';
import type { View } from './page-api.ts';

const text = z.looseObject({ text: z.string() }).nullish();

/** A view as the Web API gives it; what is not named here is kept for the payloads. */
export const slackView = z.looseObject({
  id: z.string(),
  type: z.enum(['modal', 'home']),
  callback_id: z.string(),
  external_id: z.string().default(''),
  hash: z.string(),
  title: text,
  submit: text,
  close: text,
  blocks: knownBlocks,
  notify_on_close: z.boolean().default(false),
  clear_on_close: z.boolean().default(false),
});
export type SlackView = z.infer<typeof slackView>;

const viewAnswer = z.looseObject({ view: slackView });
const exchange = z.looseObject({
  trigger_id: z.string().optional(),
  interactivity_pointer: z.string().optional(),
  user_id: z.string().optional(),
});

/** A view as the page shows it. */
export function shownView({ id, callback_id: callbackId, hash, title, submit, close, blocks }: SlackView): View {
  return {
    id,
    callbackId,
    hash,
    title: title?.text ?? '',
    ...(submit ? { submit: submit.text } : {}),
    ...(close ? { close: close.text } : {}),
    blocks,
  };
}

/** Who has which views open. The Web API can't tell, so it is noted here as calls pass. */
export interface Views {
  /** Remembers whose trigger that is: the answer to `views.open` does not say for whom it opened. */
  gave(triggerId: string, userId: string): void;
  /** Takes note of a call of the bot that went well; does nothing for one that is not about views. */
  onCall(method: string, args: CallArgs, answer: unknown): void;
  /** The person's modals, the topmost last. */
  modals(userId: string): readonly SlackView[];
  home(userId: string): SlackView | undefined;
  /** The modal or the Home tab of that ID which this person sees. */
  find(userId: string, viewId: string): SlackView | undefined;
  /** Whether anybody has that view before them. */
  isOpen(id: { viewId: string } | { externalId: string }): boolean;
  close(userId: string, viewId: string): void;
  /** Closes all modals of a person. */
  clear(userId: string): void;
}

export function createViews(): Views {
  const triggers = new Map<string, string>();
  const stacks = new Map<string, readonly SlackView[]>();
  const homes = new Map<string, SlackView>();

  const modals = (userId: string) => stacks.get(userId) ?? [];
  const allOpen = () => [...[...stacks.values()].flat(), ...homes.values()];

  function update(view: SlackView): void {
    const fresh = (each: SlackView) => (each.id === view.id ? view : each);
    for (const [userId, stack] of stacks) stacks.set(userId, stack.map(fresh));
    for (const [userId, home] of homes) homes.set(userId, fresh(home));
  }

  return {
    gave: (triggerId, userId) => void triggers.set(triggerId, userId),

    onCall(method, args, answer) {
      if (!/^views\.(?:open|push|update|publish)$/.test(method)) return;
      const { view } = viewAnswer.parse(answer);
      if (method === 'views.update') return update(view);
      const { trigger_id, interactivity_pointer, user_id } = exchange.parse(args);
      const userId = method === 'views.publish' ? user_id : triggers.get(trigger_id ?? interactivity_pointer ?? '');
      if (userId === undefined) throw new Error(`${method}: nobody knows whose view ${view.id} is`);
      if (method === 'views.publish') homes.set(userId, view);
      else stacks.set(userId, method === 'views.push' ? [...modals(userId), view] : [view]);
    },

    modals,
    home: (userId) => homes.get(userId),
    find: (userId, viewId) => [...modals(userId), homes.get(userId)].find((view) => view?.id === viewId),
    isOpen: (id) =>
      allOpen().some((view) => ('viewId' in id ? view.id === id.viewId : view.external_id === id.externalId)),
    close: (userId, viewId) =>
      void stacks.set(
        userId,
        modals(userId).filter(({ id }) => id !== viewId),
      ),
    clear: (userId) => void stacks.delete(userId),
  };
}
