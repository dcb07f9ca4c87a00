import type { ConversationsSelect, PlainTextOption } from '@slack/types';
import { useState } from 'react';
import type { Conversation } from '../../../slack/page-api.ts';
import { matchingGroups } from '../../text/choices.ts';
import { mayBeChosen } from '../../text/view-state.ts';
import { useWorkspaceView } from '../workspace-view.ts';
import { Combobox } from './combobox.tsx';
import type { Field } from './field.ts';

interface Props {
  element: ConversationsSelect;
  field: Field;
  chosenId: string | undefined;
  onChoose: (conversationId: string | undefined) => void;
}

const optionOf = ({ id, name, kind }: Conversation): PlainTextOption => ({
  text: { type: 'plain_text', text: kind === 'im' ? name : `#${name}` },
  value: id,
});

/** One of the conversations that the person who looks can see. */
export function ConversationSelect({ element, field, chosenId, onChoose }: Props) {
  const { conversations } = useWorkspaceView();
  const [query, setQuery] = useState('');
  const options = conversations.filter((each) => mayBeChosen(element, each)).map(optionOf);
  return (
    <Combobox
      field={field}
      placeholder={element.placeholder?.text}
      isMulti={false}
      max={1}
      groups={matchingGroups([{ options }], query)}
      query={query}
      onQuery={(typed) => setQuery(typed ?? '')}
      chosen={conversations.filter(({ id }) => id === chosenId).map(optionOf)}
      onChoose={(chosen) => onChoose(chosen.at(-1)?.value)}
    />
  );
}
