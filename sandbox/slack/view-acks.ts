import { z } from 'zod';
import { withIds } from './block-ids.ts';
import { parseJson } from './call-body.ts';
import type { Emulator } from './emulator.ts';
import type { SubmitAnswer } from './page-api.ts';
import type { GiveTrigger } from './triggers.ts';
import { viewProblems } from './view-limits.ts';
import type { SlackView, Views } from './views.ts';

const blocks = z.looseObject({ blocks: z.array(z.unknown()) });
/** What an app may answer to a submission (source: "Preparing submission responses" in Slack's docs on modals). */
const ack = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: blocks }),
  z.object({ response_action: z.literal('push'), view: blocks }),
  z.object({ response_action: z.literal('clear') }),
]);
const inputBlock = z.looseObject({ type: z.literal('input'), block_id: z.string() });

/** Slack's own words for what its client shows when an app's answer is no good, and why that is. */
export const trouble = (error: string): { ok: false; error: string } => ({
  ok: false,
  error: `We had some trouble connecting. Try again? (${error})`,
});

export interface ViewAcksParts {
  emulator: Emulator;
  views: Views;
  giveTrigger: GiveTrigger;
  newId: () => string;
}

/** Does with the modal what the ack of its submission says. */
export function createViewAcks({ emulator, views, giveTrigger, newId }: ViewAcksParts) {
  async function show(userId: string, view: SlackView, how: 'update' | 'push', content: z.infer<typeof blocks>) {
    const problems = viewProblems(content, 'modal');
    if (problems.length > 0) return trouble(problems.join('; '));
    const target = how === 'update' ? { view_id: view.id } : { trigger_id: await giveTrigger(userId, view.id) };
    const args = { ...target, view: { ...content, blocks: withIds(content.blocks, newId) } };
    const answer = await emulator.call('bot', `views.${how}`, args);
    if (!answer.ok) return trouble(answer.error ?? 'no reason given');
    views.onCall(`views.${how}`, args, answer);
    return { ok: true } as const;
  }

  function refused(view: SlackView, errors: Readonly<Record<string, string>>): SubmitAnswer {
    const inputs = view.blocks.flatMap((block) => inputBlock.safeParse(block).data?.block_id ?? []);
    const unknown = Object.keys(errors).filter((blockId) => !inputs.includes(blockId));
    if (unknown.length > 0) return trouble(`errors for what is no input block: ${unknown.join(', ')}`);
    return { ok: false, errors };
  }

  return async (userId: string, view: SlackView, body: string): Promise<SubmitAnswer> => {
    if (body.trim() === '') {
      views.close(userId, view.id);
      return { ok: true };
    }
    const { data } = ack.safeParse(parseJson(body));
    if (data === undefined) return trouble('invalid_ack');
    if (data.response_action === 'errors') return refused(view, data.errors);
    if (data.response_action !== 'clear') return show(userId, view, data.response_action, data.view);
    views.clear(userId);
    return { ok: true };
  };
}
