import { useState } from 'react';
import type { Conversation, ElementState, OptionsAnswer, SayAnswer, View, ViewValues } from '../../slack/page-api.ts';
import { actInView, getOptions } from '../api.ts';
import { initialValues, valuesAfterUpdate, withElement } from '../text/view-state.ts';

/** A view in use: what its elements hold, and how they reach the app. */
export interface ViewInUse {
  view: View;
  values: ViewValues;
  /** What went wrong with the last change that the app was told of. */
  error: string | undefined;
  change: (blockId: string, actionId: string, state: ElementState) => void;
  /** Tells the app of an element: a button clicked, or an input with what it holds. */
  tell: (blockId: string, actionId: string, state?: ElementState) => Promise<SayAnswer>;
  optionsFor: (blockId: string, actionId: string, query: string) => Promise<OptionsAnswer>;
}

/**
 * Holds what a view's inputs hold. When the app updates the view they keep it, as in Slack.
 *
 * @param meId who uses the view.
 * @param current the conversation that was open when the view appeared.
 */
export function useView(view: View, meId: string, current: Conversation | undefined): ViewInUse {
  const [held, setHeld] = useState(() => ({ view, values: initialValues(view.blocks, current) }));
  const [error, setError] = useState<string>();

  let { values } = held;
  if (held.view.id !== view.id || held.view.hash !== view.hash) {
    values =
      held.view.id === view.id ? valuesAfterUpdate(values, view.blocks, current) : initialValues(view.blocks, current);
    setHeld({ view, values });
  }

  return {
    view,
    values,
    error,
    change(blockId, actionId, state) {
      setHeld((before) => ({ ...before, values: withElement(before.values, blockId, actionId, state) }));
    },
    async tell(blockId, actionId, state) {
      setError(undefined);
      const next = state === undefined ? values : withElement(values, blockId, actionId, state);
      const request = { as: meId, viewId: view.id, blockId, actionId, values: next };
      const answer = await actInView(state === undefined ? request : { ...request, state });
      // A button shows its own error.
      if (!answer.ok && state !== undefined) setError(answer.error);
      return answer;
    },
    optionsFor: (blockId, actionId, query) =>
      getOptions({ as: meId, viewId: view.id, blockId, actionId, query, values }),
  };
}
