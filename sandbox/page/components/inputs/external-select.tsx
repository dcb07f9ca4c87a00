import type { ExternalSelect as ExternalSelectElement, MultiExternalSelect, Option } from '@slack/types';
import { useState } from 'react';
import type { OptionsAnswer } from '../../../slack/page-api.ts';
import { type ExternalOptions, useExternalOptions } from '../../hooks/use-external-options.ts';
import { Combobox } from './combobox.tsx';
import type { Field } from './field.ts';

/** Source: `min_query_length` in the reference of Slack's select menus. */
const DEFAULT_MIN_QUERY = 3;

interface Props {
  element: ExternalSelectElement | MultiExternalSelect;
  field: Field;
  load: (query: string) => Promise<OptionsAnswer>;
  chosen: Option[];
  onChoose: (options: Option[]) => void;
}

/** What stands in the place of the options, while there are none. */
function notice(found: ExternalOptions): string | undefined {
  switch (found.status) {
    case 'waiting':
      return `Type ${found.missing === 1 ? 'one character more' : `${found.missing} characters more`} to search`;
    case 'loading':
      return 'Loading…';
    case 'failed':
      return `The options could not be loaded: ${found.error}`;
    case 'ready':
      return undefined;
  }
}

/** A select, or a multi-select, whose options the app finds for what is typed. */
export function ExternalSelect({ element, field, load, chosen, onChoose }: Props) {
  const [query, setQuery] = useState<string>();
  const { min_query_length: minLength = DEFAULT_MIN_QUERY, placeholder } = element;
  const found = useExternalOptions(query, minLength, load);
  return (
    <Combobox
      field={field}
      placeholder={placeholder?.text}
      isMulti={element.type === 'multi_external_select'}
      max={element.type === 'multi_external_select' ? element.max_selected_items : 1}
      groups={found.status === 'ready' ? [{ options: found.options }] : []}
      notice={notice(found)}
      isFailed={found.status === 'failed'}
      query={query ?? ''}
      onQuery={setQuery}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}
