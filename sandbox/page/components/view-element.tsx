import type { ElementState } from '../../slack/page-api.ts';
import type { ViewInUse } from '../hooks/use-view.ts';
import type { InputElement } from '../text/input-elements.ts';
import { chosenOptions, stateOfOptions } from '../text/view-state.ts';
import { ConversationSelect } from './inputs/conversation-select.tsx';
import { ExternalSelect } from './inputs/external-select.tsx';
import type { Field } from './inputs/field.ts';
import { OptionList } from './inputs/option-list.tsx';
import { StaticSelect } from './inputs/static-select.tsx';
import { TextInput } from './inputs/text-input.tsx';

interface Props {
  element: InputElement;
  blockId: string;
  inUse: ViewInUse;
  /** Whether the app hears of each change. */
  isTold: boolean;
  field: Field;
}

/** An element with a value, wired to the view that it is in. */
export function ViewElement({ element, blockId, inUse, isTold, field }: Props) {
  const { type, action_id: actionId = '' } = element;
  const state: ElementState = inUse.values[blockId]?.[actionId] ?? { type };

  const tell = (next: ElementState) => void (isTold && inUse.tell(blockId, actionId, next));
  function change(next: ElementState): void {
    inUse.change(blockId, actionId, next);
    tell(next);
  }

  const choosing = {
    field,
    chosen: chosenOptions(state),
    onChoose: (options: ReturnType<typeof chosenOptions>) => change(stateOfOptions(type, options)),
  };
  switch (element.type) {
    case 'plain_text_input':
      return (
        <TextInput
          element={element}
          field={field}
          value={state.value ?? ''}
          onChange={(value) => inUse.change(blockId, actionId, { type, value: value || null })}
          onTell={isTold ? (value) => tell({ type, value: value || null }) : undefined}
        />
      );
    case 'checkboxes':
    case 'radio_buttons':
      return <OptionList element={element} {...choosing} />;
    case 'static_select':
    case 'multi_static_select':
      return <StaticSelect element={element} {...choosing} />;
    case 'external_select':
    case 'multi_external_select':
      return (
        <ExternalSelect element={element} load={(query) => inUse.optionsFor(blockId, actionId, query)} {...choosing} />
      );
    case 'conversations_select':
      return (
        <ConversationSelect
          element={element}
          field={field}
          chosenId={state.selected_conversation ?? undefined}
          onChoose={(id) => change({ type, selected_conversation: id ?? null })}
        />
      );
  }
}
