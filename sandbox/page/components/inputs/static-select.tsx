import type { MultiStaticSelect, Option, StaticSelect as StaticSelectElement } from '@slack/types';
import { useState } from 'react';
import { matchingGroups } from '../../text/choices.ts';
import { Combobox } from './combobox.tsx';
import type { Field } from './field.ts';

interface Props {
  element: StaticSelectElement | MultiStaticSelect;
  field: Field;
  chosen: Option[];
  onChoose: (options: Option[]) => void;
}

/** A select, or a multi-select, whose options the view brings along. */
export function StaticSelect({ element, field, chosen, onChoose }: Props) {
  const [query, setQuery] = useState('');
  const { options = [], option_groups: groups, placeholder } = element;
  const all = groups?.map(({ label, options: inGroup }) => ({ label: label.text, options: inGroup })) ?? [{ options }];
  const max = element.type === 'multi_static_select' ? element.max_selected_items : 1;
  return (
    <Combobox
      field={field}
      placeholder={placeholder?.text}
      isMulti={element.type === 'multi_static_select'}
      max={max}
      groups={matchingGroups(all, query)}
      query={query}
      onQuery={(typed) => setQuery(typed ?? '')}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}
